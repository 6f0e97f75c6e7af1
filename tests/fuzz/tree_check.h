#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "connectors/program/reasons.h"
#include "connectors/reader/tree.h"
#include "core/result.h"
#include "core/text.h"
#include "fuzz/fuzz.h"

namespace procured::fuzz {

inline bool same(const core::Error& left, const core::Error& right) {
  return left.code == right.code && left.detail == right.detail && left.place == right.place;
}

/// A refusal says why, from the closed list, and where. The texts go into JSON, so they are UTF-8.
inline void check_refusal(const core::Error& error) {
  const auto& known = mapping::reason::kAll;
  expect(std::find(known.begin(), known.end(), error.code) != known.end(),
         "the reason is one of the closed list");
  expect(!error.detail.empty(), "a refusal says what is wrong");
  expect(error.detail.size() < 8 * 1024, "a refusal is something that a person reads");
}

/// One subtree lies within the other's, attributes stand where they must, texts can be read.
inline void check_tree(const reader::Tree& tree) {
  std::size_t bytes = 0;
  for (reader::NodeId id = 0; id < tree.size(); ++id) {
    const auto& node = tree[id];
    expect(node.end > id && node.end <= tree.size(), "a subtree ends behind its start");
    expect(id == 0 ? node.parent == reader::kNoNode : node.parent < id, "a parent stands before");
    if (id > 0) expect(node.end <= tree[node.parent].end, "a subtree lies within its parent's");
    expect(id + node.attributes < node.end, "attributes are a part of their element");
    for (const auto& attribute : tree.attributes(id))
      expect(attribute.parent == id && attribute.attributes == 0, "an attribute has its element");
    expect(core::trim(node.text).size() == node.text.size(), "texts are trimmed");
    // Touches every byte, for the address sanitizer.
    bytes += static_cast<std::size_t>(std::count(node.text.begin(), node.text.end(), 'x')) +
             static_cast<std::size_t>(std::count(node.name.begin(), node.name.end(), 'x'));
    bytes += tree.source_bytes(id) < node.text.size() ? 1U : 0U;
  }
  expect(tree.depth() == 0, "all elements are closed");
  expect(bytes <= SIZE_MAX / 2, "bytes are counted");
}

/// The paths of a small tree: each leads to one element.
inline void check_paths(const reader::Tree& tree) {
  constexpr std::size_t kNodesMax = 200;
  if (tree.size() > kNodesMax) return;
  std::vector<std::string> paths;
  for (reader::NodeId id = 0; id < tree.size(); ++id) {
    const auto parent = tree[id].parent;
    const bool attribute = parent != reader::kNoNode && id < tree.first_child(parent);
    if (!attribute) paths.push_back(tree.path_of(id));
  }
  std::sort(paths.begin(), paths.end());
  expect(std::adjacent_find(paths.begin(), paths.end()) == paths.end(),
         "a path leads to one element only");
}

inline bool same(const reader::Tree& left, const reader::Tree& right) {
  if (left.size() != right.size()) return false;
  for (reader::NodeId id = 0; id < left.size(); ++id) {
    const auto& a = left[id];
    const auto& b = right[id];
    if (a.name != b.name || a.text != b.text || a.symbol != b.symbol || a.parent != b.parent ||
        a.end != b.end || a.attributes != b.attributes ||
        left.source_bytes(id) != right.source_bytes(id)) {
      return false;
    }
  }
  return true;
}

}  // namespace procured::fuzz
