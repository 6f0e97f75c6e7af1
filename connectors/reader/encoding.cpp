#include "connectors/reader/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "connectors/reader/byte_search.h"
#include "connectors/reader/reasons.h"
#include "connectors/reader/single_byte_page.h"
#include "connectors/reader/transcoding.h"
#include "core/text.h"

namespace procured::reader {
namespace {

using core::bad_document;

enum class Kind {
  kUnicode,
  kLatin,    // bytes 0x80 to 0x9F mean nothing
  kPage,     // every byte may be a letter
  kDosPage,  // the same; not read in XML, where nobody declares it truly
};

struct Encoding {
  std::string_view declared;   // upper case
  std::string_view converter;  // ICU's name; empty: UTF-8
  Kind kind = Kind::kUnicode;
};

constexpr auto kEncodings = std::to_array<Encoding>({
    {"UTF-8", "", Kind::kUnicode},
    {"UTF8", "", Kind::kUnicode},
    {"US-ASCII", "", Kind::kUnicode},
    {"ASCII", "", Kind::kUnicode},
    {"UTF-16", "UTF-16", Kind::kUnicode},
    {"UTF-16LE", "UTF-16LE", Kind::kUnicode},
    {"UTF-16BE", "UTF-16BE", Kind::kUnicode},
    {"ISO-8859-1", "ISO-8859-1", Kind::kLatin},
    {"ISO8859-1", "ISO-8859-1", Kind::kLatin},
    {"LATIN1", "ISO-8859-1", Kind::kLatin},
    {"ISO-8859-15", "ISO-8859-15", Kind::kLatin},
    {"WINDOWS-1252", "windows-1252", Kind::kPage},
    {"CP1252", "windows-1252", Kind::kPage},
    {"CP850", "ibm-850", Kind::kDosPage},
    {"IBM850", "ibm-850", Kind::kDosPage},
    {"CP865", "ibm-865", Kind::kDosPage},
    {"IBM865", "ibm-865", Kind::kDosPage},
});

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kAutoEncoding = "AUTO";
constexpr std::string_view kPlainEncodings =
    "auto, UTF-8, UTF-16, UTF-16LE, UTF-16BE, ISO-8859-1, ISO-8859-15, Windows-1252, CP850 and "
    "CP865";

bool is_high(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }
/// Of bytes: those above 0x7F (negative here) and the control characters.
auto is_low_or_high(Bytes b) {
  using Signed = signed char __attribute__((vector_size(sizeof(Bytes))));
  return std::bit_cast<Signed>(b) < ' ';
}

/// The same without tab and line ends.
auto not_plain(Bytes b) { return is_low_or_high(b) & ~((b == '\t') | (b == '\n') | (b == '\r')); }

constexpr std::size_t kPlainBlocks = 4;
constexpr std::size_t kPlainBytes = kPlainBlocks * sizeof(Bytes);

/// True when none of kPlainBytes is not_plain, nor a tab or a carriage return: texts that have none
/// of these are told in two thirds of the time.
bool are_plain(const char* text) {
  Bytes flaws{};
  for (std::size_t i = 0; i < kPlainBlocks; ++i) {
    const auto bytes = bytes_at(text + i * sizeof(Bytes));
    flaws |= std::bit_cast<Bytes>(is_low_or_high(bytes) & (bytes != '\n'));
  }
  return is_zero(flaws);
}

/// Where the first byte above ASCII stands, from `at` on; the size of the text without one.
std::size_t find_high(std::string_view text, std::size_t at) {
  return find_byte(text, at, [](Bytes b) { return b >= 0x80; });
}

/// Where the first control character of ISO 8859 stands: in a text they are another character set's
/// letters.
std::size_t find_c1(std::string_view text) {
  return find_byte(text, 0, [](Bytes b) { return (b >= 0x80) & (b <= 0x9F); });
}

bool is_utf8(std::string_view text) {
  for (auto at = find_high(text, 0); at < text.size(); at = find_high(text, at)) {
    const auto start = at;
    while (at < text.size() && is_high(text[at])) ++at;
    if (!core::is_valid_utf8(text.substr(start, at - start))) return false;
  }
  return true;
}

struct Flaw {
  std::string_view reason;
  std::string_view detail;
  std::size_t offset = 0;
};

/// The first byte that is no well-formed UTF-8 or no character of XML 1.0.
std::optional<Flaw> find_flaw(std::string_view text) {
  for (std::size_t i = 0;;) {
    while (i + kPlainBytes <= text.size() && are_plain(text.data() + i)) i += kPlainBytes;
    i = find_byte(text, i, not_plain);
    if (i == text.size()) return std::nullopt;
    if (!is_high(text[i]))
      return Flaw{reason::kNotWellFormed, "a control character that no text may hold", i};
    auto end = i;
    while (end < text.size() && is_high(text[end])) ++end;
    if (!core::is_valid_utf8(text.substr(i, end - i)))
      return Flaw{reason::kInvalidEncoding, "bytes that are not UTF-8", i};
    i = end;
  }
}

core::Result<std::string_view> checked(std::string_view text) {
  if (const auto flaw = find_flaw(text)) {
    return bad_document(std::string(flaw->reason), std::string(flaw->detail),
                        line_place(text, flaw->offset));
  }
  return text;
}

/// As transcoded, of an encoding whose characters are a byte each: what is ASCII is copied.
core::Result<std::string_view> from_page(std::string_view bytes, const std::string& converter_name,
                                         std::string& scratch) {
  const auto& page = SingleBytePage::of(converter_name);
  if (!page.extends_ascii() || bytes.size() > kTranscodedBytesMax)
    return transcoded(bytes, converter_name, scratch);
  auto size = bytes.size();
  for (auto at = find_high(bytes, 0); at < bytes.size(); at = find_high(bytes, at + 1)) {
    const auto character = page.utf8(bytes[at]);
    if (character.empty()) return not_in(converter_name);
    size += character.size() - 1;
  }
  if (size > scratch.capacity()) std::string().swap(scratch);
  scratch.clear();
  scratch.reserve(size);
  std::size_t copied = 0;
  for (auto at = find_high(bytes, 0); at < bytes.size(); at = find_high(bytes, at + 1)) {
    scratch.append(bytes.substr(copied, at - copied)).append(page.utf8(bytes[at]));
    copied = at + 1;
  }
  scratch.append(bytes.substr(copied));
  return std::string_view(scratch);
}

core::Result<std::string_view> convert(std::string_view bytes, const std::string& converter_name,
                                       std::string& scratch) {
  auto text = transcoded(bytes, converter_name, scratch);
  return text ? checked(text.value()) : text;
}

/// The encoding that the XML declaration names, upper case; empty without one.
std::string declared_encoding(std::string_view text) {
  if (text.substr(0, 5) != "<?xml") return {};
  const auto declaration = text.substr(0, std::min<std::size_t>(text.find("?>"), 512));
  auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const auto end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  return core::to_upper(declaration.substr(at + 1, end - at - 1));
}

core::Result<std::string_view> from_single_byte(std::string_view bytes, const Encoding& encoding,
                                                std::string& scratch) {
  if (find_high(bytes, 0) == bytes.size()) return checked(bytes);
  // In real files neither happens by design: the declaration is a template's, the bytes are another
  // program's.
  if (is_utf8(bytes)) {
    return bad_document(std::string(reason::kInvalidEncoding),
                        fmt::format("declares {}, but its bytes are UTF-8", encoding.declared),
                        "line 1");
  }
  if (encoding.kind == Kind::kLatin && find_c1(bytes) < bytes.size()) {
    return bad_document(
        std::string(reason::kInvalidEncoding),
        fmt::format("declares {}, but has bytes (0x80 to 0x9F) that no text in it has",
                    encoding.declared),
        "line 1");
  }
  const auto text = from_page(bytes, std::string(encoding.converter), scratch);
  return text ? checked(text.value()) : text;
}

core::Error contradiction(std::string_view mark, std::string_view declared) {
  return bad_document(std::string(reason::kInvalidEncoding),
                      fmt::format("declares {}, but its bytes are {}", declared, mark), "line 1");
}

/// Little or big endian, by the byte-order mark or the first "<"; empty when the bytes are no
/// UTF-16.
std::string_view utf16_of(std::string_view bytes) {
  if (bytes.size() < 2) return {};
  const auto start = bytes.substr(0, 2);
  using namespace std::string_view_literals;
  if (start == "\xFF\xFE"sv || start == "<\0"sv) return "UTF-16LE";
  if (start == "\xFE\xFF"sv || start == "\0<"sv) return "UTF-16BE";
  return {};
}

core::Result<std::string_view> from_utf16(std::string_view bytes, std::string_view name,
                                          std::string& scratch) {
  if (is_high(bytes[0])) bytes.remove_prefix(2);
  auto text = convert(bytes, std::string(name), scratch);
  if (!text) return text;
  const auto declared = declared_encoding(text.value());
  if (!declared.empty() && declared.substr(0, 6) != "UTF-16")
    return contradiction("UTF-16", declared);
  return text;
}

const Encoding* known_encoding(std::string_view upper) {
  const auto* const known = std::find_if(kEncodings.begin(), kEncodings.end(),
                                         [&](const Encoding& e) { return e.declared == upper; });
  return known == kEncodings.end() ? nullptr : known;
}

core::Error unknown_encoding(std::string_view declared, std::string_view known) {
  return bad_document(
      std::string(reason::kUnknownEncoding),
      fmt::format("declares the encoding '{}'; known are {}", declared.substr(0, 64), known),
      "line 1");
}

struct UnicodeForm {
  std::string_view converter;  // empty: UTF-8, or none of Unicode's
  std::size_t mark = 0;        // bytes of the byte-order mark
};

/// By the byte-order mark, else by where the zeros of the first characters stand.
UnicodeForm unicode_form(std::string_view bytes) {
  using namespace std::string_view_literals;
  const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (starts(kUtf8Mark)) return {{}, kUtf8Mark.size()};
  if (starts("\xFF\xFE\0\0"sv)) return {"UTF-32LE", 4};
  if (starts("\0\0\xFE\xFF"sv)) return {"UTF-32BE", 4};
  if (starts("\xFF\xFE"sv)) return {"UTF-16LE", 2};
  if (starts("\xFE\xFF"sv)) return {"UTF-16BE", 2};
  unsigned zeros = 0;
  for (const char c : bytes.substr(0, 4)) zeros = (zeros << 1U) | (c == 0 ? 1U : 0U);
  if (bytes.size() < 4) return {};
  if (zeros == 0b0101) return {"UTF-16LE", 0};
  if (zeros == 0b1010) return {"UTF-16BE", 0};
  if (zeros == 0b0111) return {"UTF-32LE", 0};
  if (zeros == 0b1110) return {"UTF-32BE", 0};
  return {};
}

core::Result<std::string_view> from_fallback(std::string_view bytes, std::string_view fallback,
                                             std::string& scratch) {
  if (core::is_valid_utf8(bytes) || fallback.empty()) return checked(bytes);
  const auto* const known = known_encoding(core::to_upper(fallback));
  if (known == nullptr) return unknown_encoding(fallback, kPlainEncodings);
  if (known->kind == Kind::kUnicode) return checked(bytes);
  return from_single_byte(bytes, *known, scratch);
}

}  // namespace

std::string line_place(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return fmt::format("line {}", std::count(text.begin(), end, '\n') + 1);
}

core::Result<std::string_view> xml_as_utf8(std::string_view bytes, std::string& scratch) {
  if (const auto utf16 = utf16_of(bytes); !utf16.empty()) return from_utf16(bytes, utf16, scratch);
  const bool marked = bytes.substr(0, 3) == kUtf8Mark;
  if (marked) bytes.remove_prefix(3);
  const auto declared = declared_encoding(bytes);
  if (declared.empty()) return checked(bytes);
  const auto* const known = known_encoding(declared);
  if (known == nullptr || known->kind == Kind::kDosPage) {
    return unknown_encoding(declared, "UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and Windows-1252");
  }
  if (known->converter.empty()) return checked(bytes);
  if (marked || known->kind == Kind::kUnicode) return contradiction("UTF-8", declared);
  return from_single_byte(bytes, *known, scratch);
}

core::Result<std::string_view> json_as_utf8(std::string_view bytes, std::string& scratch) {
  const auto form = unicode_form(bytes);
  bytes.remove_prefix(form.mark);
  if (form.converter.empty()) return bytes;
  return convert(bytes, std::string(form.converter), scratch);
}

core::Result<std::string_view> as_utf8(std::string_view bytes, const TextEncoding& encoding,
                                       std::string& scratch) {
  const auto form = unicode_form(bytes);
  const auto text = bytes.substr(form.mark);
  const auto found = form.converter.empty() ? std::string_view("UTF-8") : form.converter;
  const auto declared = core::to_upper(encoding.declared);
  if (declared == kAutoEncoding) {
    if (!form.converter.empty()) return convert(text, std::string(form.converter), scratch);
    return form.mark > 0 ? checked(text) : from_fallback(text, encoding.fallback, scratch);
  }
  const auto* const known = known_encoding(declared);
  if (known == nullptr) return unknown_encoding(encoding.declared, kPlainEncodings);
  if (known->kind != Kind::kUnicode) {
    if (form.mark > 0) return contradiction(found, declared);
    return from_single_byte(text, *known, scratch);
  }
  const bool agrees = known->converter.empty()
                          ? form.converter.empty()
                          : form.converter.substr(0, known->converter.size()) == known->converter;
  if (form.mark > 0 && !agrees) return contradiction(found, declared);
  if (known->converter.empty()) return checked(text);
  return convert(text, std::string(agrees ? form.converter : known->converter), scratch);
}

core::Result<std::string_view> plain_as_utf8(std::string_view bytes) {
  if (bytes.substr(0, 3) == kUtf8Mark) bytes.remove_prefix(3);
  return checked(bytes);
}

core::Result<std::string_view> declared_as_utf8(std::string_view bytes, std::string_view declared,
                                                std::string_view converter, std::string& scratch) {
  if (is_utf8(bytes)) return bytes;
  const auto first = converter.empty() ? find_high(bytes, 0) : find_c1(bytes);
  if (first < bytes.size()) {
    return bad_document(
        std::string(reason::kInvalidEncoding),
        fmt::format("declares {}, but is neither that nor UTF-8: 0x{:02X} at byte {}", declared,
                    static_cast<unsigned char>(bytes[first]), first + 1),
        line_place(bytes, first));
  }
  return from_page(bytes, std::string(converter), scratch);
}

}  // namespace procured::reader
