#include "connectors/reader/xml_reader.h"

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
  const auto text = text_of(bytes, converted_);
  if (!text) return text.error();
  if (direct_.read(text.value(), limits_, names, tree)) return boost::outcome_v2::success();
  return parse(text.value(), names, tree);
}

core::Result<void> XmlReader::read_parsed(std::string_view bytes, const Names& names, Tree& tree) {
  has_doctype_ = false;
  const auto text = text_of(bytes, converted_);
  if (!text) return text.error();
  return parse(text.value(), names, tree);
}

core::Result<void> XmlReader::parse(std::string_view text, const Names& names, Tree& tree) {
  const auto scanned = scan_xml(text, limits_, buffer_, cuts_);
  if (!scanned) return scanned.error();
  has_doctype_ = scanned.value().has_doctype;
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
