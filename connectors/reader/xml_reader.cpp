#include "connectors/reader/xml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "connectors/reader/encoding.h"
#include "connectors/reader/reasons.h"
#include "core/text.h"

namespace procured::reader {
namespace {

/// The parser's slower ways only for documents that have something for them to do.
unsigned parse_flags(std::string_view text) {
  unsigned flags = pugi::parse_cdata;
  if (text.find('&') != std::string_view::npos) flags |= pugi::parse_escapes;
  if (text.find('\r') != std::string_view::npos) flags |= pugi::parse_eol;
  return flags;
}

/// 0 when it is the only one of its name, else its number among them, from 1.
int index_of(pugi::xml_node node) {
  const auto same = [&](pugi::xml_node other) {
    return std::strcmp(other.name(), node.name()) == 0;
  };
  int before = 0;
  for (auto other = node.previous_sibling(); other; other = other.previous_sibling())
    before += same(other);
  if (before > 0) return before + 1;
  for (auto other = node.next_sibling(); other; other = other.next_sibling()) {
    if (same(other)) return 1;
  }
  return 0;
}

}  // namespace

core::Result<pugi::xml_node> XmlReader::read(std::string_view bytes) {
  // A file of nothing but zeros is what a crashed copy leaves behind.
  if (bytes.find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos) {
    return core::bad_document(std::string(reason::kEmptyFile), "the file is empty", "line 1");
  }
  auto text = xml_as_utf8(bytes, converted_);
  if (!text) return text.error();
  if (auto scanned = scan_xml(text.value(), limits_, buffer_, cuts_); !scanned)
    return scanned.error();
  const auto parsed = document_.load_buffer_inplace(buffer_.data(), buffer_.size(),
                                                    parse_flags(buffer_), pugi::encoding_utf8);
  if (!parsed) {
    return core::bad_document(std::string(reason::kNotWellFormed), parsed.description(),
                              line_place(text.value(), static_cast<std::size_t>(parsed.offset)));
  }
  return document_.document_element();
}

const CutText* XmlReader::cut_at(std::string_view text) const {
  const auto offset = static_cast<std::size_t>(text.data() - buffer_.data());
  const auto found = std::find_if(cuts_.begin(), cuts_.end(),
                                  [&](const CutText& cut) { return cut.offset == offset; });
  return found == cuts_.end() ? nullptr : &*found;
}

std::string path_of(pugi::xml_node node) {
  std::string path;
  for (; node && node.type() == pugi::node_element; node = node.parent()) {
    const int index = index_of(node);
    path.insert(0, index == 0 ? fmt::format("/{}", node.name())
                              : fmt::format("/{}[{}]", node.name(), index));
  }
  return path;
}

}  // namespace procured::reader
