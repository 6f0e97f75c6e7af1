#include "connectors/reader/xml_tree.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/text.h"

namespace procured::reader {
namespace {

/// True for "xmlns" and "xmlns:…".
bool declares_namespace(const char* attribute) {
  return attribute[0] == 'x' && std::strncmp(attribute, "xmlns", 5) == 0 &&
         (attribute[5] == ':' || attribute[5] == '\0');
}

bool is_text(pugi::xml_node_type type) {
  return type == pugi::node_pcdata || type == pugi::node_cdata;
}
bool is_text(pugi::xml_node node) { return is_text(node.type()); }

std::uint64_t mix(std::uint64_t left, std::uint64_t right) {
  const auto product = (left ^ std::rotl(right, 23)) * 0x9E3779B97F4A7C15ULL;
  return product ^ (product >> 32U);
}

/// Of a name's first and last eight bytes and its length.
std::uint64_t quick_hash(std::string_view name) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  if (name.size() >= sizeof head) {
    std::memcpy(&head, name.data(), sizeof head);
    std::memcpy(&tail, name.data() + name.size() - sizeof tail, sizeof tail);
  } else {
    std::memcpy(&head, name.data(), name.size());
  }
  return mix(head ^ name.size(), tail);
}

std::uint64_t full_hash(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

}  // namespace

void XmlTreeBuilder::build(pugi::xml_node root, const Names& names, std::string_view buffer,
                           const std::vector<CutText>& cuts, Tree& tree) {
  names_ = &names;
  buffer_ = buffer;
  cuts_ = &cuts;
  tree_ = &tree;
  tree.clear();
  bindings_.clear();
  scopes_.clear();
  scope_ = names.id();
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
    if (scopes_.empty()) return;
    auto next = node.next_sibling();
    while ((type = next.type()) == pugi::node_null) {
      leave();
      if (scopes_.empty()) return;
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
  Scope scope{bindings_.size(), scope_, false, false};
  if (*attribute_name != '\0') {
    declare(element);
    scope.declares = bindings_.size() != scope.bindings;
  }
  const std::string_view name = element.name();
  tree_->open(name, symbol_of(name, false));
  while (*attribute_name != '\0') {
    if (!declares_namespace(attribute_name)) {
      const std::string_view qualified = attribute_name;
      tree_->attribute(qualified, symbol_of(qualified, true), core::trim(attribute.value()));
    }
    attribute = attribute.next_attribute();
    attribute_name = attribute.name();
  }
  scopes_.push_back(scope);
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
  const auto& scope = scopes_.back();
  if (scope.declares) {
    bindings_.resize(scope.bindings);
    scope_ = scope.number;
  }
  scopes_.pop_back();
  tree_->close();
}

void XmlTreeBuilder::declare(pugi::xml_node element) {
  auto next = element.first_attribute();
  for (const char* name = next.name(); *name != '\0';
       next = next.next_attribute(), name = next.name()) {
    if (!declares_namespace(name)) continue;
    const std::string_view prefix = name[5] == ':' ? name + 6 : name + 5;
    const int ns = names_->find_namespace(next.value());
    bindings_.push_back({prefix, ns});
    scope_ = mix(scope_ + full_hash(prefix), static_cast<std::uint64_t>(ns) + 2);
  }
}

/// The text of the open element. Texts that something stands between are joined when the first of
/// them is met, so that many cost no more than one.
void XmlTreeBuilder::take_text(pugi::xml_node text) {
  auto& scope = scopes_.back();
  if (scope.joined) return;
  scope.joined = true;
  std::size_t count = 0;
  for (auto next = text; next; next = next.next_sibling()) count += is_text(next);
  if (count == 1) {
    const auto value = core::trim(text.value());
    tree_->set_text(value);
    if (const auto bytes = bytes_at(value.data()); bytes > 0)
      tree_->mark_cut(tree_->open_node(), bytes);
    return;
  }
  std::string joined;
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

Symbol XmlTreeBuilder::symbol_of(std::string_view qualified, bool attribute) {
  auto& memo = attribute ? attributes_ : elements_;
  auto& known = memo[quick_hash(qualified) & (kMemoSize - 1)];
  if (known.scope == scope_ && known.qualified == qualified) return known.symbol;
  const auto symbol = resolve(qualified, attribute);
  known.scope = scope_;
  known.qualified = qualified;
  known.symbol = symbol;
  return symbol;
}

Symbol XmlTreeBuilder::resolve(std::string_view qualified, bool attribute) const {
  const auto colon = qualified.find(':');
  if (colon == std::string_view::npos) {
    // An attribute without a prefix is in no namespace.
    return names_->find(attribute ? Names::kNoNamespace : namespace_of({}), qualified);
  }
  const int ns = namespace_of(qualified.substr(0, colon));
  return ns == kUndeclaredName ? kUndeclaredName : names_->find(ns, qualified.substr(colon + 1));
}

int XmlTreeBuilder::namespace_of(std::string_view prefix) const {
  const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                  [&](const Binding& binding) { return binding.prefix == prefix; });
  if (found != bindings_.rend()) return found->ns;
  if (prefix.empty()) return Names::kNoNamespace;
  return prefix == "xml" ? Names::kForeignNamespace : kUndeclaredName;
}

}  // namespace procured::reader
