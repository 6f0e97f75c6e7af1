#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "connectors/tools/profile.h"

// The part of Profile that shows it: as a table for people, as JSON for machines.
namespace procured::tools {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t kValuesShown = 3;
constexpr std::size_t kValuesInJson = 10;
constexpr std::size_t kValueShownMax = 48;

/// Enough of a text to know it, without line breaks.
std::string excerpt(std::string_view text) {
  auto size = std::min(text.size(), kValueShownMax);
  while (size > 0 && size < text.size() &&
         (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
    --size;
  std::string shown(text.substr(0, size));
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return size < text.size() ? shown + "…" : shown;
}

double percent(std::uint64_t count, std::uint64_t total) {
  return total == 0 ? 0.0 : 100.0 * static_cast<double>(count) / static_cast<double>(total);
}

std::string values_text(const ValueProfile& values) {
  std::string text = fmt::format("{}{} distinct", values.distinct(), values.has_more() ? "+" : "");
  if (const auto least = values.least(); !least.empty())
    text += fmt::format(", {} to {}", least, values.greatest());
  std::vector<std::string> most;
  for (const auto& [value, count] : values.most_frequent(kValuesShown))
    most.push_back(fmt::format("{} ({})", excerpt(value), count));
  return text + fmt::format(": {}", fmt::join(most, ", "));
}

ordered_json json_of(const ValueProfile& values) {
  ordered_json json = {{"distinct", values.distinct()}, {"distinct_is_least", values.has_more()}};
  if (const auto least = values.least(); !least.empty()) {
    json["least"] = least;
    json["greatest"] = values.greatest();
  }
  json["most_frequent"] = ordered_json::array();
  for (const auto& [value, count] : values.most_frequent(kValuesInJson))
    json["most_frequent"].push_back({{"value", value}, {"count", count}});
  json["odd"] = ordered_json::array();
  for (const auto& odd : values.oddities())
    json["odd"].push_back({{"what", odd.what}, {"count", odd.count}, {"example", odd.example}});
  return json;
}

ordered_json json_of(const std::map<std::string, Seen>& all, std::string_view key) {
  auto json = ordered_json::array();
  for (const auto& [name, seen] : all) {
    json.push_back({{std::string(key), name},
                    {"count", seen.count},
                    {"example", seen.example},
                    {"file", seen.file}});
  }
  return json;
}

std::vector<std::pair<std::string, Seen>> by_count(const std::map<std::string, Seen>& all) {
  std::vector<std::pair<std::string, Seen>> sorted(all.begin(), all.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& left, const auto& right) {
    return left.second.count > right.second.count;
  });
  return sorted;
}

}  // namespace

std::string Profile::to_text(const Palette& palette) const {
  auto text = fmt::format("{} files, {} documents or rows\n", files_, total_of(""));
  for (const auto& [program, count] : read_by_)
    text += fmt::format("  {:>7}  tried by {}\n", count, program);
  return text + fields_text(palette) + rest_text(palette);
}

std::string Profile::fields_text(const Palette& palette) const {
  std::size_t width = 0;
  for (const auto& [name, seen] : fields_) width = std::max(width, name.size());
  auto text = palette.strong("\nfields that are filled\n");
  for (const auto& [name, seen] : fields_) {
    const auto total = total_of(seen.group);
    const auto share = fmt::format("{:5.1f} %", percent(seen.values.count(), total));
    text += fmt::format("  {:{}}  {:>7}  {}  {}\n", name, width, seen.values.count(),
                        seen.values.count() < total ? palette.odd(share) : share,
                        seen.of_person ? "about a person: not shown" : values_text(seen.values));
    if (seen.of_person) continue;
    for (const auto& odd : seen.values.oddities()) {
      text += fmt::format("  {:{}}  {}\n", "", width,
                          palette.odd(fmt::format("odd: {}: {}, such as '{}'", odd.what, odd.count,
                                                  excerpt(odd.example))));
    }
  }
  const auto empty = never_filled();
  if (empty.empty()) return text;
  text += palette.strong("\nmapped, and never filled\n");
  for (const auto& name : empty) text += fmt::format("  {}\n", name);
  return text;
}

std::string Profile::rest_text(const Palette& palette) const {
  std::string text;
  if (!unmapped_.empty()) text += palette.strong("\nin the files, and not mapped\n");
  for (const auto& [path, seen] : by_count(unmapped_)) {
    text += fmt::format(
        "  {:>7}  {}  {}\n", seen.count, path,
        palette.dim(fmt::format("such as '{}' in {}", excerpt(seen.example), seen.file)));
  }
  if (!dead_letters_.empty()) text += palette.strong("\ndead letters\n");
  for (const auto& [reason, seen] : by_count(dead_letters_)) {
    text += fmt::format("  {:>7}  {}  {}\n", seen.count, palette.bad(reason),
                        palette.dim(fmt::format("such as {} at {}", seen.file, seen.example)));
  }
  return text;
}

std::string Profile::to_json() const {
  ordered_json json = {{"files", files_}, {"documents", total_of("")}};
  json["tried_by"] = read_by_;
  json["fields"] = ordered_json::array();
  for (const auto& [name, seen] : fields_) {
    const auto total = total_of(seen.group);
    ordered_json field = {{"field", name},
                          {"count", seen.values.count()},
                          {"of", total},
                          {"percent", percent(seen.values.count(), total)}};
    if (seen.of_person) {
      field["of_person"] = true;
    } else {
      field.update(json_of(seen.values));
    }
    json["fields"].push_back(std::move(field));
  }
  json["never_filled"] = never_filled();
  json["unmapped"] = json_of(unmapped_, "path");
  json["dead_letters"] = json_of(dead_letters_, "reason");
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace procured::tools
