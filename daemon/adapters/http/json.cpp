#include "adapters/http/json.h"

#include <array>

#include "core/check.h"
#include "core/text.h"

namespace procured::http {

void Json::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

void Json::quote(std::string_view text) {
  constexpr std::array<char, 16> kHex = {'0', '1', '2', '3', '4', '5', '6', '7',
                                         '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  if (!core::is_valid_utf8(text)) text = "\xEF\xBF\xBD";  // a store never holds such text
  out_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += "\\u00";
      out_ += kHex[static_cast<unsigned char>(c) >> 4];
      out_ += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void Json::name(std::string_view name) {
  separate();
  quote(name);
  out_ += ':';
}

void Json::open_object() {
  separate();
  out_ += '{';
  closers_.push_back('}');
  first_ = true;
}

void Json::open_object(std::string_view field_name) {
  name(field_name);
  first_ = true;
  open_object();
}

void Json::open_array(std::string_view field_name) {
  name(field_name);
  out_ += '[';
  closers_.push_back(']');
  first_ = true;
}

void Json::close() {
  PROCURED_CHECK(!closers_.empty());
  out_ += closers_.back();
  closers_.pop_back();
  first_ = false;
}

void Json::field(std::string_view field_name, std::string_view text) {
  name(field_name);
  quote(text);
}

void Json::field(std::string_view field_name, std::int64_t number) {
  name(field_name);
  out_ += std::to_string(number);
}

void Json::field(std::string_view field_name, bool value) {
  name(field_name);
  out_ += value ? "true" : "false";
}

void Json::null_field(std::string_view field_name) {
  name(field_name);
  out_ += "null";
}

void Json::field_if_set(std::string_view field_name, std::string_view text) {
  if (!text.empty()) field(field_name, text);
}

void Json::raw_field(std::string_view field_name, std::string_view json) {
  name(field_name);
  out_ += json;
}

void Json::item(std::string_view text) {
  separate();
  quote(text);
}

std::string Json::take() {
  PROCURED_CHECK(closers_.empty());
  first_ = true;
  return std::move(out_);
}

}  // namespace procured::http
