#include "connectors/reader/x12_reader.h"

#include <algorithm>
#include <optional>

#include "connectors/reader/encoding.h"
#include "connectors/reader/reasons.h"

namespace procured::reader {
namespace {

using core::bad_document;

constexpr EdiEnvelope kX12{.interchange = {"ISA", "IEA", 13},
                           .group = {"GS", "GE", 6},
                           .message = {"ST", "SE", 2},
                           .type = 1,
                           .service = ""};

constexpr int kHeaderElements = 16;
constexpr int kRepetitionElement = 11;
constexpr std::size_t kHeaderBytesMax = 256;  // 106 and what wrapping adds
constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

bool is_line_end(char c) { return c == '\r' || c == '\n'; }

/// Digits, letters, blanks and what is above ASCII separate nothing.
bool may_separate(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool alphanumeric =
      (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return byte != 0 && byte < 0x80 && c != ' ' && !alphanumeric;
}

std::string_view without_mark(std::string_view bytes) {
  if (bytes.substr(0, kMark.size()) == kMark) bytes.remove_prefix(kMark.size());
  return bytes.substr(std::min(bytes.find_first_not_of(kBlanks), bytes.size()));
}

core::Error not_x12(std::string_view why, std::string detail) {
  return bad_document(std::string(why), std::move(detail), "segment 1");
}

/// Where the last element of ISA begins, line ends skipped; and the only character of ISA11.
struct HeaderEnd {
  std::size_t component = 0;
  char repetition = '\0';
};
std::optional<HeaderEnd> end_of_header(std::string_view text, char element) {
  HeaderEnd end;
  int at_element = 0;
  std::size_t size = 0;  // of the element
  for (std::size_t i = 3; i < std::min(text.size(), kHeaderBytesMax); ++i) {
    if (is_line_end(text[i])) continue;
    if (at_element == kHeaderElements) {
      end.component = i;
      return end;
    }
    if (text[i] == element) {
      ++at_element;
      size = 0;
      continue;
    }
    ++size;
    if (at_element == kRepetitionElement) end.repetition = size == 1 ? text[i] : '\0';
  }
  return std::nullopt;
}

}  // namespace

X12Reader::X12Reader(const Names& names, const GroupsByType* groups, const EdiLimits& limits)
    : EdiReader(kX12, names, groups, limits) {}

bool X12Reader::starts_interchange(std::string_view rest) const { return is_x12(rest); }

core::Result<X12Reader::Header> X12Reader::header_of(std::string_view rest) const {
  if (!is_x12(rest)) {
    return not_x12(reason::kNotWellFormed,
                   "it does not begin with ISA, which alone says what the separators are");
  }
  const char element = rest[3];
  const auto end = end_of_header(rest, element);
  if (!end || end->component + 1 >= rest.size()) {
    const bool short_file = rest.size() <= kHeaderBytesMax;
    return not_x12(short_file ? reason::kTruncated : reason::kNotWellFormed,
                   "ISA has fewer than 16 elements");
  }
  Header header;
  header.separators = {element, rest[end->component], '\0', '\0', rest[end->component + 1]};
  const auto& found = header.separators;
  if (!may_separate(found.component) || !may_separate(found.terminator) ||
      found.component == element || found.terminator == element ||
      found.component == found.terminator) {
    return not_x12(reason::kNotWellFormed,
                   "the characters at the end of ISA are no separators, or two are the same");
  }
  const char repetition = end->repetition;
  if (may_separate(repetition) && repetition != found.component && repetition != found.terminator)
    header.separators.repetition = repetition;
  return header;
}

core::Result<std::string_view> X12Reader::as_utf8(std::string_view bytes,
                                                  std::string& scratch) const {
  return declared_as_utf8(without_mark(bytes), "no character set", "", scratch);
}

/// ISA11 and ISA16 hold the separators themselves.
Separators X12Reader::within_header(const Separators& separators) const {
  auto within = separators;
  within.component = '\0';
  within.repetition = '\0';
  return within;
}

bool is_x12(std::string_view bytes) {
  const auto text = without_mark(bytes);
  return text.size() > 3 && text.substr(0, 3) == "ISA" && may_separate(text[3]) &&
         !is_line_end(text[3]);
}

}  // namespace procured::reader
