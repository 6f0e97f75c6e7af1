#include "connectors/language/inheritance.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "connectors/language/document_merge.h"

namespace procured::mapping {
namespace {

using config::YamlNode;

constexpr int kBasesMax = 8;

/// One folder of the catalogue, as its files state it and then as the compiler sees it.
struct Entry {
  std::vector<SourceFile> files;
  const SourceFile* declared_in = nullptr;  ///< Its entry.yaml.
  std::string base;
  int depth = 0;                 ///< Entries that it extends, one through the other.
  bool is_put_together = false;  ///< From more than its files as they are.
  bool is_resolved = false;
  // As the compiler sees it.
  VisibleFragments fragments;
  std::vector<SourceFile> mappings;  ///< Documents and registers.
  std::vector<SourceFile> others;
};

/// "document", "fragment" and so on, and the title after it.
const config::YamlEntry* first_of(const SourceFile& file) {
  const auto& entries = file.document.root().entries;
  return entries.empty() ? nullptr : &entries.front();
}

bool is_kind(const SourceFile& file, std::string_view kind) {
  const auto* first = first_of(file);
  return first != nullptr && first->key.scalar == kind;
}

bool is_mapping(const SourceFile& file) {
  return is_kind(file, "document") || is_kind(file, "register");
}

const SourceFile* mapping_named(const Entry& entry, std::string_view title) {
  for (const auto& file : entry.mappings) {
    if (first_of(file)->value.scalar == title) return &file;
  }
  return nullptr;
}

std::vector<std::string> titles_of(const Entry& entry) {
  std::vector<std::string> titles;
  for (const auto& file : entry.mappings) titles.push_back(first_of(file)->value.scalar);
  return titles;
}

const YamlNode* extends(const SourceFile& file) { return file.document.root().find("extends"); }

/// The title of what a file extends within its own entry; empty: it does not.
std::string own_base_of(const SourceFile& file) {
  const auto* stated = extends(file);
  if (stated == nullptr || !stated->scalar.starts_with(file.entry + "/")) return {};
  return stated->scalar.substr(file.entry.size() + 1);
}

/// What cannot extend anything, of which the compiler would only say that the key is unknown.
SourceFile without_extends(const SourceFile& file) {
  if (extends(file) == nullptr) return file;
  auto root = file.document.root();
  std::erase_if(root.entries, [](const auto& one) { return one.key.scalar == "extends"; });
  return {file.entry, config::YamlDocument::merged(file.document.names(), std::move(root))};
}

class Inheritance {
 public:
  Inheritance(std::vector<SourceFile>& files, Problems& problems) : problems_(problems) {
    for (auto& file : files) {
      if (std::find(order_.begin(), order_.end(), file.entry) == order_.end())
        order_.push_back(file.entry);
      entries_[file.entry].files.push_back(std::move(file));
    }
    for (const auto& name : order_) declare(name, entries_[name]);
  }

  std::vector<SourceFile> run() {
    for (const auto& name : order_) resolve(name);
    std::stable_sort(order_.begin(), order_.end(), [&](const auto& left, const auto& right) {
      return entries_[left].depth > entries_[right].depth;
    });
    std::vector<SourceFile> files;
    for (const auto& name : order_) {
      auto& entry = entries_[name];
      if (!entry.is_put_together) {
        std::move(entry.files.begin(), entry.files.end(), std::back_inserter(files));
        continue;
      }
      for (auto& [title, fragment] : entry.fragments) files.push_back(std::move(fragment));
      std::move(entry.mappings.begin(), entry.mappings.end(), std::back_inserter(files));
      std::move(entry.others.begin(), entry.others.end(), std::back_inserter(files));
    }
    return files;
  }

 private:
  void declare(const std::string& name, Entry& entry) {
    for (const auto& file : entry.files) {
      if (extends(file) != nullptr) entry.is_put_together = true;
      if (!is_kind(file, "entry")) continue;
      entry.is_put_together = true;
      const YamlReading reading(file, problems_);
      const auto& root = file.document.root();
      if (entry.declared_in != nullptr)
        reading.problem(root, fmt::format("the entry '{}' is declared in two files", name));
      entry.declared_in = &file;
      if (!reading.map_with(root, {"entry", "extends", "documents"})) continue;
      if (reading.text(root, "entry") != name)
        reading.problem(root, fmt::format("an entry has the name of its folder, '{}'", name));
      entry.base = reading.text(root, "extends");
      if (entry.base.empty()) {
        reading.problem(root, "an entry file says what the entry extends");
      } else if (!entries_.contains(entry.base)) {
        reading.problem(*root.find("extends"), fmt::format("there is no entry '{}'{}", entry.base,
                                                           suggestion(entry.base, order_)));
        entry.base.clear();
      }
    }
  }

