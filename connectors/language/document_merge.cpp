#include "connectors/language/document_merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace procured::mapping {
namespace {

using config::YamlEntry;
using config::YamlNode;

constexpr int kWrittenOutMax = 64;  // fragments per file: they can use each other

/// Maps that are put together key by key, with nothing below them to look at.
constexpr std::array<std::string_view, 3> kPlainMaps = {"recognise", "set", "attributes"};

bool is_none(const YamlNode& node) {
  return node.is_scalar() && !node.quoted && node.scalar == "none";
}

/// A map that maps a message; the map of a field with one value has none of these.
bool maps_a_message(const YamlNode& node) {
  constexpr std::array<std::string_view, 5> kKeys = {"fields", "use", "each", "any_of", "ignore"};
  return std::any_of(kKeys.begin(), kKeys.end(),
                     [&](std::string_view key) { return node.find(key) != nullptr; });
}

YamlEntry* entry_of(YamlNode& map, std::string_view key) {
  for (auto& entry : map.entries) {
    if (entry.key.scalar == key) return &entry;
  }
  return nullptr;
}

YamlNode& node_at(YamlNode& map, const YamlNode& key, YamlNode::Kind kind) {
  if (auto* found = entry_of(map, key.scalar)) return found->value;
  YamlEntry entry{key, key};
  entry.value.scalar.clear();
  entry.value.kind = kind;
  map.entries.push_back(std::move(entry));
  return map.entries.back().value;
}

std::vector<std::string> keys_of(const YamlNode& map) {
  std::vector<std::string> keys;
  for (const auto& entry : map.entries) keys.push_back(entry.key.scalar);
  return keys;
}

void shift(YamlNode& node, int files) {
  node.file += files;
  for (auto& item : node.items) shift(item, files);
  for (auto& entry : node.entries) {
    shift(entry.key, files);
    shift(entry.value, files);
  }
}

class Merge {
 public:
  Merge(const SourceFile& own, const VisibleFragments& fragments, Problems& problems)
      : own_(own), fragments_(fragments), problems_(problems), names_(own.document.names()) {}

  SourceFile run(const SourceFile& base) {
    root_ = taken_in(base.document);
    const auto& own = own_.document.root();
    // Fragments that are written out add theirs, wherever in the document that happens.
    if (const auto* found = root_.find("namespaces")) namespaces_ = *found;
    message(own, root_);
    // The kind and the title stand first and are the extending file's.
    root_.entries.front() = own.entries.front();
    if (auto* found = entry_of(root_, "namespaces")) {
      found->value = std::move(namespaces_);
    } else if (!namespaces_.entries.empty()) {
      auto key = own.entries.front().key;
      key.scalar = "namespaces";
      root_.entries.push_back({std::move(key), std::move(namespaces_)});
    }
    SourceFile merged{own_.entry, own_.document};
    merged.document = config::YamlDocument::merged(std::move(names_), std::move(root_));
    return merged;
  }

 private:
  void problem(const YamlNode& node, std::string_view text) { problems_.add(own_, node, text); }

  /// The nodes of another file, with its names behind those known already.
  YamlNode taken_in(const config::YamlDocument& document) {
    auto root = document.root();
    shift(root, static_cast<int>(names_.size()));
    names_.insert(names_.end(), document.names().begin(), document.names().end());
    return root;
  }

  /// What maps a message: the document itself, its persons, or the value of a field.
  void message(const YamlNode& own, YamlNode& base) {
    const bool keeps_use = own.find("use") == nullptr;
    if (keeps_use && (own.find("fields") != nullptr || own.find("ignore") != nullptr))
      write_out_fragments(base);
    for (const auto& entry : own.entries) {
      if (&own == &own_.document.root() && &entry == &own.entries.front()) continue;
      part(entry, base);
    }
  }

  void part(const YamlEntry& own, YamlNode& base) {
    const auto& key = own.key.scalar;
    if (key == "extends") return;
    if (is_none(own.value)) return take_away(own.key, base);
    if (key == "fields" || key == "record") {
      fields(own.value, node_at(base, own.key, YamlNode::Kind::kMap));
    } else if (key == "namespaces") {
      namespaces(own.value, own_);
    } else if (key == "ignore") {
      ignored(own.value, node_at(base, own.key, YamlNode::Kind::kSequence));
    } else if (key == "persons" && own.value.is_map()) {
      message(own.value, node_at(base, own.key, YamlNode::Kind::kMap));
    } else if (std::find(kPlainMaps.begin(), kPlainMaps.end(), key) != kPlainMaps.end()) {
      keys(own.value, node_at(base, own.key, YamlNode::Kind::kMap));
    } else {
      put(own, base);
    }
  }

  void put(const YamlEntry& own, YamlNode& base) {
    if (auto* found = entry_of(base, own.key.scalar)) {
      *found = own;
    } else {
      base.entries.push_back(own);
    }
  }

  void take_away(const YamlNode& key, YamlNode& base) {
    if (std::erase_if(base.entries, [&](const YamlEntry& entry) {
          return entry.key.scalar == key.scalar;
        }) == 0) {
      problem(key, fmt::format("the base has no '{}' that could be taken away{}", key.scalar,
                               suggestion(key.scalar, keys_of(base))));
    }
  }

  bool is_map(const YamlNode& own) {
    if (own.is_map()) return true;
    problem(own, "expected a map");
    return false;
  }

