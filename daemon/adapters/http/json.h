#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace procured::http {

/// Writes JSON (RFC 8259) from front to back: open, fields or items, close. Numbers of the domain
/// are strings (definitions §7), so that only counts are JSON numbers.
class Json {
 public:
  void open_object();
  void open_object(std::string_view name);
  void open_array(std::string_view name);
  /// Ends the innermost object or array.
  void close();

  void field(std::string_view name, std::string_view text);
  void field(std::string_view name, const std::string& text) {
    field(name, std::string_view(text));
  }
  void field(std::string_view name, const char* text) { field(name, std::string_view(text)); }
  void field(std::string_view name, std::int64_t number);
  void field(std::string_view name, bool value);
  void null_field(std::string_view name);
  /// An absent value is an absent field.
  void field_if_set(std::string_view name, std::string_view text);
  /// Already JSON.
  void raw_field(std::string_view name, std::string_view json);
  /// An item of an array.
  void item(std::string_view text);

  /// The document; everything must be closed.
  std::string take();

 private:
  void separate();
  void name(std::string_view name);
  void quote(std::string_view text);

  std::string out_;
  std::vector<char> closers_;
  bool first_ = true;
};

}  // namespace procured::http
