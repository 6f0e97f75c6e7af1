#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "refdata/agreements.h"
#include "state/overlay.h"

namespace procured::judge {

/// Starts re-judging everything below a prefix of the state (state_keys.h), or turns the one that
/// is under way into a full round from where it stands: a newer cause costs at most one round more,
/// however many causes come.
void schedule_sweep(state::Overlay& state, std::string_view prefix, std::string_view cause);

/// One bounded part of a sweep.
struct Slice {
  std::string cause;
  std::vector<std::string> identities;  ///< Documents to judge again.
  std::vector<refdata::LotKey> lots;    ///< Agreement lots to judge again.
};

/// The next slice of the first sweep there is; records how far it came, or that it is done.
Slice next_slice(state::Overlay& state, std::size_t subjects_max);

bool has_sweep(const state::Reader& state);

}  // namespace procured::judge
