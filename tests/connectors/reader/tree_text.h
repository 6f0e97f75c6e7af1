#pragma once

#include <string>

#include "connectors/reader/tree.h"

namespace procured::reader {

/// "name=text(child=text child)": a tree as one line, for expectations; attributes as "@name".
inline void append_text(const Tree& tree, NodeId node, std::string& text) {
  text.append(tree[node].name);
  if (!tree[node].text.empty()) text.append("=").append(tree[node].text);
  if (tree[node].end == node + 1) return;
  text += '(';
  for (NodeId attribute = node + 1; attribute < tree.first_child(node); ++attribute) {
    if (text.back() != '(') text += ' ';
    text.append("@").append(tree[attribute].name).append("=").append(tree[attribute].text);
  }
  for (auto child = tree.first_child(node); child < tree[node].end; child = tree[child].end) {
    if (text.back() != '(') text += ' ';
    append_text(tree, child, text);
  }
  text += ')';
}

inline std::string text_of(const Tree& tree) {
  std::string text;
  if (!tree.empty()) append_text(tree, 0, text);
  return text;
}

}  // namespace procured::reader
