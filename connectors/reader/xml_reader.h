#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/xml_scan.h"
#include "core/result.h"

namespace procured::reader {

/// The tree of one XML document. Reusable: the next read replaces the tree and keeps the memory.
/// Nodes point into the reader's buffer and live until the next read. @thread one at a time.
class XmlReader {
 public:
  explicit XmlReader(XmlLimits limits = {}) : limits_(limits) {}

  /// The root element. @errors kBadDocument, see reasons.h, with place "line n".
  core::Result<pugi::xml_node> read(std::string_view bytes);

  /// Bytes of a text as the source has it: longer than the tree's where the text was cut.
  std::uint64_t source_bytes(std::string_view text) const {
    const auto* cut = cuts_.empty() ? nullptr : cut_at(text);
    return cut == nullptr ? text.size() : cut->bytes;
  }

  /// True when the tree holds only the start of this text.
  bool was_cut(std::string_view text) const { return !cuts_.empty() && cut_at(text) != nullptr; }

 private:
  const CutText* cut_at(std::string_view text) const;

  XmlLimits limits_;
  std::string converted_;
  std::string buffer_;
  std::vector<CutText> cuts_;
  pugi::xml_document document_;
};

/// Where a node stands: "/Invoice/cac:InvoiceLine[2]/cbc:ID", names as the source writes them, with
/// an index where siblings share the name.
std::string path_of(pugi::xml_node node);

}  // namespace procured::reader
