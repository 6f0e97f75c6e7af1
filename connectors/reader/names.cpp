#include "connectors/reader/names.h"

#include <atomic>
#include <bit>

#include "connectors/reader/name_ends.h"

namespace procured::reader {
namespace {

constexpr std::size_t kSmallestTable = 1024;

/// Of the ends of a name, its length and its namespace: names of business terms differ there.
std::uint64_t hash_of(int ns, std::string_view local) {
  const auto [head, tail] = ends_of(local);
  const auto mixed =
      (head ^ std::rotl(tail, 23) ^ (static_cast<std::uint64_t>(ns) << 8U) ^ local.size()) *
      0x9E3779B97F4A7C15ULL;
  return mixed ^ (mixed >> 32U);
}

/// Never 0, which stands for no table.
std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

Names::Names() : id_(next_id()), table_(kSmallestTable) { namespaces_.emplace("", kNoNamespace); }

int Names::add_namespace(std::string_view uri) {
  return namespaces_.try_emplace(std::string(uri), static_cast<int>(namespaces_.size()))
      .first->second;
}

bool Names::add_alias(std::string_view uri, int ns) {
  return namespaces_.try_emplace(std::string(uri), ns).first->second == ns;
}

int Names::find_namespace(std::string_view uri) const {
  const auto found = namespaces_.find(uri);
  return found == namespaces_.end() ? kForeignNamespace : found->second;
}

Symbol Names::add(const Name& name) {
  if (const auto known = find(name.ns, name.local); known != kUnknownName) return known;
  const auto symbol = static_cast<Symbol>(names_.size());
  names_.push_back(name);
  if (names_.size() * 2 > table_.size()) {
    table_.assign(table_.size() * 2, Slot{});
    for (std::size_t i = 0; i < names_.size(); ++i)
      insert(hash_of(names_[i].ns, names_[i].local), static_cast<Symbol>(i));
  } else {
    insert(hash_of(name.ns, name.local), symbol);
  }
  return symbol;
}

void Names::insert(std::uint64_t hash, Symbol symbol) {
  const auto mask = table_.size() - 1;
  auto at = hash & mask;
  while (table_[at].symbol != kUnknownName) at = (at + 1) & mask;
  table_[at] = {hash, symbol};
}

Symbol Names::find(int ns, std::string_view local) const {
  const auto hash = hash_of(ns, local);
  const auto mask = table_.size() - 1;
  for (auto at = hash & mask; table_[at].symbol != kUnknownName; at = (at + 1) & mask) {
    if (table_[at].hash != hash) continue;
    const auto& name = names_[static_cast<std::size_t>(table_[at].symbol)];
    if (name.ns == ns && name.local == local) return table_[at].symbol;
  }
  return kUnknownName;
}

}  // namespace procured::reader
