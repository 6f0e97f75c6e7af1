#include "connectors/decoding/tree_lookup.h"

#include <re2/re2.h>

#include <algorithm>

namespace procured::mapping {
namespace {

using reader::NodeId;
using reader::Tree;

// How many elements a condition with predicates may look at; a document that has more is as one
// without them.
constexpr std::uint64_t kConditionSteps = 10'000'000;

const std::string_view* attribute_text(const Tree& tree, NodeId node, Symbol name) {
  for (const auto& attribute : tree.attributes(node)) {
    if (attribute.symbol == name) return &attribute.text;
  }
  return nullptr;
}

/// One look-up; keeps count of what it looks at.
class LookupWalk {
 public:
  LookupWalk(const LookupScope& scope, const Lookup& path, const std::function<bool(NodeId)>& found)
      : scope_(scope), path_(path), found_(found) {}

  /// False when enough was found.
  bool below(NodeId node, std::size_t step) {
    if (step == path_.steps.size()) return at_end(node);
    const auto& tree = scope_.tree;
    const auto& next = path_.steps[step];
    for (auto child = tree.first_child(node); child < tree[node].end; child = tree[child].end) {
      if (!look()) return false;
      if (tree[child].symbol != next.name) continue;
      const bool fits = std::all_of(next.predicates.begin(), next.predicates.end(),
                                    [&](const Predicate& each) { return holds(each, child); });
      if (fits && !below(child, step + 1)) return false;
    }
    return true;
  }

 private:
  bool look() {
    if (scope_.steps_left == 0) return false;
    --scope_.steps_left;
    return true;
  }

  bool at_end(NodeId node) {
    if (!path_.attribute) return found_(node);
    const auto& tree = scope_.tree;
    for (auto next = node + 1; next < tree.first_child(node); ++next) {
      if (tree[next].symbol == *path_.attribute) return found_(next);
    }
    return true;
  }

  const std::string_view* text(NodeId node, const SimplePath& path) {
    if (path.element != kNoElement) {
      node = scope_.named[static_cast<std::size_t>(path.element)];
    } else if (path.absolute) {
      node = scope_.top;
    }
    if (node == reader::kNoNode) return nullptr;
    return text_at(scope_.tree, node, path, &scope_.steps_left);
  }

  bool holds(const Predicate& predicate, NodeId node) {
    const std::string_view literal = predicate.literal;
    const auto* other = predicate.other ? text(node, *predicate.other) : &literal;
    return is_so(predicate, text(node, predicate.path), other);
  }

