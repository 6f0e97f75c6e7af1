#include "connectors/reader/edifact_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "connectors/reader/encoding.h"
#include "connectors/reader/reasons.h"
#include "core/text.h"

namespace procured::reader {
namespace {

using core::bad_document;

constexpr EdiEnvelope kEdifact{.interchange = {"UNB", "UNZ", 5},
                               .group = {"UNG", "UNE", 5},
                               .message = {"UNH", "UNT", 1},
                               .type = 2,
                               .service = "UNA"};

constexpr std::size_t kServiceBytes = 9;  // UNA and six characters
constexpr Separators kLevelA{'+', ':', '\0', '?', '\''};
constexpr Separators kLevelB{'\x1D', '\x1F', '\0', '\0', '\x1C'};
constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

struct CharacterSet {
  std::string_view level;
  std::string_view converter;  // ICU's name; empty: UTF-8 or ASCII
};

constexpr auto kCharacterSets = std::to_array<CharacterSet>({
    {"UNOA", ""},
    {"UNOB", ""},
    {"UNOC", "ISO-8859-1"},
    {"UNOD", "ISO-8859-2"},
    {"UNOE", "ISO-8859-5"},
    {"UNOF", "ISO-8859-7"},
    {"UNOG", "ISO-8859-3"},
    {"UNOH", "ISO-8859-4"},
    {"UNOI", "ISO-8859-6"},
    {"UNOJ", "ISO-8859-8"},
    {"UNOK", "ISO-8859-9"},
    {"UNOL", "ISO-8859-15"},
    {"UNOW", ""},
    {"UNOY", ""},
});

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Of a service string: '\0' where it leaves one out.
char optional_character(char c) { return c == ' ' || is_alphanumeric(c) ? '\0' : c; }

core::Error not_edifact(std::string detail) {
  return bad_document(std::string(reason::kNotWellFormed), std::move(detail), "segment 1");
}

std::string_view without_mark(std::string_view bytes) {
  if (bytes.substr(0, kMark.size()) == kMark) bytes.remove_prefix(kMark.size());
  return bytes.substr(std::min(bytes.find_first_not_of(kBlanks), bytes.size()));
}

/// What stands after UNA, or the same.
std::string_view after_service(std::string_view text) {
  if (text.substr(0, 3) != "UNA" || text.size() < kServiceBytes) return text;
  return without_mark(text.substr(kServiceBytes));
}

/// The syntax identifier ("UNOC") and version ("3") of UNB; empty without.
std::pair<std::string_view, std::string_view> syntax_of(std::string_view text,
                                                        const Separators& separators) {
  const auto rest = after_service(text);
  if (rest.substr(0, 3) != "UNB" || rest.size() < 5) return {};
  const auto element =
      rest.substr(4, std::min<std::size_t>(rest.find(separators.element, 4) - 4, 32));
  const auto colon = element.find(separators.component);
  if (colon == std::string_view::npos) return {core::trim(element), {}};
  return {core::trim(element.substr(0, colon)), element.substr(colon + 1, 1)};
}

core::Result<Separators> separators_of_service(std::string_view service) {
  const Separators separators{service[4], service[3], optional_character(service[7]),
                              optional_character(service[6]), service[8]};
  std::set<char> used;
  for (const char c :
       {service[3], service[4], service[8], separators.repetition, separators.release}) {
    if (c == '\0') continue;
    if (c == ' ' || is_alphanumeric(c) || !used.insert(c).second) {
      return not_edifact(
          "the six characters after UNA are not all separators, or two are the same: are there "
          "fewer than six?");
    }
  }
  return separators;
}

}  // namespace

EdifactReader::EdifactReader(const Names& names, const GroupsByType* groups,
                             const EdiLimits& limits)
    : EdiReader(kEdifact, names, groups, limits) {}

bool EdifactReader::starts_interchange(std::string_view rest) const {
  return rest.substr(0, 3) == "UNA" || rest.substr(0, 3) == "UNB";
}

core::Result<EdifactReader::Header> EdifactReader::header_of(std::string_view rest) const {
  Header header;
  if (rest.substr(0, 3) == "UNA") {
    if (rest.size() < kServiceBytes) {
      return bad_document(std::string(reason::kTruncated), "the file ends within UNA", "segment 1");
    }
    const auto separators = separators_of_service(rest);
    if (!separators) return separators.error();
    header.separators = separators.value();
    header.service_bytes = kServiceBytes;
    header.decimal_mark = rest[5];
    return header;
  }
  if (rest.substr(0, 3) != "UNB" && rest.substr(0, 3) != "UNH")
    return not_edifact("it begins with neither UNA nor UNB nor UNH");
  const char element = rest.size() > 3 ? rest[3] : '\0';
  if (element != kLevelA.element && element != kLevelB.element) {
    return not_edifact(
        "the separators are not the usual ones, and there is no UNA that names them");
  }
  header.separators = element == kLevelB.element ? kLevelB : kLevelA;
  const auto version = syntax_of(rest, header.separators).second;
  if (header.separators.release != '\0' && version >= "4" && version <= "9")
    header.separators.repetition = '*';
  return header;
}

core::Result<std::string_view> EdifactReader::as_utf8(std::string_view bytes,
                                                      std::string& scratch) const {
  const auto text = without_mark(bytes);
  const auto header = header_of(text);
  if (!header) return header.error();
  const auto level = syntax_of(text, header.value().separators).first;
  const auto* const known =
      std::find_if(kCharacterSets.begin(), kCharacterSets.end(),
                   [&](const CharacterSet& set) { return set.level == level; });
  if (known != kCharacterSets.end())
    return declared_as_utf8(text, level, known->converter, scratch);
  auto utf8 = declared_as_utf8(text, level.empty() ? "no character set" : level, "", scratch);
  if (utf8 || level.empty()) return utf8;
  return bad_document(std::string(reason::kUnknownEncoding),
                      fmt::format("names the character set '{}'; known are UNOA to UNOL, UNOW and "
                                  "UNOY",
                                  level),
                      "segment 1");
}

bool is_edifact(std::string_view bytes) {
  const auto text = without_mark(bytes);
  const auto tag = text.substr(0, 3);
  if (tag == "UNA") return true;
  return (tag == "UNB" || tag == "UNH") && text.size() > 3 &&
         (text[3] == kLevelA.element || text[3] == kLevelB.element);
}

}  // namespace procured::reader
