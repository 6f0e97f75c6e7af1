#pragma once

#include <string_view>
#include <vector>

#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "connectors/reader/xml_names.h"
#include "connectors/reader/xml_scan.h"

namespace procured::reader {

/// An attribute that says what names mean, its references replaced.
struct XmlDeclaration {
  std::string_view attribute;
  std::string_view uri;
};

/// Reads a document that has nothing unusual in it, as nearly all have not, straight into a tree.
/// It never refuses one: it leaves what it does not read to scan_xml and the parser, who say
/// whether there is anything wrong with it. What it does read they read too, to the same tree.
/// Keeps its memory between documents. @thread one at a time.
class XmlDirectReader {
 public:
  /// False when the document is not for this reader, or its tree would take more than `memory_max`
  /// bytes (scan_xml and the parser take more); `tree` is empty then. `text` is UTF-8 of XML's
  /// characters only, and must outlive the tree.
  bool read(std::string_view text, const XmlLimits& limits, std::size_t memory_max,
            const Names& names, Tree& tree);
  /// True when the document read last had a document type, which only named files.
  bool has_doctype() const { return has_doctype_; }

 private:
  XmlNames names_;
  std::vector<XmlDeclaration> declarations_;
  bool has_doctype_ = false;
};

}  // namespace procured::reader
