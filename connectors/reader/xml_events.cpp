#include "connectors/reader/xml_events.h"

#include <expat.h>
#include <fmt/format.h>

#include "connectors/reader/reasons.h"

namespace procured::reader {
namespace {

constexpr int kPieceBytes = 16 * 1024;

std::string_view local(std::string_view name) { return name.substr(name.find(':') + 1); }

core::Error bad(std::string_view why, std::string detail, std::string place) {
  return core::bad_document(std::string(why), std::move(detail), std::move(place));
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const auto* each = pairs_; *each != nullptr; each += 2) {
    if (local(*each) == name) return each[1];
  }
  return {};
}

void XmlEvents::Free::operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }

XmlEvents::XmlEvents(ZipPart part, std::string name, XmlListener& listener)
    : part_(std::move(part)),
      name_(std::move(name)),
      listener_(listener),
      parser_(XML_ParserCreate(nullptr)) {
  auto* parser = parser_.get();
  XML_SetUserData(parser, this);
  XML_SetElementHandler(parser, on_start, on_end);
  XML_SetCharacterDataHandler(parser, on_text);
  XML_SetStartDoctypeDeclHandler(parser, on_doctype);
}

void XmlEvents::on_start(void* self, const char* name, const char** attributes) {
  static_cast<XmlEvents*>(self)->start(name, attributes);
}

void XmlEvents::on_end(void* self, const char* /*name*/) { static_cast<XmlEvents*>(self)->end(); }

void XmlEvents::on_text(void* self, const char* text, int bytes) {
  auto& events = *static_cast<XmlEvents*>(self);
  if (!events.error_) events.listener_.text(events.path_, {text, static_cast<std::size_t>(bytes)});
}

void XmlEvents::on_doctype(void* self, const char* /*name*/, const char* /*system*/,
                           const char* /*is_public*/, int /*has_subset*/) {
  auto& events = *static_cast<XmlEvents*>(self);
  events.refuse(bad(reason::kDoctypeRefused, "no spreadsheet has a document type", events.name_));
}

void XmlEvents::start(std::string_view name, const char** attributes) {
  if (error_) return;
  know(name);
  for (const auto* each = attributes; *each != nullptr; each += 2) know(*each);
  if (ends_.size() >= kDepthMax)
    refuse(bad(reason::kTooDeep, fmt::format("nested more than {} deep", kDepthMax), name_));
  if (error_) return;
  ends_.push_back(path_.size());
  if (ends_.size() > 2) path_ += '/';
  if (ends_.size() > 1) path_ += local(name);
  listener_.opened(path_, XmlAttributes(attributes));
}

void XmlEvents::end() {
  if (error_) return;
  listener_.closed(path_);
  path_.resize(ends_.back());
  ends_.pop_back();
}

/// The parser keeps every name that it meets.
void XmlEvents::know(std::string_view name) {
  if (names_.contains(name)) return;
  names_.emplace(name);
  if (names_.size() > kNamesMax)
    refuse(bad(reason::kTooLarge, fmt::format("more than {} different names", kNamesMax), name_));
}

void XmlEvents::pause() {
  paused_ = true;
  XML_StopParser(parser_.get(), XML_TRUE);
}

void XmlEvents::refuse(core::Error error) {
  if (error_) return;
  error_ = std::move(error);
  XML_StopParser(parser_.get(), XML_FALSE);
}

bool XmlEvents::read_on() {
  while (!error_ && parse_piece()) {
    if (paused_) return true;
  }
  return false;
}

/// False when there is nothing more to parse.
bool XmlEvents::parse_piece() {
  auto* parser = parser_.get();
  XML_Status status = XML_STATUS_OK;
  if (paused_) {
    paused_ = false;
    status = XML_ResumeParser(parser);
  } else {
    if (is_last_) return false;
    auto* buffer = static_cast<char*>(XML_GetBuffer(parser, kPieceBytes));
    if (buffer == nullptr) return false;
    const auto bytes = part_.read({buffer, kPieceBytes});
    if (!bytes) {
      error_ = bytes.error();
      return false;
    }
    fed_ += bytes.value();
    is_last_ = bytes.value() == 0;
    status = XML_ParseBuffer(parser, static_cast<int>(bytes.value()), is_last_ ? 1 : 0);
  }
  if (error_) return false;
  if (status == XML_STATUS_ERROR) {
    error_ = bad(reason::kNotWellFormed,
                 fmt::format("no sound XML: {}", XML_ErrorString(XML_GetErrorCode(parser))), name_);
    return false;
  }
  const auto told = XML_GetCurrentByteIndex(parser);
  if (!paused_ && !is_last_ && told >= 0 && fed_ > static_cast<std::size_t>(told) + kTagBytesMax) {
    error_ = bad(reason::kTooLarge,
                 fmt::format("a tag or comment of more than {} bytes", kTagBytesMax), name_);
    return false;
  }
  return true;
}

core::Result<void> read_events(const ZipParts& parts, const std::string& name,
                               XmlListener& listener) {
  auto part = parts.open_part(name);
  if (!part) return part.error();
  XmlEvents events(std::move(part).value(), name, listener);
  while (events.read_on()) {
  }
  if (events.error()) return *events.error();
  return boost::outcome_v2::success();
}

}  // namespace procured::reader
