#include <array>

#include "connectors/reader/encoding.h"
#include "fuzz/tree_check.h"
#include "fuzz/utf16.h"

// Encodings: what comes out is UTF-8, and reads as itself. The first byte chooses.
namespace procured::fuzz {
namespace {

constexpr auto kDeclared = std::to_array<std::string_view>(
    {"auto", "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "iso-8859-15", "Windows-1252",
     "CP850", "CP865", "ASCII", "EBCDIC", ""});
constexpr auto kFallback =
    std::to_array<std::string_view>({"", "windows-1252", "CP850", "UTF-8", "KOI8-R"});

/// Converted text is UTF-8 without what no text holds; reading it again changes nothing.
void check(const core::Result<std::string_view>& text, bool controls) {
  if (!text) return check_refusal(text.error());
  expect(core::is_valid_utf8(text.value()), "the text is UTF-8");
  if (controls) return;
  const auto again = reader::plain_as_utf8(text.value());
  const auto mark = text.value().starts_with("\xEF\xBB\xBF") ? 3U : 0U;
  expect(again.has_value() && again.value() == text.value().substr(mark), "it reads as itself");
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  using namespace procured::fuzz;
  auto input = text_of(data, size);
  const auto choice = take_byte(input);
  std::string scratch;
  check(reader::xml_as_utf8(input, scratch), false);
  check(reader::plain_as_utf8(input), false);
  const reader::TextEncoding encoding{kDeclared[choice % kDeclared.size()],
                                      kFallback[choice / kDeclared.size() % kFallback.size()]};
  check(reader::as_utf8(input, encoding, scratch), false);
  if (const auto json = reader::json_as_utf8(input, scratch); !json) check_refusal(json.error());
  for (const char* converter : {"", "ISO-8859-1", "ISO-8859-5"})
    check(reader::declared_as_utf8(input, "UNOX", converter, scratch), true);
  const auto plain = reader::plain_as_utf8(input);
  const auto wide = plain ? as_utf16(plain.value()) : std::nullopt;
  if (!wide || plain.value().starts_with("\xEF\xBB\xBF")) return 0;
  std::string kept;
  const auto again = reader::as_utf8(*wide, {"UTF-16", ""}, kept);
  expect(again.has_value() && again.value() == plain.value(), "UTF-16 reads as UTF-8 does");
  return 0;
}
