#include "model/party_id.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include <algorithm>
#include <array>

#include "core/text.h"

namespace procured::model {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_blanks(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || text[i] == '\t') continue;
    if (text.substr(i).starts_with("\xC2\xA0")) {
      ++i;
      continue;
    }
    result += text[i];
  }
  return result;
}

bool is_norwegian_scheme(std::string_view scheme) {
  return scheme == "0192" || scheme == "9908" || scheme == "NO:ORGNR" || scheme == "NO:VAT";
}

/// The nine digits of an organisation number written as NO…MVA or …MVA, or (with `lenient`, where a
/// scheme says that it is one) with either affix or none. Empty when it is none.
std::string organisation_digits(std::string_view text, bool lenient) {
  std::string value = core::to_upper(without_blanks(text));
  const bool suffix = value.ends_with("MVA");
  if (suffix) value.resize(value.size() - 3);
  if (value.starts_with("NO") && (suffix || lenient)) value.erase(0, 2);
  if (value.size() != 9 || !all_digits(value)) return {};
  if (!suffix && !lenient && !is_organisation_number(value)) return {};
  return value;
}

struct Stated {
  std::string_view scheme;
  std::string_view value;
};

constexpr std::string_view kNameScheme = "name";

/// In upper case, letters beyond ASCII too.
std::string upper(const std::string& text) {
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToUpper("", 0, text, sink, nullptr, status);
  return U_FAILURE(status) ? text : result;
}

/// "0192:987654325" and "NO:ORGNR:987654325" state their scheme themselves.
Stated stated_in_text(std::string_view text) {
  for (const std::string_view prefix :
       {std::string_view("NO:ORGNR:"), std::string_view("NO:VAT:")}) {
    if (text.starts_with(prefix))
      return {text.substr(0, prefix.size() - 1), text.substr(prefix.size())};
  }
  if (text.size() > 5 && text[4] == ':' &&
      (all_digits(text.substr(0, 4)) || text.starts_with(kNameScheme)))
    return {text.substr(0, 4), text.substr(5)};
  return {{}, text};
}

}  // namespace

bool is_organisation_number(std::string_view digits) {
  if (digits.size() != 9 || !all_digits(digits)) return false;
  constexpr std::array kWeights = {3, 2, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * (digits[i] - '0');
  const int check = (11 - sum % 11) % 11;
  return check == digits[8] - '0';
}

bool passes_gs1_check(std::string_view digits) {
  if (digits.size() < 2 || !all_digits(digits)) return false;
  int sum = 0;
  int weight = 3;
  for (auto at = digits.rbegin() + 1; at != digits.rend(); ++at) {
    sum += weight * (*at - '0');
    weight = 4 - weight;
  }
  return (10 - sum % 10) % 10 == digits.back() - '0';
}

std::string canonical_party_id(std::string_view text, std::string_view scheme) {
  text = core::trim(text);
  scheme = core::trim(scheme);
  if (text.empty()) return {};
  if (scheme.empty()) {
    const auto stated = stated_in_text(text);
    scheme = stated.scheme;
    text = core::trim(stated.value);
  } else if (text.starts_with(scheme) && text.substr(scheme.size()).starts_with(':')) {
    text = core::trim(text.substr(scheme.size() + 1));
  }
  if (scheme.empty() || is_norwegian_scheme(scheme)) {
    const auto digits = organisation_digits(text, !scheme.empty());
    if (!digits.empty()) return "0192:" + digits;
  }
  if (scheme == kNameScheme) return name_party_id(text);
  if (!scheme.empty()) return std::string(scheme) + ':' + std::string(text);
  if (text.size() == 13 && passes_gs1_check(text)) return "0088:" + std::string(text);
  return std::string(text);
}

std::string name_party_id(std::string_view name) {
  std::string folded;
  bool gap = false;
  for (auto rest = core::trim(name); !rest.empty();) {
    const std::size_t blank = rest.starts_with("\xC2\xA0")            ? 2
                              : core::trim(rest.substr(0, 1)).empty() ? 1
                                                                      : 0;
    if (blank == 0) {
      if (gap) folded += ' ';
      folded += rest.front();
    }
    gap = blank > 0;
    rest.remove_prefix(std::max<std::size_t>(blank, 1));
  }
  return folded.empty() ? folded : std::string(kNameScheme) + ':' + upper(folded);
}

bool reads_as_party_id(std::string_view text) {
  text = core::trim(text);
  if (!stated_in_text(text).scheme.empty()) return true;
  return !organisation_digits(text, false).empty() || (text.size() == 13 && passes_gs1_check(text));
}

std::string padded_gtin(std::string_view text) {
  text = core::trim(text);
  const bool gtin =
      all_digits(text) && (text.size() == 8 || text.size() == 12 || text.size() == 13);
  return gtin ? std::string(14 - text.size(), '0') + std::string(text) : std::string(text);
}

}  // namespace procured::model
