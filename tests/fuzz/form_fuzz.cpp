#include "connectors/reader/form_reader.h"
#include "fuzz/tree_check.h"

// Bodies of forms: written with other escapes, the same form is the same tree.
namespace procured::fuzz {
namespace {

/// Each byte of names and values as %41, but what is an escape or a blank already.
std::string escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '&' || c == '=' || c == '+') {
      made += text[i];
    } else if (c == '%') {
      made += text.substr(i, 3);
      i += 2;
    } else {
      made.append(1, '%').append(1, kHex[c >> 4U]).append(1, kHex[c & 0xFU]);
    }
  }
  return made;
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  static const reader::Names names;
  static reader::FormReader form;
  static reader::Tree tree;
  const auto text = fuzz::text_of(data, size);
  static_cast<void>(reader::is_form(text));
  const auto read = form.read(text, names, tree);
  if (!read) {
    fuzz::check_refusal(read.error());
    return 0;
  }
  fuzz::check_tree(tree);
  constexpr std::size_t kBytesMax = 20'000;  // three times as many are below all limits
  if (text.size() > kBytesMax || core::trim(text).size() != text.size()) return 0;
  reader::FormReader again;
  reader::Tree other;
  const auto bytes = fuzz::escaped(text);
  fuzz::expect(again.read(bytes, names, other).has_value(), "with more escapes it reads, too");
  fuzz::expect(fuzz::same(tree, other), "escapes change nothing");
  return 0;
}
