#include "judge/sweep.h"

#include "core/check.h"
#include "core/text.h"
#include "judge/state_keys.h"
#include "judge/turn.h"
#include "procured/v1/state.pb.h"

namespace procured::judge {
namespace {

/// Adds the subject a key stands for: documents and lots by their key, index entries by their
/// value.
void add_subject(std::string_view key, std::string_view value, Slice& slice) {
  if (key.starts_with(kLotsPrefix)) {
    auto parts = core::split_key(key.substr(kLotsPrefix.size()));
    PROCURED_CHECK(parts.size() == 3);
    slice.lots.push_back({std::move(parts[0]), std::move(parts[1]), std::move(parts[2])});
  } else if (key.starts_with(kDocumentsPrefix)) {
    slice.identities.emplace_back(key.substr(kDocumentsPrefix.size()));
  } else {
    slice.identities.emplace_back(value);
  }
}

/// Visits up to `limit` keys after the cursor; returns false when the round is over.
bool advance(v1::Sweep& sweep, const state::Reader& state, std::size_t limit, Slice& slice) {
  bool over = false;
  bool full = false;
  state.scan(sweep.prefix(), sweep.cursor(), [&](std::string_view key, std::string_view value) {
    if (sweep.wrapped() && key > sweep.stop_at()) {
      over = true;
      return false;
    }
    if (slice.identities.size() + slice.lots.size() >= limit) {
      full = true;
      return false;
    }
    add_subject(key, value, slice);
    sweep.set_cursor(std::string(key));
    return true;
  });
  if (full) return true;
  if (over || sweep.wrapped() || sweep.stop_at().empty()) return false;
  sweep.set_wrapped(true);
  sweep.clear_cursor();
  return true;
}

}  // namespace

void schedule_sweep(state::Overlay& state, std::string_view prefix, std::string_view cause) {
  const auto key = sweep_key(prefix);
  auto sweep = load<v1::Sweep>(state, key);
  sweep.set_prefix(std::string(prefix));
  sweep.set_cause(std::string(cause));
  sweep.set_wrapped(false);
  sweep.set_stop_at(sweep.cursor());
  state.put(key, sweep.SerializeAsString());
}

Slice next_slice(state::Overlay& state, std::size_t subjects_max) {
  v1::Sweep sweep;
  state.scan(kSweepsPrefix, {}, [&](std::string_view, std::string_view value) {
    sweep.ParseFromArray(value.data(), static_cast<int>(value.size()));
    return false;
  });
  Slice slice{.cause = sweep.cause(), .identities = {}, .lots = {}};
  if (sweep.prefix().empty()) return slice;
  const auto key = sweep_key(sweep.prefix());
  if (advance(sweep, state, subjects_max, slice)) {
    state.put(key, sweep.SerializeAsString());
  } else {
    state.erase(key);
  }
  return slice;
}

bool has_sweep(const state::Reader& state) {
  bool found = false;
  state.scan(kSweepsPrefix, {}, [&](std::string_view, std::string_view) {
    found = true;
    return false;
  });
  return found;
}

}  // namespace procured::judge
