#include "state/memory_store.h"

namespace procured::state {

std::optional<std::string> MemoryStore::get(std::string_view key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

void MemoryStore::scan(std::string_view prefix, std::string_view after, const Visit& visit) const {
  auto at =
      after.empty() || after < prefix ? values_.lower_bound(prefix) : values_.upper_bound(after);
  for (; at != values_.end() && at->first.starts_with(prefix); ++at) {
    if (!visit(at->first, at->second)) return;
  }
}

void MemoryStore::apply(std::span<const Write> writes) {
  for (const auto& write : writes) {
    if (write.value) {
      values_[write.key] = *write.value;
    } else {
      values_.erase(write.key);
    }
  }
}

}  // namespace procured::state