  /// Follows the bases of an entry to their end; a cycle or too long a row is a problem.
  bool has_an_end(const std::string& name) {
    auto& entry = entries_[name];
    const auto* next = &entry;
    for (; !next->base.empty() && entry.depth < kBasesMax; ++entry.depth)
      next = &entries_[next->base];
    if (next->base.empty()) return true;
    problems_.add(
        *entry.declared_in, *entry.declared_in->document.root().find("extends"),
        fmt::format("entries extend each other in a circle, or more than {} in a row", kBasesMax));
    return false;
  }

  void resolve(const std::string& name) {
    auto& entry = entries_[name];
    if (entry.is_resolved) return;
    entry.is_resolved = true;
    if (!has_an_end(name)) entry.base.clear();
    if (!entry.base.empty()) {
      resolve(entry.base);
      inherit(name, entry, entries_[entry.base]);
    }
    own_fragments(name, entry);
    own_mappings(entry);
    for (const auto& file : entry.files) {
      if (!is_kind(file, "entry") && !is_kind(file, "fragment") && !is_mapping(file))
        entry.others.push_back(file);
    }
  }

  void inherit(const std::string& name, Entry& entry, const Entry& base) {
    const auto renamed = [&](SourceFile file) {
      file.entry = name;
      return file;
    };
    for (const auto& [title, fragment] : base.fragments)
      entry.fragments.emplace(title, renamed(fragment));
    for (const auto& file : base.others) {
      if (is_kind(file, "envelope")) entry.others.push_back(renamed(file));
    }
    const auto* wanted = entry.declared_in->document.root().find("documents");
    if (wanted == nullptr) return;
    if (wanted->is_scalar() && wanted->scalar == "all") {
      for (const auto& file : base.mappings) entry.mappings.push_back(renamed(file));
      return;
    }
    const YamlReading reading(*entry.declared_in, problems_);
    for (const auto* title : reading.scalars(*wanted)) {
      if (const auto* file = mapping_named(base, title->scalar)) {
        entry.mappings.push_back(renamed(*file));
      } else {
        reading.problem(*title,
                        fmt::format("'{}' has no document '{}'{}", entry.base, title->scalar,
                                    suggestion(title->scalar, titles_of(base))));
      }
    }
  }

  /// Fragments first: what is merged may write them out. Of those that extend others, one that uses
  /// another comes after it.
  void own_fragments(const std::string& name, Entry& entry) {
    std::map<std::string, const SourceFile*> waiting;
    std::set<std::string> own;
    for (const auto& file : entry.files) {
      if (!is_kind(file, "fragment")) continue;
      const auto& title = first_of(file)->value.scalar;
      if (!own.insert(title).second && entry.is_put_together)
        problems_.add(file, file.document.root(),
                      fmt::format("the fragment '{}' stands in two files", title));
      if (extends(file) != nullptr) {
        waiting.emplace(title, &file);
      } else {
        entry.fragments.insert_or_assign(title, file);
      }
    }
    while (!waiting.empty()) {
      auto next = std::find_if(waiting.begin(), waiting.end(), [&](const auto& one) {
        return !waiting.contains(own_base_of(*one.second)) &&
               !uses_one_of(*one.second, one.first, waiting, entry);
      });
      if (next == waiting.end()) next = waiting.begin();
      entry.fragments.insert_or_assign(next->first, merged(*next->second, entry));
      waiting.erase(next);
    }
    for (auto& [title, fragment] : entry.fragments) fragment.entry = name;
  }

  /// Whether a fragment uses, itself or through others, one that waits to be put together.
  static bool uses_one_of(const SourceFile& file, const std::string& title,
                          const std::map<std::string, const SourceFile*>& waiting,
                          const Entry& entry) {
    std::set<std::string> seen;
    std::vector<std::string> open = {title};
    names_used(file.document.root(), false, open);
    while (!open.empty()) {
      const auto name = std::move(open.back());
      open.pop_back();
      if (!seen.insert(name).second) continue;
      if (name != title && waiting.contains(name)) return true;
      const auto found = entry.fragments.find(name);
      if (found != entry.fragments.end()) names_used(found->second.document.root(), false, open);
    }
    return false;
  }

