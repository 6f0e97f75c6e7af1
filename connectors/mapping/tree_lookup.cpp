#include "connectors/mapping/tree_lookup.h"

#include <re2/re2.h>

#include <algorithm>

namespace procured::mapping {
namespace {

using reader::NodeId;
using reader::Tree;

std::optional<std::string_view> attribute_text(const Tree& tree, NodeId node, Symbol name) {
  for (const auto& attribute : tree.attributes(node)) {
    if (attribute.symbol == name) return attribute.text;
  }
  return std::nullopt;
}

/// Of several elements that fit, the first below which the rest of the path is found.
std::optional<std::string_view> text_below(const Tree& tree, NodeId node, const SimplePath& path,
                                           std::size_t step) {
  if (step == path.steps.size()) {
    if (path.attribute) return attribute_text(tree, node, *path.attribute);
    return tree[node].text;
  }
  for (auto child = tree.first_child(node); child < tree[node].end; child = tree[child].end) {
    if (tree[child].symbol != path.steps[step]) continue;
    if (auto text = text_below(tree, child, path, step + 1)) return text;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> text_at(const Tree& tree, NodeId from, const SimplePath& path) {
  for (auto up = path.up; up > 0 && from != reader::kNoNode; --up) from = tree[from].parent;
  if (from == reader::kNoNode) return std::nullopt;
  return text_below(tree, from, path, 0);
}

namespace {

/// Calls `visit` with each element that a path of names leads to.
template <class Visit>
void each_below(const Tree& tree, NodeId node, const SimplePath& path, std::size_t step,
                const Visit& visit) {
  if (step == path.steps.size()) return visit(node);
  for (auto child = tree.first_child(node); child < tree[node].end; child = tree[child].end) {
    if (tree[child].symbol == path.steps[step]) each_below(tree, child, path, step + 1, visit);
  }
}

bool several_at(const Tree& tree, NodeId from, const SimplePath& path) {
  std::string_view first;
  bool several = false;
  each_below(tree, from, path, 0, [&](NodeId node) {
    const auto text = tree[node].text;
    if (text.empty()) return;
    several = several || (!first.empty() && text != first);
    first = text;
  });
  return several;
}

}  // namespace

std::optional<std::string_view> LookUps::find(const Tree& tree, NodeId top, const LookUp& look_up,
                                              std::string_view key) {
  const auto added = tables_.try_emplace(&look_up);
  auto& nodes = added.first->second;
  if (added.second) {
    each_below(tree, top, look_up.in, 0, [&](NodeId node) {
      const auto own = text_at(tree, node, look_up.by);
      if (own && !own->empty()) nodes.try_emplace(*own, node);
    });
  }
  const auto found = nodes.find(key);
  if (found == nodes.end()) return std::nullopt;
  return text_at(tree, found->second, look_up.take);
}

bool holds(const Condition& condition, const Tree& tree, NodeId root) {
  if (condition.test == Condition::Test::kSeveral) return several_at(tree, root, condition.path);
  const auto text = text_at(tree, root, condition.path);
  if (!text)
    return condition.test == Condition::Test::kAbsent ||
           condition.test == Condition::Test::kDiffers;
  switch (condition.test) {
    case Condition::Test::kContains:
      return text->find(condition.text) != std::string_view::npos;
    case Condition::Test::kStartsWith:
      return text->substr(0, condition.text.size()) == condition.text;
    case Condition::Test::kEquals:
      return *text == condition.text;
    case Condition::Test::kDiffers:
      return *text != condition.text;
    case Condition::Test::kIn:
      return std::find(condition.texts.begin(), condition.texts.end(), *text) !=
             condition.texts.end();
    case Condition::Test::kMatches:
      return re2::RE2::PartialMatch({text->data(), text->size()}, *condition.pattern);
    case Condition::Test::kExists:
      return true;
    case Condition::Test::kSeveral:
    case Condition::Test::kAbsent:
      return false;
  }
  return false;
}

}  // namespace procured::mapping
