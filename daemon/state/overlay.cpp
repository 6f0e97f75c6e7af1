#include "state/overlay.h"

namespace procured::state {

std::optional<std::string> Overlay::get(std::string_view key) const {
  if (const auto found = pending_.find(key); found != pending_.end()) return found->second;
  return committed_.get(key);
}

void Overlay::scan(std::string_view prefix, std::string_view after, const Visit& visit) const {
  auto next =
      after.empty() || after < prefix ? pending_.lower_bound(prefix) : pending_.upper_bound(after);
  const auto is_pending = [&] { return next != pending_.end() && next->first.starts_with(prefix); };
  bool go_on = true;
  const auto visit_pending_below = [&](const std::string_view* limit) {
    while (go_on && is_pending() && (limit == nullptr || next->first < *limit)) {
      if (next->second) go_on = visit(next->first, *next->second);
      ++next;
    }
  };
  committed_.scan(prefix, after, [&](std::string_view key, std::string_view value) {
    visit_pending_below(&key);
    if (go_on && is_pending() && next->first == key) {
      if (next->second) go_on = visit(key, *next->second);
      ++next;
    } else if (go_on) {
      go_on = visit(key, value);
    }
    return go_on;
  });
  visit_pending_below(nullptr);
}

void Overlay::put(std::string_view key, std::string value) {
  pending_.insert_or_assign(std::string(key), std::move(value));
}

void Overlay::erase(std::string_view key) {
  pending_.insert_or_assign(std::string(key), std::nullopt);
}

std::vector<Write> Overlay::take() {
  std::vector<Write> writes;
  writes.reserve(pending_.size());
  for (auto& [key, value] : pending_) writes.push_back({key, std::move(value)});
  pending_.clear();
  return writes;
}

}  // namespace procured::state