  /// The fragments named anywhere below a node.
  static void names_used(const YamlNode& node, bool below_use, std::vector<std::string>& names) {
    if (below_use && node.is_scalar()) names.push_back(node.scalar);
    for (const auto& item : node.items) names_used(item, below_use, names);
    for (const auto& entry : node.entries)
      names_used(entry.value, entry.key.scalar == "use" || (below_use && entry.key.scalar == "of"),
                 names);
  }

  /// In the order of their files; one that extends another of the entry is put together after it.
  void own_mappings(Entry& entry) {
    std::map<std::string, std::size_t> waiting;
    for (const auto& file : entry.files) {
      if (!is_mapping(file)) continue;
      const auto at = own_mapping(file, entry);
      if (!own_base_of(file).empty()) waiting.emplace(first_of(file)->value.scalar, at);
    }
    while (!waiting.empty()) {
      auto next = std::find_if(waiting.begin(), waiting.end(), [&](const auto& one) {
        return !waiting.contains(own_base_of(entry.mappings[one.second]));
      });
      const bool in_circle = next == waiting.end();
      if (in_circle) next = waiting.begin();
      auto& file = entry.mappings[next->second];
      if (in_circle)
        problems_.add(file, *extends(file),
                      "a document cannot extend itself, or one that extends it");
      file = in_circle ? without_extends(file) : merged(file, entry);
      waiting.erase(next);
    }
  }

  /// Where the mapping stands among the entry's; one that extends another of the entry as written.
  std::size_t own_mapping(const SourceFile& file, Entry& entry) {
    auto whole = own_base_of(file).empty() ? merged(file, entry) : file;
    const auto& title = first_of(file)->value.scalar;
    const auto same =
        std::find_if(entry.mappings.begin(), entry.mappings.end(), [&](const SourceFile& other) {
          return first_of(other)->value.scalar == title && !entry.base.empty();
        });
    const auto at = static_cast<std::size_t>(same - entry.mappings.begin());
    if (same != entry.mappings.end()) {
      *same = std::move(whole);
    } else {
      entry.mappings.push_back(std::move(whole));
    }
    return at;
  }

  /// The file put together with the one that it extends; itself when it extends none.
  SourceFile merged(const SourceFile& file, const Entry& entry) {
    const auto* stated = extends(file);
    if (stated == nullptr) return file;
    const auto* base = base_of(file, *stated, entry);
    if (base != nullptr) return merge_mappings(file, *base, entry.fragments, problems_);
    return without_extends(file);
  }

  const SourceFile* base_of(const SourceFile& file, const YamlNode& stated, const Entry& entry) {
    const auto slash = stated.scalar.find('/');
    const auto from = stated.scalar.substr(0, slash);
    const auto* ancestor = &entry;
    while (!ancestor->base.empty() && from != ancestor->base) ancestor = &entries_[ancestor->base];
    if (slash == std::string::npos || (ancestor->base.empty() && from != file.entry)) {
      problems_.add(file, stated,
                    fmt::format("expected ENTRY/{}, where ENTRY is this folder or one that its "
                                "entry.yaml extends; not '{}'",
                                first_of(file)->value.scalar, stated.scalar));
      return nullptr;
    }
    const auto& base = entries_[from];
    const auto title = stated.scalar.substr(slash + 1);
    std::vector<std::string> known;
    const SourceFile* found = nullptr;
    if (is_kind(file, "fragment")) {
      for (const auto& [name, fragment] : base.fragments) known.push_back(name);
      const auto fragment = base.fragments.find(title);
      if (fragment != base.fragments.end()) found = &fragment->second;
    } else {
      known = titles_of(base);
      found = mapping_named(base, title);
      if (found != nullptr && !is_kind(*found, first_of(file)->key.scalar)) found = nullptr;
    }
    if (found == nullptr)
      problems_.add(file, stated,
                    fmt::format("the entry '{}' has no {} '{}'{}", from, first_of(file)->key.scalar,
                                title, suggestion(title, known)));
    return found;
  }

  Problems& problems_;
  std::vector<std::string> order_;  ///< Of the entries' names.
  std::map<std::string, Entry> entries_;
};

}  // namespace

void resolve_inheritance(std::vector<SourceFile>& files, Problems& problems) {
  files = Inheritance(files, problems).run();
}

}  // namespace procured::mapping
