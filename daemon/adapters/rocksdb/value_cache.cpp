#include "adapters/rocksdb/value_cache.h"

namespace procured::adapters {
namespace {

// Of the map's node and the two strings, beside the bytes themselves.
constexpr std::size_t kEntryBytes = 96;

std::size_t bytes_of(std::string_view key, const std::optional<std::string>& value) {
  return kEntryBytes + key.size() + (value ? value->size() : 0);
}

}  // namespace

const std::optional<std::string>* ValueCache::find(std::string_view key) {
  if (const auto found = young_.find(key); found != young_.end()) return &found->second;
  const auto found = old_.find(key);
  if (found == old_.end()) return nullptr;
  auto node = old_.extract(found);
  young_bytes_ += bytes_of(node.key(), node.mapped());
  const auto* value = &young_.insert(std::move(node)).position->second;
  return value;
}

void ValueCache::put(std::string_view key, std::optional<std::string> value) {
  age();
  const auto bytes = bytes_of(key, value);
  if (const auto found = young_.find(key); found != young_.end()) {
    young_bytes_ += bytes;
    young_bytes_ -= bytes_of(key, found->second);
    found->second = std::move(value);
    return;
  }
  if (const auto found = old_.find(key); found != old_.end()) old_.erase(found);
  young_.emplace(std::string(key), std::move(value));
  young_bytes_ += bytes;
}

void ValueCache::clear() {
  young_.clear();
  old_.clear();
  young_bytes_ = 0;
}

void ValueCache::age() {
  if (young_bytes_ <= generation_bytes_max_) return;
  old_ = std::move(young_);
  young_ = {};
  young_bytes_ = 0;
}

}  // namespace procured::adapters
