#include <algorithm>

#include "connectors/mapping/xml_mapper.h"
#include "core/text.h"

namespace procured::mapping {
namespace {

/// The first child of this name for which `found` gives true.
template <class Found>
bool any_child(pugi::xml_node node, const Name& name, NamespaceBindings& bindings,
               const Found& found) {
  for (auto child = node.first_child(); child; child = child.next_sibling()) {
    if (child.type() != pugi::node_element) continue;
    const auto split = split_name(child.name());
    if (split.local != name.local) continue;
    const auto depth = bindings.depth();
    bindings.push(child);
    const bool is_it = bindings.of(split.prefix) == name.ns && found(child);
    bindings.pop_to(depth);
    if (is_it) return true;
  }
  return false;
}

std::optional<std::string_view> attribute_text(pugi::xml_node node, const Name& name,
                                               const NamespaceBindings& bindings) {
  for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
    const auto split = split_name(attribute.name());
    if (split.local == name.local && bindings.of_attribute(split.prefix) == name.ns) {
      return core::trim(attribute.value());
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> text_below(pugi::xml_node node, const SimplePath& path,
                                           std::size_t step, NamespaceBindings& bindings) {
  if (step == path.steps.size()) {
    if (path.attribute) return attribute_text(node, *path.attribute, bindings);
    return core::trim(node.child_value());
  }
  std::optional<std::string_view> result;
  any_child(node, path.steps[step], bindings, [&](pugi::xml_node child) {
    result = text_below(child, path, step + 1, bindings);
    return result.has_value();
  });
  return result;
}

}  // namespace

void NamespaceBindings::push(pugi::xml_node element) {
  for (auto attribute = element.first_attribute(); attribute;
       attribute = attribute.next_attribute()) {
    const char* name = attribute.name();
    if (!declares_namespace(name)) continue;
    bindings_.push_back({name[5] == ':' ? name + 6 : name + 5, table_->find(attribute.value())});
  }
}

int NamespaceBindings::of_unbound(std::string_view prefix) {
  if (prefix.empty()) return NamespaceTable::kNone;
  return prefix == "xml" ? NamespaceTable::kForeign : NamespaceTable::kUndeclared;
}

std::optional<std::string_view> text_at(pugi::xml_node from, const SimplePath& path,
                                        NamespaceBindings& bindings) {
  return text_below(from, path, 0, bindings);
}

bool holds(const Condition& condition, pugi::xml_node root, NamespaceBindings& bindings) {
  const auto text = text_at(root, condition.path, bindings);
  if (!text) return false;
  switch (condition.test) {
    case Condition::Test::kContains:
      return text->find(condition.text) != std::string_view::npos;
    case Condition::Test::kStartsWith:
      return text->substr(0, condition.text.size()) == condition.text;
    case Condition::Test::kEquals:
      return *text == condition.text;
    case Condition::Test::kExists:
      return true;
  }
  return false;
}

}  // namespace procured::mapping
