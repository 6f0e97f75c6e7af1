#include "connectors/tools/value_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "core/text.h"

namespace procured::tools {

using mapping::ValueType;

namespace {

constexpr int kAncientYear = 1990;             // before purchases were sent as data
constexpr int kFarAheadYears = 15;             // longer than agreements run
constexpr std::uint64_t kValuesForShape = 10;  // fewer have no usual form
constexpr std::size_t kShapeLengthMax = 24;

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (static_cast<unsigned char>(c) & 0x80U);
}

bool is_placeholder(std::string_view value) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"n/a", "na", "none", "null", "nil", "unknown", "ukjent", "dummy", "test", "xxx", "tbd"});
  const auto word = core::to_lower(value);
  const bool no_word = std::none_of(value.begin(), value.end(),
                                    [](char c) { return core::is_digit(c) || is_letter(c); });
  return no_word || std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// UTF-8 that was read as Latin-1 once too often, or a character that was lost.
bool is_garbled(std::string_view value) {
  static constexpr auto kSigns = std::to_array<std::string_view>(
      {"\xEF\xBF\xBD", "\xC3\x83\xC2", "\xC3\x83\xE2\x80", "\xC3\x82\xC2"});
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return value.find(sign) != std::string_view::npos;
  });
}

/// Blanks where none are meant: no-break spaces at the ends, two in a row, tabs.
bool has_stray_blanks(std::string_view value) {
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  return value.find("  ") != std::string_view::npos || value.find('\t') != std::string_view::npos ||
         value.starts_with(kNoBreak) || value.ends_with(kNoBreak);
}

/// What two spellings of one value have in common.
std::string spelling(std::string_view value) {
  std::string kept;
  for (const char c : core::to_lower(value)) {
    if (core::is_digit(c) || is_letter(c)) kept += c;
  }
  return kept;
}

class Oddities {
 public:
  explicit Oddities(std::vector<Oddity>& found) : found_(found) {}

  void add(std::string_view what, std::string_view value, std::uint64_t count) {
    const auto known = std::find_if(found_.begin(), found_.end(),
                                    [&](const Oddity& oddity) { return oddity.what == what; });
    if (known != found_.end()) {
      known->count += count;
    } else {
      found_.push_back({std::string(what), count, std::string(value)});
    }
  }

 private:
  std::vector<Oddity>& found_;
};

}  // namespace

std::string shape_of(std::string_view text) {
  std::string shape;
  for (const char c : text) {
    const char kind = core::is_digit(c) ? '9' : is_letter(c) ? 'A' : c;
    const bool runs = kind == '9' || kind == 'A';
    if (!runs || shape.empty() || shape.back() != kind) shape += kind;
  }
  return shape;
}

void ValueProfile::add(std::string_view value) {
  ++count_;
  const auto found = values_.find(value);
  if (found != values_.end()) {
    ++found->second;
  } else if (values_.size() < kDistinctMax) {
    values_.emplace(value, 1);
  } else {
    ++more_;
  }
}

std::vector<std::pair<std::string, std::uint64_t>> ValueProfile::most_frequent(
    std::size_t count) const {
  std::vector<std::pair<std::string, std::uint64_t>> all(values_.begin(), values_.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& left, const auto& right) { return left.second > right.second; });
  if (all.size() > count) all.resize(count);
  return all;
}

std::string ValueProfile::least() const {
  if (values_.empty()) return {};
  if (type_ == ValueType::kDate || type_ == ValueType::kMoment) return values_.begin()->first;
  if (type_ != ValueType::kDecimal) return {};
  return std::min_element(values_.begin(), values_.end(),
                          [](const auto& left, const auto& right) {
                            return *core::Decimal::parse(left.first) <
                                   *core::Decimal::parse(right.first);
                          })
      ->first;
}

std::string ValueProfile::greatest() const {
  if (values_.empty()) return {};
  if (type_ == ValueType::kDate || type_ == ValueType::kMoment) return values_.rbegin()->first;
  if (type_ != ValueType::kDecimal) return {};
  return std::max_element(values_.begin(), values_.end(),
                          [](const auto& left, const auto& right) {
                            return *core::Decimal::parse(left.first) <
                                   *core::Decimal::parse(right.first);
                          })
      ->first;
}

std::vector<Oddity> ValueProfile::oddities() const {
  std::vector<Oddity> found;
  switch (type_) {
    case ValueType::kDate:
    case ValueType::kMoment:
      add_date_oddities(found);
      break;
    case ValueType::kDecimal:
      add_number_oddities(found);
      break;
    case ValueType::kText:
      add_text_oddities(found);
      add_spelling_oddities(found);
      add_shape_oddities(found);
      add_length_oddities(found);
      break;
    default:
      break;
  }
  return found;
}

