#include "simulate/xml_writer.h"

#include "core/check.h"

namespace procured::simulate {

void XmlWriter::start(std::string_view name, Attributes attributes) {
  text_.append(open_.size() * 2, ' ');
  text_ += '<';
  text_ += name;
  for (const auto& [key, value] : attributes) {
    text_ += ' ';
    text_ += key;
    text_ += "=\"";
    escaped(value);
    text_ += '"';
  }
  text_ += '>';
}

void XmlWriter::open(std::string_view name, Attributes attributes) {
  start(name, attributes);
  text_ += '\n';
  open_.push_back(name);
}

void XmlWriter::close() {
  PROCURED_CHECK(!open_.empty());
  const auto name = open_.back();
  open_.pop_back();
  text_.append(open_.size() * 2, ' ');
  text_ += "</";
  text_ += name;
  text_ += ">\n";
}

void XmlWriter::leaf(std::string_view name, std::string_view text, Attributes attributes) {
  if (text.empty()) return;
  start(name, attributes);
  escaped(text);
  text_ += "</";
  text_ += name;
  text_ += ">\n";
}

void XmlWriter::escaped(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        text_ += "&amp;";
        break;
      case '<':
        text_ += "&lt;";
        break;
      case '>':
        text_ += "&gt;";
        break;
      case '"':
        text_ += "&quot;";
        break;
      default:
        text_ += c;
    }
  }
}

}  // namespace procured::simulate
