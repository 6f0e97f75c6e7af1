#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "connectors/decoding/memory_budget.h"
#include "connectors/program/program.h"
#include "connectors/reader/tree.h"

namespace procured::mapping {

template <class Take, class Looked>
auto further_below(const reader::Tree& tree, reader::NodeId node, std::span<const Symbol> names,
                   const Take& take, const Looked& looked) -> decltype(take(node));

/// What `take` gives of the first element that names lead to of which it gives something; it
/// returns a pointer. `looked` hears of each element looked at. @pre names are not empty
template <class Take, class Looked>
inline auto first_below(const reader::Tree& tree, reader::NodeId node,
                        std::span<const Symbol> names, const Take& take, const Looked& looked)
    -> decltype(take(node)) {
  const auto end = tree[node].end;
  for (auto child = tree.first_child(node); child < end; child = tree[child].end) {
    looked();
    if (tree[child].symbol != names.front()) continue;
    const auto found = names.size() == 1
                           ? take(child)
                           : further_below(tree, child, names.subspan(1), take, looked);
    if (found != nullptr) return found;
  }
  return nullptr;
}

/// The same, called for all but the first name: most paths have no other, and their walk is part of
/// who asks.
template <class Take, class Looked>
[[gnu::noinline]] auto further_below(const reader::Tree& tree, reader::NodeId node,
                                     std::span<const Symbol> names, const Take& take,
                                     const Looked& looked) -> decltype(take(node)) {
  return first_below(tree, node, names, take, looked);
}

/// The text below a simple path from an element, in the tree; nullptr when nothing stands there.
/// `steps_left` counts down by the nodes looked at.
const std::string_view* text_at(const reader::Tree& tree, reader::NodeId from,
                                const SimplePath& path, std::uint64_t* steps_left = nullptr);

/// Where what one record looks up may start, and how much it may look at.
struct LookupScope {
  const reader::Tree& tree;
  reader::NodeId top = 0;                    ///< What "/" means.
  reader::NodeId element = 0;                ///< What "../" starts from.
  const std::vector<reader::NodeId>& named;  ///< By number; kNoNode: there is none.
  std::uint64_t& steps_left;                 ///< Nodes to look at; at 0 nothing more is found.
};

/// Where a path starts; kNoNode where there is nothing.
reader::NodeId start_of(const LookupScope& scope, const Lookup& path);

/// What stands at the path, in the order of the file: elements, or attributes. `found` says whether
/// to go on.
void for_each_at(const LookupScope& scope, const Lookup& path,
                 const std::function<bool(reader::NodeId)>& found);

/// True when what a predicate says of the texts at its paths is so.
bool is_so(const Predicate& predicate, const std::string_view* text, const std::string_view* other);

bool holds(const Condition& condition, const reader::Tree& tree, reader::NodeId root);

/// Elements of one file by their keys, of every look-up that was asked for, each in one walk. What
/// they take counts.
class LookUps {
 public:
  void clear() { tables_.clear(); }
  /// nullptr when there is none.
  const std::string_view* find(const LookupScope& scope, const LookUp& look_up,
                               std::string_view key, MemoryBudget& memory);

 private:
  using ByKey = std::unordered_map<std::string_view, reader::NodeId>;
  std::map<std::pair<const LookUp*, reader::NodeId>, ByKey> tables_;  // of a root
};

}  // namespace procured::mapping