void ValueProfile::add_text_oddities(std::vector<Oddity>& found) const {
  Oddities findings(found);
  for (const auto& [value, count] : values_) {
    if (is_placeholder(value)) findings.add("stands for nothing", value, count);
    if (is_garbled(value)) findings.add("characters were lost", value, count);
    if (has_stray_blanks(value)) findings.add("stray blanks", value, count);
  }
}

/// Values that differ in case, blanks or punctuation alone.
void ValueProfile::add_spelling_oddities(std::vector<Oddity>& found) const {
  std::map<std::string, std::pair<std::string, std::uint64_t>> first;
  Oddities findings(found);
  for (const auto& [value, count] : values_) {
    const auto key = spelling(value);
    if (key.empty()) continue;
    const auto [known, is_new] = first.try_emplace(key, value, count);
    if (is_new) continue;
    const auto& [other, others] = known->second;
    findings.add("one value in two spellings", fmt::format("{} and {}", other, value),
                 std::min(count, others));
  }
}

/// A few values of another form than almost all have.
void ValueProfile::add_shape_oddities(std::vector<Oddity>& found) const {
  std::map<std::string, std::pair<std::uint64_t, std::string>> shapes;
  std::uint64_t all = 0;
  for (const auto& [value, count] : values_) {
    if (value.size() > kShapeLengthMax) continue;
    auto& [times, example] = shapes[shape_of(value)];
    times += count;
    all += count;
    if (example.empty()) example = value;
  }
  if (all < kValuesForShape) return;
  const auto usual = std::max_element(
      shapes.begin(), shapes.end(),
      [](const auto& left, const auto& right) { return left.second.first < right.second.first; });
  // Words may have any form; numbers of things have one.
  const bool is_number_of = usual->first.find('9') != std::string::npos;
  if (!is_number_of || usual->second.first * 10 < all * 9) return;
  for (const auto& [shape, seen] : shapes) {
    if (shape != usual->first)
      found.push_back({fmt::format("form {}, where most are {}", shape, usual->first), seen.first,
                       seen.second});
  }
}

void ValueProfile::add_length_oddities(std::vector<Oddity>& found) const {
  std::vector<std::size_t> lengths;
  for (const auto& [value, count] : values_) lengths.push_back(value.size());
  if (lengths.size() < kValuesForShape) return;
  const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
  std::nth_element(lengths.begin(), middle, lengths.end());
  const auto longest = *middle * 4 + 20;
  Oddities findings(found);
  for (const auto& [value, count] : values_) {
    if (value.size() > longest) findings.add("much longer than the others", value, count);
  }
}

void ValueProfile::add_date_oddities(std::vector<Oddity>& found) const {
  Oddities findings(found);
  const auto today = today_.to_string();
  const auto far = fmt::format("{:04}{}", today_.year() + kFarAheadYears, today.substr(4));
  for (const auto& [value, count] : values_) {
    if (value < fmt::format("{:04}", kAncientYear)) {
      findings.add(fmt::format("before {}", kAncientYear), value, count);
    } else if (value > far) {
      findings.add(fmt::format("more than {} years ahead", kFarAheadYears), value, count);
    } else if (!may_lie_ahead_ && value.substr(0, today.size()) > today) {
      findings.add("in the future", value, count);
    }
  }
}

/// A sign that only few have, and what is far greater than all others.
void ValueProfile::add_number_oddities(std::vector<Oddity>& found) const {
  Oddities findings(found);
  std::uint64_t negative = 0;
  std::map<std::size_t, std::uint64_t> by_digits;
  const auto digits_of = [](std::string_view value) {
    const auto whole = value.substr(0, value.find('.'));
    return whole.size() - (whole.starts_with('-') ? 1U : 0U);
  };
  for (const auto& [value, count] : values_) {
    if (value.starts_with('-')) negative += count;
    by_digits[digits_of(value)] += count;
  }
  std::size_t usual = 0;  // digits of the value in the middle
  std::uint64_t below = 0;
  for (const auto& [digits, count] : by_digits) {
    if (below * 2 < count_ - more_) usual = digits;
    below += count;
  }
  for (const auto& [value, count] : values_) {
    if (value.starts_with('-') && negative * 10 < count_)
      findings.add("negative, where most are not", value, count);
    if (digits_of(value) > usual + 4) findings.add("far greater than the others", value, count);
  }
}

}  // namespace procured::tools
