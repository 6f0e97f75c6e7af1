#include "connectors/reader/tree.h"

#include <algorithm>

namespace procured::reader {
namespace {

// Siblings are counted where they are few, or one document is wrong; else they are numbered once.
constexpr NodeId kFewNodes = 64;
constexpr int kAskedWithoutTable = 8;
constexpr std::uint32_t kNotNumbered = 0;
constexpr std::uint32_t kOnlyOne = 0xFFFFFFFF;

}  // namespace

void Tree::clear() {
  nodes_.clear();
  size_ = 0;
  cuts_.clear();
  numbers_.clear();
  kept_.clear();
  kept_bytes_ = 0;
  indices_.clear();
  wide_asked_ = 0;
  open_ = kNoNode;
  depth_ = 0;
}

void Tree::reserve(std::size_t nodes) {
  if (nodes_.capacity() >= nodes) return;
  std::vector<Node>().swap(nodes_);
  nodes_.reserve(nodes);
}

std::string_view Tree::keep(std::string text) {
  const auto& kept = kept_.emplace_back(std::move(text));
  constexpr std::size_t kWithinString = 15;
  kept_bytes_ += sizeof kept + (kept.capacity() > kWithinString ? kept.capacity() + 16 : 0);
  return kept;
}

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
  if (indices_.empty() || indices_[node] == kNotNumbered) {
    const bool wide = nodes_[parent].end - parent > kFewNodes;
    if (!wide || ++wide_asked_ < kAskedWithoutTable) return counted_index(node);
    number_children(parent);
  }
  return indices_[node] == kOnlyOne ? 0 : indices_[node];
}

std::uint32_t Tree::counted_index(NodeId node) const {
  const auto parent = nodes_[node].parent;
  const auto& name = nodes_[node].name;
  std::uint32_t same = 0;
  auto next = first_child(parent);
  for (; next <= node; next = nodes_[next].end) same += nodes_[next].name == name;
  bool shared = same > 1;
  for (; !shared && next < nodes_[parent].end; next = nodes_[next].end)
    shared = nodes_[next].name == name;
  return shared ? same : 0;
}

/// Numbers all elements below one parent by their names. Sorted, as a table of a million different
/// names would take more memory than they do.
void Tree::number_children(NodeId parent) const {
  indices_.resize(nodes_.size(), kNotNumbered);
  std::vector<NodeId> children;
  for (auto next = first_child(parent); next < nodes_[parent].end; next = nodes_[next].end)
    children.push_back(next);
  std::sort(children.begin(), children.end(), [&](NodeId left, NodeId right) {
    const auto order = nodes_[left].name.compare(nodes_[right].name);
    return order != 0 ? order < 0 : left < right;
  });
  for (std::size_t i = 0; i < children.size(); ++i) {
    const auto is_next = [&](std::size_t last) {
      return nodes_[children[last]].name == nodes_[children[last + 1]].name;
    };
    const bool further = i > 0 && is_next(i - 1);
    const bool alone = !further && (i + 1 == children.size() || !is_next(i));
    indices_[children[i]] = alone ? kOnlyOne : further ? indices_[children[i - 1]] + 1 : 1;
  }
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
