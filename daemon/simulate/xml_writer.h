#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace procured::simulate {

/// Appends indented XML to one string. Element names come with their prefix and must outlive the
/// writer.
class XmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  void declaration() { text_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"; }
  void open(std::string_view name, Attributes attributes = {});
  void close();
  /// An element with text; left out altogether when the text is empty.
  void leaf(std::string_view name, std::string_view text, Attributes attributes = {});
  std::string take() { return std::move(text_); }

 private:
  void start(std::string_view name, Attributes attributes);
  void escaped(std::string_view text);

  std::string text_;
  std::vector<std::string_view> open_;
};

}  // namespace procured::simulate
