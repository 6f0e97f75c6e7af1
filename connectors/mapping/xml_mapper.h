#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/mapping/message_writer.h"
#include "connectors/mapping/program.h"
#include "connectors/reader/xml_reader.h"
#include "core/result.h"
#include "procured/v1/document.pb.h"

namespace procured::mapping {

/// Which namespaces the prefixes mean at the moment of the walk.
class NamespaceBindings {
 public:
  void start(const NamespaceTable& table) {
    table_ = &table;
    bindings_.clear();
  }
  std::size_t depth() const { return bindings_.size(); }
  /// Adds what the element declares.
  void push(pugi::xml_node element);
  void pop_to(std::size_t depth) { bindings_.resize(depth); }
  /// Number of the namespace of an element's or attribute's prefix; attributes without one have
  /// none.
  int of(std::string_view prefix) const {
    for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
      if (same(binding->prefix, prefix)) return binding->ns;
    }
    return of_unbound(prefix);
  }
  int of_attribute(std::string_view prefix) const {
    return prefix.empty() ? NamespaceTable::kNone : of(prefix);
  }

 private:
  static int of_unbound(std::string_view prefix);
  /// Prefixes have two or three letters: a loop beats a call.
  static bool same(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i] != right[i]) return false;
    }
    return true;
  }

  struct Binding {
    std::string_view prefix;
    int ns = NamespaceTable::kNone;
  };

  const NamespaceTable* table_ = nullptr;
  std::vector<Binding> bindings_;
};

/// True for "xmlns" and "xmlns:…".
inline bool declares_namespace(const char* attribute) {
  return attribute[0] == 'x' && std::strncmp(attribute, "xmlns", 5) == 0 &&
         (attribute[5] == ':' || attribute[5] == '\0');
}

/// A qualified name in its two parts.
struct SplitName {
  std::string_view prefix;
  std::string_view local;
};
inline SplitName split_name(std::string_view qualified) {
  std::size_t colon = 0;  // prefixes are short: it comes soon, or not at all
  while (colon < qualified.size() && qualified[colon] != ':') ++colon;
  if (colon == qualified.size()) return {{}, qualified};
  return {qualified.substr(0, colon), qualified.substr(colon + 1)};
}

/// The text below a simple path from an element, trimmed; nullopt when nothing stands there.
std::optional<std::string_view> text_at(pugi::xml_node from, const SimplePath& path,
                                        NamespaceBindings& bindings);
bool holds(const Condition& condition, pugi::xml_node root, NamespaceBindings& bindings);

/// Element texts and attributes that are not empty, from the element down.
std::uint64_t count_leaves(pugi::xml_node element);

/// What became of the leaves of one document: element texts and attributes that are not empty.
struct LeafReport {
  struct Leaf {
    std::string path;
    std::string value;
  };
  std::uint64_t mapped = 0;
  std::uint64_t ignored = 0;
  std::vector<Leaf> unmapped;
};

struct XmlTarget {
  v1::DocumentContent* content = nullptr;
  v1::Persons* persons = nullptr;
  v1::Places* places = nullptr;
};

/// Maps one document in one walk over its tree. Keeps its memory between documents. @thread one at
/// a time.
class XmlMapper {
 public:
  /// @errors kBadDocument, see reasons.h; place is a path in the document. @pre `bindings` holds
  /// what the elements above the root declare
  core::Result<void> run(const Program& program, const reader::XmlReader& reader,
                         pugi::xml_node root, const ValueContext& context,
                         NamespaceBindings& bindings, const XmlTarget& target, LeafReport* report);

 private:
  void element(pugi::xml_node node, const State& state);
  void child(pugi::xml_node node, const State& state);
  void attributes(pugi::xml_node node, const State& state);
  void attribute(pugi::xml_node node, pugi::xml_attribute attribute, const State& state);
  void text(pugi::xml_node node, pugi::xml_node first, const State& state);
  void only_text(pugi::xml_node node, pugi::xml_node text, const State& state);
  void use(const Use& use, std::string_view value, pugi::xml_node node, std::string_view attribute);
  bool apply(const Use& use, std::string_view value, pugi::xml_node node,
             std::string_view attribute);
  void check_currency(std::string_view value, pugi::xml_node node);
  bool is_second(const State& state) const;
  const Variant* variant_of(const Edge& edge, pugi::xml_node node);
  bool holds(const Predicate& predicate, pugi::xml_node node);
  void skip(pugi::xml_node node, bool ignored);

  void enter_groups(const State& state, std::uint32_t index);
  void leave_groups(pugi::xml_node node, const State& state);
  void record_places(Number owner, google::protobuf::RepeatedField<std::uint32_t>& places);
  std::uint32_t dictionary_index(Number path);
  std::uint32_t add_path(std::string path);
  std::string group_path(const State& state, std::uint32_t index, bool in_line) const;
  void check_requirements(Number group, pugi::xml_node node);
  void finish(pugi::xml_node root);
  void fail(std::string_view reason, std::string detail, pugi::xml_node node,
            std::string_view below = {});
  void unmapped(pugi::xml_node node, std::string_view attribute, std::string_view value);

  static constexpr std::uint32_t kNoIndex = 0xFFFFFFFF;

  const Program* program_ = nullptr;
  const reader::XmlReader* reader_ = nullptr;
  NamespaceBindings* bindings_ = nullptr;
  XmlTarget target_;
  LeafReport* report_ = nullptr;
  pugi::xml_node root_;
  std::string envelope_path_;
  MessageWriter writer_;
  std::vector<std::uint32_t> counters_;
  std::vector<std::uint32_t> dictionary_;
  std::string joined_text_;
  std::string currency_;
  pugi::xml_node currency_node_;
  std::optional<core::Error> error_;
  std::optional<core::Error> missing_in_group_;
};

}  // namespace procured::mapping
