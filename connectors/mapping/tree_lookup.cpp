#include "connectors/mapping/tree_lookup.h"

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

bool holds(const Condition& condition, const Tree& tree, NodeId root) {
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
    case Condition::Test::kExists:
      return true;
    case Condition::Test::kAbsent:
      return false;
  }
  return false;
}

}  // namespace procured::mapping
