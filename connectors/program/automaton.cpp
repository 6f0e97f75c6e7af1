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

Selection::Left left_of(const std::vector<Variant>& variants, Number look, std::string_view text) {
  Selection::Left left;
  for (Number i = 0; i < variants.size(); ++i) {
    if (fits(variants[i], look, text)) left.variants.push_back(i);
  }
  if (left.variants.empty()) return left;
  const auto& asked = variants[left.variants.front()].predicates;
  left.is_settled = std::all_of(asked.begin(), asked.end(), [&](const auto& each) {
    return each.look == look && names_text(each);
  });
  return left;
}

}  // namespace

Selection Selection::over(const std::vector<Variant>& variants) {
  struct Compared {
    const SimplePath* path = nullptr;
    std::set<std::string_view> texts;
  };
  std::map<Number, Compared> looks;
  for (const auto& variant : variants) {
    for (const auto& predicate : variant.predicates) {
      if (!names_text(predicate)) continue;
      auto& look = looks[predicate.look];
      look.path = &predicate.path;
      look.texts.insert(predicate.literal);
    }
  }
  const auto most =
      std::max_element(looks.begin(), looks.end(), [](const auto& left, const auto& right) {
        return left.second.texts.size() < right.second.texts.size();
      });
  Selection selection;
  if (most == looks.end() || most->second.texts.size() < kSelectedFrom) return selection;
  const auto& [look, compared] = *most;
  selection.look_ = look;
  selection.path_ = *compared.path;
  std::size_t size = 8;
  while (size < compared.texts.size() * 2) size *= 2;
  selection.cases_.resize(size);
  for (const auto text : compared.texts) selection.add(variants, text);
  selection.others_ = left_of(variants, look, {});
  return selection;
}

void Selection::add(const std::vector<Variant>& variants, std::string_view text) {
  const auto ends = reader::ends_of(text);
  const auto mask = cases_.size() - 1;
  auto at = slot_of(ends, text.size()) & mask;
  while (cases_[at].size != 0) at = (at + 1) & mask;
  cases_[at] = {ends, text.size(), left_of(variants, look_, text)};
}

}  // namespace procured::mapping
