#include "connectors/program/automaton.h"

#include <algorithm>
#include <map>
#include <set>

namespace procured::mapping {
namespace {

// Fewer are compared as fast one by one.
constexpr std::size_t kSelectedFrom = 3;

/// Whether a predicate names the text that must stand at its path, and that can be told by its
/// ends.
bool names_text(const Predicate& predicate) {
  return predicate.test == Predicate::Test::kEquals && !predicate.other &&
         !predicate.literal.empty() && predicate.literal.size() <= Selection::kTextMax;
}

/// Whether a variant may be the one where this text stands at the path of the look; without a
/// text: where there is another, or none.
bool fits(const Variant& variant, Number look, std::string_view text) {
  return std::all_of(variant.predicates.begin(), variant.predicates.end(), [&](const auto& each) {
    return each.look != look || !names_text(each) || each.literal == text;
  });
}

std::vector<Number> numbers_of(const std::vector<Variant>& variants, Number look,
                               std::string_view text) {
  std::vector<Number> numbers;
  for (Number i = 0; i < variants.size(); ++i) {
    if (fits(variants[i], look, text)) numbers.push_back(i);
  }
  return numbers;
}

}  // namespace

Selection Selection::over(const std::vector<Variant>& variants) {
  std::map<Number, std::set<std::string_view>> texts;
  const SimplePath* path = nullptr;
  Selection selection;
  for (const auto& variant : variants) {
    for (const auto& predicate : variant.predicates) {
      if (names_text(predicate)) texts[predicate.look].insert(predicate.literal);
    }
  }
  const auto most = std::max_element(
      texts.begin(), texts.end(),
      [](const auto& left, const auto& right) { return left.second.size() < right.second.size(); });
  if (most == texts.end() || most->second.size() < kSelectedFrom) return selection;
  selection.look_ = most->first;
  for (const auto& variant : variants) {
    for (const auto& predicate : variant.predicates) {
      if (predicate.look == most->first) path = &predicate.path;
    }
  }
  selection.path_ = *path;
  std::size_t size = 8;
  while (size < most->second.size() * 2) size *= 2;
  selection.cases_.resize(size);
  for (const auto text : most->second) selection.add(variants, text);
  selection.others_ = numbers_of(variants, selection.look_, {});
  return selection;
}

void Selection::add(const std::vector<Variant>& variants, std::string_view text) {
  const auto ends = reader::ends_of(text);
  const auto mask = cases_.size() - 1;
  auto at = slot_of(ends, text.size()) & mask;
  while (cases_[at].size != 0) at = (at + 1) & mask;
  cases_[at] = {ends, text.size(), numbers_of(variants, look_, text)};
}

}  // namespace procured::mapping
