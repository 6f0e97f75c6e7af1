#include "connectors/reader/tree.h"

#include <algorithm>

namespace procured::reader {

void Tree::clear() {
  nodes_.clear();
  cuts_.clear();
  numbers_.clear();
  counted_ = {kNoNode, 0};
  kept_.clear();
  open_ = kNoNode;
  depth_ = 0;
}

std::string_view Tree::keep(std::string text) { return kept_.emplace_back(std::move(text)); }

std::uint64_t Tree::cut_bytes(NodeId node) const {
  const auto found =
      std::find_if(cuts_.begin(), cuts_.end(), [&](const auto& cut) { return cut.first == node; });
  return found == cuts_.end() ? nodes_[node].text.size() : found->second;
}

std::uint32_t Tree::given_number(NodeId node, std::uint32_t counted) const {
  const auto found =
      std::lower_bound(numbers_.begin(), numbers_.end(), node,
                       [](const auto& numbered, NodeId wanted) { return numbered.first < wanted; });
  return found == numbers_.end() || found->first != node ? counted : found->second;
}

std::uint32_t Tree::index_of(NodeId node) const {
  if (const auto number = number_of(node, 0); number > 0) return number;
  const auto parent = nodes_[node].parent;
  if (parent == kNoNode) return 0;
  const auto& name = nodes_[node].name;
  auto next = first_child(parent);
  std::uint32_t same = 0;
  if (const auto [last, count] = counted_;
      last <= node && nodes_[last].parent == parent && nodes_[last].name == name) {
    next = last;
    same = count - 1;
  }
  for (; next <= node; next = nodes_[next].end) same += nodes_[next].name == name;
  bool shared = same > 1;
  for (; !shared && next < nodes_[parent].end; next = nodes_[next].end)
    shared = nodes_[next].name == name;
  constexpr std::uint32_t kMany = 16;
  if (same > kMany) counted_ = {node, same};
  return shared ? same : 0;
}

std::string Tree::path_of(NodeId node) const {
  std::string path;
  const auto parent = nodes_[node].parent;
  if (parent != kNoNode && node < first_child(parent)) {
    path.append("/@").append(nodes_[node].name);
    node = parent;
  }
  for (; node != kNoNode; node = nodes_[node].parent) {
    std::string step("/");
    step.append(nodes_[node].name);
    if (const auto index = index_of(node); index > 0) step += '[' + std::to_string(index) + ']';
    path.insert(0, step);
  }
  return path;
}

}  // namespace procured::reader
