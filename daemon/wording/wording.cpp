#include "wording/wording.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace procured::wording {
namespace {

struct Message {
  std::string_view id;
  std::string_view english;
  std::string_view norwegian;
};

constexpr Message kMessages[] = {
#define MESSAGE(id, english, norwegian) {id, english, norwegian},
#include "wording/messages.def"
#undef MESSAGE
};

std::string_view in(const Message& message, Language language) {
  return language == Language::kNorwegian ? message.norwegian : message.english;
}

}  // namespace

std::optional<Language> parse_language(std::string_view code) {
  const auto base = core::to_lower(code.substr(0, code.find_first_of("-_.")));
  if (base == "nb" || base == "no" || base == "nn") return Language::kNorwegian;
  if (base == "en") return Language::kEnglish;
  return std::nullopt;
}

std::string_view code_of(Language language) {
  return language == Language::kNorwegian ? "nb" : "en";
}

std::string_view text(std::string_view id, Language language) {
  const auto found = std::find_if(std::begin(kMessages), std::end(kMessages),
                                  [id](const Message& message) { return message.id == id; });
  return found == std::end(kMessages) ? id : in(*found, language);
}

std::string code_text(std::string_view prefix, std::string_view code, Language language) {
  const std::string id = std::string(prefix) + "." + std::string(code);
  const auto worded = text(id, language);
  return std::string(worded == id ? code : worded);
}

std::map<std::string_view, std::string_view> all(Language language) {
  std::map<std::string_view, std::string_view> messages;
  for (const auto& message : kMessages) messages[message.id] = in(message, language);
  return messages;
}

}  // namespace procured::wording