  const LookupScope& scope_;
  const Lookup& path_;
  const std::function<bool(NodeId)>& found_;
};

}  // namespace

NodeId start_of(const LookupScope& scope, const Lookup& path) {
  auto from = scope.element;
  if (path.absolute) from = scope.top;
  if (path.element != kNoElement) from = scope.named[static_cast<std::size_t>(path.element)];
  for (auto up = path.up; up > 0 && from != reader::kNoNode; --up) from = scope.tree[from].parent;
  return from;
}

void for_each_at(const LookupScope& scope, const Lookup& path,
                 const std::function<bool(NodeId)>& found) {
  const auto from = start_of(scope, path);
  if (from != reader::kNoNode) LookupWalk(scope, path, found).below(from, 0);
}

const std::string_view* text_at(const Tree& tree, NodeId from, const SimplePath& path,
                                std::uint64_t* steps_left) {
  for (auto up = path.up; up > 0 && from != reader::kNoNode; --up) from = tree[from].parent;
  if (from == reader::kNoNode) return nullptr;
  const auto take = [&](NodeId node) {
    return path.attribute ? attribute_text(tree, node, *path.attribute) : &tree[node].text;
  };
  const auto looked = [&] {
    if (steps_left != nullptr && *steps_left > 0) --*steps_left;
  };
  return path.steps.empty() ? take(from) : first_below(tree, from, path.steps, take, looked);
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

/// Calls `visit` with each element that a condition looks at.
template <class Visit>
void each_of(const Condition& condition, const Tree& tree, NodeId root, const Visit& visit) {
  if (!condition.elements) return each_below(tree, root, condition.path, 0, visit);
  const std::vector<NodeId> none;
  std::uint64_t steps_left = kConditionSteps;
  for_each_at({tree, root, root, none, steps_left}, *condition.elements, [&](NodeId node) {
    visit(node);
    return true;
  });
}

bool several_at(const Condition& condition, const Tree& tree, NodeId root) {
  std::string_view first;
  bool several = false;
  each_of(condition, tree, root, [&](NodeId node) {
    const auto text = tree[node].text;
    if (text.empty()) return;
    several = several || (!first.empty() && text != first);
    first = text;
  });
  return several;
}

bool is_so_of(const Condition& condition, std::string_view text) {
  switch (condition.test) {
    case Condition::Test::kContains:
      return text.find(condition.text) != std::string_view::npos;
    case Condition::Test::kStartsWith:
      return text.starts_with(condition.text);
    case Condition::Test::kEquals:
      return text == condition.text;
    case Condition::Test::kDiffers:
      return text != condition.text;
    case Condition::Test::kIn:
      return std::find(condition.texts.begin(), condition.texts.end(), text) !=
             condition.texts.end();
    case Condition::Test::kMatches:
      return re2::RE2::PartialMatch({text.data(), text.size()}, *condition.pattern);
    case Condition::Test::kExists:
      return true;
    case Condition::Test::kSeveral:
    case Condition::Test::kAbsent:
      return false;
  }
  return false;
}

/// Of elements with predicates: so of one of them, or there is none.
bool is_so_of_elements(const Condition& condition, const Tree& tree, NodeId root) {
  bool found = false;
  bool is_so = false;
  each_of(condition, tree, root, [&](NodeId node) {
    found = true;
    is_so = is_so || is_so_of(condition, tree[node].text);
  });
  return condition.test == Condition::Test::kAbsent ? !found : is_so;
}

bool is_so_itself(const Condition& condition, const Tree& tree, NodeId root) {
  if (condition.test == Condition::Test::kSeveral) return several_at(condition, tree, root);
  if (condition.elements) return is_so_of_elements(condition, tree, root);
  const auto* text = text_at(tree, root, condition.path);
  if (text != nullptr) return is_so_of(condition, *text);
  return condition.test == Condition::Test::kAbsent || condition.test == Condition::Test::kDiffers;
}

}  // namespace

const std::string_view* LookUps::find(const LookupScope& scope, const LookUp& look_up,
                                      std::string_view key, MemoryBudget& memory) {
  const auto added = tables_.try_emplace({&look_up, scope.top});
  auto& nodes = added.first->second;
  if (added.second) {
    for_each_at(scope, look_up.in, [&](NodeId node) {
      const auto* own = text_at(scope.tree, node, look_up.by, &scope.steps_left);
      if (own == nullptr || own->empty()) return true;
      if (nodes.try_emplace(*own, node).second) memory.take_for_tree(MemoryBudget::kLookUp);
      return !memory.is_spent();
    });
  }
  const auto found = nodes.find(key);
  if (found == nodes.end()) return nullptr;
  return text_at(scope.tree, found->second, look_up.take, &scope.steps_left);
}

bool is_so(const Predicate& predicate, const std::string_view* text,
           const std::string_view* other) {
  const bool are_same = text == nullptr || other == nullptr ? text == other : *text == *other;
  switch (predicate.test) {
    case Predicate::Test::kExists:
      return text != nullptr;
    case Predicate::Test::kAbsent:
      return text == nullptr;
    case Predicate::Test::kStartsWith:
      return text != nullptr && other != nullptr && text->starts_with(*other);
    case Predicate::Test::kEquals:
      return are_same;
    case Predicate::Test::kDiffers:
      return !are_same;
  }
  return false;
}

bool holds(const Condition& condition, const Tree& tree, NodeId root) {
  return is_so_itself(condition, tree, root) &&
         std::all_of(condition.and_also.begin(), condition.and_also.end(),
                     [&](const Condition& each) { return holds(each, tree, root); });
}

}  // namespace procured::mapping
