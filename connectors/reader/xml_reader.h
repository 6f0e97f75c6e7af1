#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "connectors/reader/xml_direct.h"
#include "connectors/reader/xml_scan.h"
#include "connectors/reader/xml_tree.h"
#include "core/result.h"

namespace procured::reader {

/// The tree of one XML document: read directly where nothing in it is unusual, else scanned and
/// parsed, with the same outcome. Keeps its memory between documents. @thread one at a time.
class XmlReader {
 public:
  explicit XmlReader(XmlLimits limits = {}) : limits_(limits) {}

  /// Reads a document into `tree`, whose root is node 0. The tree's texts point into the bytes, the
  /// reader and the tree, and live until the next read. @errors kBadDocument, see reasons.h, with
  /// place "line n".
  core::Result<void> read(std::string_view bytes, const Names& names, Tree& tree);
  /// Whether document types that only name files are skipped from now on, never resolved; those
  /// with declarations of their own are refused always.
  void skip_external_doctypes(bool skip) { limits_.external_doctype = skip; }
  /// Bytes of memory that the document read last takes beside its tree.
  std::size_t memory() const { return converted_.capacity() + buffer_.capacity() + parsed_bytes_; }
  /// True when the document read last had such a type.
  bool has_doctype() const { return has_doctype_; }
  /// The same by scanning and parsing, whatever the document.
  core::Result<void> read_parsed(std::string_view bytes, const Names& names, Tree& tree);

 private:
  core::Result<void> parse(std::string_view text, std::size_t memory_left, const Names& names,
                           Tree& tree);
  std::size_t memory_left(std::string_view bytes) const;

  XmlLimits limits_;
  bool has_doctype_ = false;
  std::size_t parsed_bytes_ = 0;  // of the parser's nodes
  std::string converted_;
  XmlDirectReader direct_;
  std::string buffer_;
  std::vector<CutText> cuts_;
  pugi::xml_document document_;
  XmlTreeBuilder builder_;
};

}  // namespace procured::reader
