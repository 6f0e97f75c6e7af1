#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace procured::wording {

/// The languages that messages are worded in.
enum class Language { kNorwegian, kEnglish };

/// "nb" (also "no", "nn") or "en", with or without a region; nullopt for anything else.
std::optional<Language> parse_language(std::string_view code);
std::string_view code_of(Language language);

/// The text of a message id; the id itself when it has no text, so that nothing is ever lost. Ids
/// name what they word: a finding's message ("order_missing.breach"), or a code with its kind
/// before it ("missing.category", "outcome.BREACH", "kpi.spend_amount", "rule.order_missing",
/// "change.supplier", "compared.paid", "field.…").
std::string_view text(std::string_view id, Language language);

/// The text of `prefix.code`; the code itself when that has none.
std::string code_text(std::string_view prefix, std::string_view code, Language language);

/// Every message, by id. Names in braces in a text stand for a finding's parameter, else for the
/// value compared under that name.
std::map<std::string_view, std::string_view> all(Language language);

}  // namespace procured::wording
