#include "connectors/reader/xml_reader.h"

#include <fmt/format.h>

#include "connectors/reader/bounds.h"
#include "connectors/reader/encoding.h"
#include "connectors/reader/reasons.h"

namespace procured::reader {
namespace {

/// The parser's slower ways only for documents that have something for them to do.
unsigned parse_flags(std::string_view text) {
  unsigned flags = pugi::parse_cdata;
  if (text.find('&') != std::string_view::npos) flags |= pugi::parse_escapes;
  if (text.find('\r') != std::string_view::npos) flags |= pugi::parse_eol;
  return flags;
}

// Of pugixml's nodes. @source pugixml.cpp, xml_node_struct and xml_attribute_struct, and what its
// pages take
constexpr std::size_t kParsedNode = 65;
constexpr std::size_t kParsedAttribute = 41;

/// The document's text, unless it has none that could be read.
core::Result<std::string_view> text_of(std::string_view bytes, std::string& converted) {
  // A file of nothing but zeros is what a crashed copy leaves behind.
  if (bytes.find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos) {
    return core::bad_document(std::string(reason::kEmptyFile), "the file is empty", "line 1");
  }
  return xml_as_utf8(bytes, converted);
}

}  // namespace

core::Result<void> XmlReader::read(std::string_view bytes, const Names& names, Tree& tree) {
  has_doctype_ = false;
  parsed_bytes_ = 0;
  const auto text = text_of(bytes, converted_);
  if (!text) return text.error();
  const auto left = memory_left(bytes);
  const bool is_read = direct_.read(text.value(), limits_, left, names, tree);
  has_doctype_ = direct_.has_doctype();
  if (is_read) return boost::outcome_v2::success();
  return parse(text.value(), left, names, tree);
}

std::size_t XmlReader::memory_left(std::string_view bytes) const {
  const auto taken = converted_.capacity() + kMemorySetAside;
  const auto most = memory_max(bytes.size());
  return most > taken ? most - taken : 0;
}

core::Result<void> XmlReader::read_parsed(std::string_view bytes, const Names& names, Tree& tree) {
  has_doctype_ = false;
  const auto text = text_of(bytes, converted_);
  if (!text) return text.error();
  return parse(text.value(), memory_left(bytes), names, tree);
}

core::Result<void> XmlReader::parse(std::string_view text, std::size_t memory_left,
                                    const Names& names, Tree& tree) {
  document_.reset();
  if (text.size() >= kReservedFrom) tree = Tree();  // its room is made anew below
  if (text.size() > memory_left) {
    return core::bad_document(std::string(reason::kTooLarge),
                              fmt::format("{} bytes of UTF-8 from a smaller file", text.size()),
                              "line 1");
  }
  const auto scanned = scan_xml(text, limits_, buffer_, cuts_);
  if (!scanned) return scanned.error();
  const auto& found = scanned.value();
  has_doctype_ = found.has_doctype;
  const std::size_t nodes = found.elements + found.attributes;
  parsed_bytes_ = std::size_t{found.elements + found.texts} * kParsedNode +
                  found.attributes * kParsedAttribute +
                  found.texts / 2 * sizeof(std::string);  // those that are joined
  // Texts that something stands between are joined, within the size of the text.
  if (parsed_bytes_ + nodes * sizeof(Node) + 2 * text.size() > memory_left) {
    return core::bad_document(
        std::string(reason::kTooLarge),
        fmt::format("{} elements, {} attributes and {} texts are too many for its {} bytes",
                    found.elements, found.attributes, found.texts, text.size()),
        "line 1");
  }
  if (text.size() >= kReservedFrom) tree.reserve(nodes);
  const auto parsed = document_.load_buffer_inplace(buffer_.data(), buffer_.size(),
                                                    parse_flags(buffer_), pugi::encoding_utf8);
  if (!parsed) {
    return core::bad_document(std::string(reason::kNotWellFormed), parsed.description(),
                              line_place(text, static_cast<std::size_t>(parsed.offset)));
  }
  builder_.build(document_.document_element(), names, buffer_, cuts_, tree);
  return boost::outcome_v2::success();
}

}  // namespace procured::reader
