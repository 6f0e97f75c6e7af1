#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "connectors/decoding/memory_budget.h"
#include "connectors/program/program.h"
#include "connectors/reader/tree.h"

namespace procured::mapping {

/// The text below a simple path from an element; nullopt when nothing stands there.
/// `steps_left` counts down by the nodes looked at.
std::optional<std::string_view> text_at(const reader::Tree& tree, reader::NodeId from,
                                        const SimplePath& path,
                                        std::uint64_t* steps_left = nullptr);

/// The same of names alone, uncounted: what nearly all predicates look at.
inline std::optional<std::string_view> text_below(const reader::Tree& tree, reader::NodeId node,
                                                  std::span<const Symbol> names) {
  const auto end = tree[node].end;
  for (auto child = tree.first_child(node); child < end; child = tree[child].end) {
    if (tree[child].symbol != names.front()) continue;
    if (names.size() == 1) return tree[child].text;
    if (const auto text = text_below(tree, child, names.subspan(1))) return text;
  }
  return std::nullopt;
}

/// Where what one record looks up may start, and how much it may look at.
struct LookupScope {
  const reader::Tree& tree;
  reader::NodeId top = 0;                    ///< What "/" means.
  reader::NodeId element = 0;                ///< What "../" starts from.
  const std::vector<reader::NodeId>& named;  ///< By number; kNoNode: there is none.
  std::uint64_t& steps_left;                 ///< Nodes to look at; at 0 nothing more is found.
};

/// What stands at the path, in the order of the file: elements, or attributes. `found` says whether
/// to go on.
void for_each_at(const LookupScope& scope, const Lookup& path,
                 const std::function<bool(reader::NodeId)>& found);

/// True when what a predicate says of the texts at its paths is so.
bool is_so(const Predicate& predicate, std::optional<std::string_view> text,
           std::optional<std::string_view> other);

bool holds(const Condition& condition, const reader::Tree& tree, reader::NodeId root);

/// Elements of one file by their keys, of every look-up that was asked for, each in one walk. What
/// they take counts.
class LookUps {
 public:
  void clear() { tables_.clear(); }
  std::optional<std::string_view> find(const LookupScope& scope, const LookUp& look_up,
                                       std::string_view key, MemoryBudget& memory);

 private:
  using ByKey = std::unordered_map<std::string_view, reader::NodeId>;
  std::map<std::pair<const LookUp*, reader::NodeId>, ByKey> tables_;  // of a root
};

}  // namespace procured::mapping