  void keys(const YamlNode& own, YamlNode& base) {
    if (!is_map(own)) return;
    for (const auto& entry : own.entries) {
      if (is_none(entry.value)) {
        take_away(entry.key, base);
      } else {
        put(entry, base);
      }
    }
  }

  void fields(const YamlNode& own, YamlNode& base) {
    if (!is_map(own)) return;
    for (const auto& entry : own.entries) {
      auto* found = entry_of(base, entry.key.scalar);
      if (is_none(entry.value)) {
        take_away(entry.key, base);
      } else if (found != nullptr && maps_a_message(entry.value) && found->value.is_map()) {
        message(entry.value, found->value);
      } else {
        put(entry, base);
      }
    }
  }

  /// A prefix that meant two namespaces would turn the paths of the other file.
  void namespaces(const YamlNode& own, const SourceFile& stated_in) {
    namespaces_.kind = YamlNode::Kind::kMap;
    for (const auto& entry : own.entries) {
      const auto* found = entry_of(namespaces_, entry.key.scalar);
      if (found == nullptr) {
        namespaces_.entries.push_back(entry);
      } else if (found->value.scalar != entry.value.scalar) {
        problems_.add(stated_in, entry.key,
                      fmt::format("the prefix '{}' means '{}' in what this is put together with; "
                                  "take another prefix",
                                  entry.key.scalar, found->value.scalar));
      }
    }
  }

  /// Own items are added; one whose reason is none takes the base's away.
  void ignored(const YamlNode& own, YamlNode& base) {
    if (!own.is_sequence()) return problem(own, "'ignore' must be a list");
    for (const auto& item : own.items) {
      const auto* reason = item.find("reason");
      const auto* at = item.find("at");
      if (reason == nullptr || at == nullptr || !is_none(*reason)) {
        base.items.push_back(item);
        continue;
      }
      if (at->is_scalar()) read_again(*at, base);
      for (const auto& path : at->items) read_again(path, base);
    }
  }

  void read_again(const YamlNode& path, YamlNode& base) {
    bool found = false;
    const auto is_it = [&](const YamlNode& node) {
      const bool same = node.is_scalar() && node.scalar == path.scalar;
      found = found || same;
      return same;
    };
    for (auto& item : base.items) {
      if (auto* at = entry_of(item, "at"); at != nullptr && at->value.is_sequence())
        std::erase_if(at->value.items, is_it);
    }
    std::erase_if(base.items, [&](const YamlNode& item) {
      const auto* at = item.find("at");
      return at != nullptr && (is_it(*at) || (at->is_sequence() && at->items.empty()));
    });
    if (!found)
      problem(path, fmt::format("the base does not ignore '{}' in this place", path.scalar));
  }

  /// Puts the fragments that a message uses where it stands in their place.
  void write_out_fragments(YamlNode& map) {
    for (bool again = true; again;) {
      again = false;
      auto* use = entry_of(map, "use");
      if (use == nullptr) return;
      auto uses = use->value.is_sequence() ? use->value.items : std::vector<YamlNode>{use->value};
      std::vector<YamlNode> left;
      for (const auto& one : uses) {
        const auto found =
            one.is_scalar() ? fragments_.find(one.scalar) : VisibleFragments::const_iterator();
        if (!one.is_scalar() || found == fragments_.end()) {
          left.push_back(one);
          continue;
        }
        if (++written_out_ > kWrittenOutMax)
          return problem(own_.document.root(), "fragments use each other without an end");
        again = write_out(found->second, map, left) || again;
      }
      use = entry_of(map, "use");
      use->value.kind = YamlNode::Kind::kSequence;
      use->value.scalar.clear();
      use->value.items = std::move(left);
      if (use->value.items.empty())
        std::erase_if(map.entries, [](const YamlEntry& e) { return e.key.scalar == "use"; });
    }
  }

  /// True when the fragment uses others, which then stand in `left`.
  bool write_out(const SourceFile& fragment, YamlNode& map, std::vector<YamlNode>& left) {
    const auto root = taken_in(fragment.document);
    bool uses = false;
    for (const auto& entry : root.entries) {
      const auto& key = entry.key.scalar;
      if (key == "use") {
        uses = true;
        if (entry.value.is_sequence()) {
          left.insert(left.end(), entry.value.items.begin(), entry.value.items.end());
        } else {
          left.push_back(entry.value);
        }
      } else if (key == "namespaces") {
        namespaces(entry.value, fragment);
      } else if (key == "fields" || key == "attributes") {
        auto& into = node_at(map, entry.key, YamlNode::Kind::kMap);
        // As where it was used: a fragment's fields come before the message's own.
        into.entries.insert(into.entries.begin(), entry.value.entries.begin(),
                            entry.value.entries.end());
      } else if (key == "ignore") {
        auto& into = node_at(map, entry.key, YamlNode::Kind::kSequence);
        into.items.insert(into.items.end(), entry.value.items.begin(), entry.value.items.end());
      }
    }
    return uses;
  }

  const SourceFile& own_;
  const VisibleFragments& fragments_;
  Problems& problems_;
  std::vector<std::string> names_;
  YamlNode root_;
  YamlNode namespaces_;
  int written_out_ = 0;
};

}  // namespace

SourceFile merge_mappings(const SourceFile& own, const SourceFile& base,
                          const VisibleFragments& fragments, Problems& problems) {
  return Merge(own, fragments, problems).run(base);
}

}  // namespace procured::mapping
