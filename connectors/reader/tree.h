#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/reader/names.h"

namespace procured::reader {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

/// An element or an attribute. Views point into the source, the reader's buffer or the tree, and
/// live until the reader reads again.
struct Node {
  std::string_view name;  ///< As the source writes it: "cbc:ID", "NAD", "invoiceNumber".
  std::string_view text;  ///< Trimmed. Of an element its own text, without that of its children.
  Symbol symbol = kUnknownName;
  NodeId parent = kNoNode;
  NodeId end = 0;  ///< One past its last descendant; the next sibling, if it has the same parent.
  std::uint32_t attributes = 0;  ///< They follow the element.
};

/// The one shape that all syntaxes are read into, so that the mapping language is one:
///
/// | syntax | element | its text | attribute |
/// |---|---|---|---|
/// | XML | element | texts joined | attribute, without xmlns |
/// | JSON | member; one per item where its value is an array | scalar as written | – |
/// | EDIFACT, X12 | group, segment, "1"… for elements, in them "2"… | first component | – |
/// | SAP IDoc flat | IDoc, segment, field | field | – |
/// | CSV | record, row, column | cell | – |
///
/// Nodes stand in one array in the order of the document: an element, its attributes, its children.
/// Keeps its memory between documents. @thread one at a time.
class Tree {
 public:
  void clear();

  /// Makes room for as many nodes at once, in an empty tree: one that grows holds them twice for a
  /// while.
  void reserve(std::size_t nodes);

  // Building, in the order of the document.
  /// Starts an element below the one that is open.
  NodeId open(std::string_view name, Symbol symbol) {
    open_ = add(name, symbol, {}, open_);
    ++depth_;
    return open_;
  }
  /// An element without children below the one that is open.
  NodeId leaf(std::string_view name, Symbol symbol, std::string_view text) {
    return add(name, symbol, text, open_);
  }
  /// An element without children below the leaf that was added last, or below its own parent if
  /// that is such a one.
  void leaf_below(NodeId parent, std::string_view name, Symbol symbol, std::string_view text) {
    add(name, symbol, text, parent);
    nodes_[parent].end = size_;
  }
  /// An attribute of the element just opened. @pre no child of it yet
  NodeId attribute(std::string_view name, Symbol symbol, std::string_view text) {
    ++nodes_[open_].attributes;
    return add(name, symbol, text, open_);
  }
  /// Says what a node's name means, where that was not known when it was added.
  void set_symbol(NodeId node, Symbol symbol) { nodes_[node].symbol = symbol; }
  /// Gives the open element its text.
  void set_text(std::string_view text) { nodes_[open_].text = text; }
  void close() {
    auto& node = nodes_[open_];
    node.end = size_;
    open_ = node.parent;
    --depth_;
  }
  /// The open element.
  NodeId open_node() const { return open_; }
  /// Makes a text that stands nowhere as a whole live as long as the tree.
  std::string_view keep(std::string text);
  /// Says that a node's text was longer in the source than the tree holds.
  void mark_cut(NodeId node, std::uint64_t bytes) { cuts_.emplace_back(node, bytes); }
  /// The element just opened is called by this number in paths, not by its place among its
  /// siblings: a row by its line of the file. Numbers are given in the order of the document.
  void number(std::uint32_t number) { numbers_.emplace_back(open_, number); }

  // Reading.
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  int depth() const { return depth_; }
  /// Bytes that the nodes and kept texts take, without room that waits for more.
  std::size_t memory() const { return size_ * sizeof(Node) + kept_bytes_; }
  /// The kept texts' part of it.
  std::size_t kept_memory() const { return kept_bytes_; }
  /// The same with that room.
  std::size_t room() const { return nodes_.capacity() * sizeof(Node) + kept_bytes_; }
  const Node& operator[](NodeId node) const { return nodes_[node]; }
  NodeId first_child(NodeId node) const { return node + 1 + nodes_[node].attributes; }
  std::span<const Node> attributes(NodeId node) const {
    return {nodes_.data() + node + 1, nodes_[node].attributes};
  }
  /// The number that an element was given; else `counted`.
  std::uint32_t number_of(NodeId node, std::uint32_t counted) const {
    return numbers_.empty() ? counted : given_number(node, counted);
  }
  /// Bytes of a node's text in the source.
  std::uint64_t source_bytes(NodeId node) const {
    return cuts_.empty() ? nodes_[node].text.size() : cut_bytes(node);
  }
  /// "/Invoice/cac:InvoiceLine[2]/cbc:ID": an index where siblings share the name; of an attribute
  /// "…/@currencyID".
  std::string path_of(NodeId node) const;

 private:
  NodeId add(std::string_view name, Symbol symbol, std::string_view text, NodeId parent) {
    const auto id = size_++;
    nodes_.push_back({name, text, symbol, parent, size_, 0});
    return id;
  }
  std::uint64_t cut_bytes(NodeId node) const;
  std::uint32_t given_number(NodeId node, std::uint32_t counted) const;
  std::uint32_t index_of(NodeId node) const;
  std::uint32_t counted_index(NodeId node) const;
  void number_children(NodeId parent) const;

  std::vector<Node> nodes_;
  NodeId size_ = 0;  // of nodes_, which would divide to say so
  std::vector<std::pair<NodeId, std::uint64_t>> cuts_;
  std::vector<std::pair<NodeId, std::uint32_t>> numbers_;
  std::deque<std::string> kept_;
  std::size_t kept_bytes_ = 0;
  NodeId open_ = kNoNode;
  int depth_ = 0;
  // Indices among siblings of one name; made where they are asked for again and again.
  mutable std::vector<std::uint32_t> indices_;
  mutable int wide_asked_ = 0;
};

/// The part of a qualified name after its prefix.
inline std::string_view local_name(std::string_view qualified) {
  const auto colon = qualified.find(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

}  // namespace procured::reader
