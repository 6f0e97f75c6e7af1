#pragma once

#include <string>

#include "connectors/reader/tree.h"

namespace procured::reader {

/// A tree on one line, so that a test can say the whole of it: NAD[1=BY 2=541[3=9]].
inline std::string outline(const Tree& tree, NodeId node = 0) {
  if (tree.empty()) return {};
  std::string text(tree[node].name);
  if (!tree[node].text.empty()) text.append("=").append(tree[node].text);
  const auto first = tree.first_child(node);
  if (first >= tree[node].end) return text;
  text += '[';
  for (auto child = first; child < tree[node].end; child = tree[child].end) {
    if (child != first) text += ' ';
    text += outline(tree, child);
  }
  return text += ']';
}

/// The first element of this name, in the order of the document.
inline NodeId find_element(const Tree& tree, std::string_view name) {
  for (NodeId node = 0; node < tree.size(); ++node) {
    if (tree[node].name == name) return node;
  }
  return kNoNode;
}

/// The outline of the first element of this name.
inline std::string outline_of(const Tree& tree, std::string_view name) {
  const auto node = find_element(tree, name);
  return node == kNoNode ? std::string("-") : outline(tree, node);
}

}  // namespace procured::reader
