#include "connectors/reader/xml_tree.h"

#include <algorithm>

#include "core/text.h"

namespace procured::reader {
namespace {

bool is_text(pugi::xml_node_type type) {
  return type == pugi::node_pcdata || type == pugi::node_cdata;
}
bool is_text(pugi::xml_node node) { return is_text(node.type()); }

}  // namespace

void XmlTreeBuilder::build(pugi::xml_node root, const Names& names, std::string_view buffer,
                           const std::vector<CutText>& cuts, Tree& tree) {
  names_.start(names);
  buffer_ = buffer;
  cuts_ = &cuts;
  tree_ = &tree;
  tree.clear();
  open_.clear();
  // Depth first, without recursion. A node's type tells also whether there is one: pugixml's calls
  // are not inlined, and each is made for every node of every document.
  auto node = root;
  auto type = node.type();
  while (true) {
    if (type == pugi::node_element && !enter(node)) {
      node = node.first_child();
      type = node.type();
      continue;
    }
    if (is_text(type)) take_text(node);
    if (open_.empty()) return;
    auto next = node.next_sibling();
    while ((type = next.type()) == pugi::node_null) {
      leave();
      if (open_.empty()) return;
      node = node.parent();
      next = node.next_sibling();
    }
    node = next;
  }
}

/// Starts an element; true when that was all of it, for it has no children or one text only.
bool XmlTreeBuilder::enter(pugi::xml_node element) {
  auto attribute = element.first_attribute();
  const char* attribute_name = attribute.name();  // empty: there is none
  open_.push_back({names_.scope()});
  if (*attribute_name != '\0') declare(element);
  const std::string_view name = element.name();
  tree_->open(name, names_.symbol_of(name, false));
  while (*attribute_name != '\0') {
    if (!declares_namespace(attribute_name)) {
      const std::string_view qualified = attribute_name;
      tree_->attribute(qualified, names_.symbol_of(qualified, true), core::trim(attribute.value()));
    }
    attribute = attribute.next_attribute();
    attribute_name = attribute.name();
  }
  const auto first = element.first_child();
  const auto type = first.type();
  if (type != pugi::node_null) {
    if (type != pugi::node_pcdata || first.next_sibling()) return false;
    if (cuts_->empty()) {
      tree_->set_text(core::trim(first.value()));
    } else {
      take_text(first);
    }
  }
  leave();
  return true;
}

void XmlTreeBuilder::leave() {
  names_.leave(open_.back().scope);
  open_.pop_back();
  tree_->close();
}

void XmlTreeBuilder::declare(pugi::xml_node element) {
  auto next = element.first_attribute();
  for (const char* name = next.name(); *name != '\0';
       next = next.next_attribute(), name = next.name()) {
    if (declares_namespace(name)) names_.declare(name, next.value());
  }
}

/// The text of the open element. Texts that something stands between are joined when the first of
/// them is met, so that many cost no more than one.
void XmlTreeBuilder::take_text(pugi::xml_node text) {
  auto& open = open_.back();
  if (open.joined) return;
  open.joined = true;
  std::size_t count = 0;
  for (auto next = text; next; next = next.next_sibling()) count += is_text(next);
  if (count == 1) {
    const auto value = core::trim(text.value());
    tree_->set_text(value);
    if (const auto bytes = bytes_at(value.data()); bytes > 0)
      tree_->mark_cut(tree_->open_node(), bytes);
    return;
  }
  std::size_t size = 0;
  for (auto next = text; next; next = next.next_sibling())
    size += is_text(next) ? std::string_view(next.value()).size() : 0;
  std::string joined;
  joined.reserve(size);
  std::uint64_t bytes = 0;
  for (auto next = text; next; next = next.next_sibling()) {
    if (!is_text(next)) continue;
    const std::string_view value = next.value();
    joined += value;
    bytes += std::max<std::uint64_t>(bytes_at(core::trim(value).data()), value.size());
  }
  const auto kept = core::trim(tree_->keep(std::move(joined)));
  tree_->set_text(kept);
  if (!cuts_->empty() && bytes > kept.size()) tree_->mark_cut(tree_->open_node(), bytes);
}

/// Length in the source of a text that was cut; 0 when it was not.
std::uint64_t XmlTreeBuilder::bytes_at(const char* text) const {
  if (cuts_->empty()) return 0;
  const auto offset = static_cast<std::size_t>(text - buffer_.data());
  const auto found =
      std::lower_bound(cuts_->begin(), cuts_->end(), offset,
                       [](const CutText& cut, std::size_t at) { return cut.offset < at; });
  return found != cuts_->end() && found->offset == offset ? found->bytes : 0;
}

}  // namespace procured::reader
