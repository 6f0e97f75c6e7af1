#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "state/reader.h"

namespace procured::pipeline {

/// How the changelog is written. Grammar of a record of procured.state.v1:
///
///     key   = role "|" store-key           role: "n" normalise, "j" judge
///     value = v1.StateRecord | absent      absent: the key is deleted
///
/// Several roles share the topic; each reads only its own keys.
class StateLog {
 public:
  StateLog(char role, std::uint32_t catalogue_version)
      : prefix_{role, '|'}, catalogue_version_(catalogue_version) {}

  /// A ledger of its own topic: keys and values stand there as they are.
  static StateLog plain() { return StateLog(); }

  std::string key(std::string_view store_key) const { return prefix_ + std::string(store_key); }
  std::optional<std::string> value(const state::Write& write) const;

  /// nullopt: another role's record. @errors kFatal state_newer when a newer rule catalogue wrote
  /// it, state_corrupt.
  core::Result<std::optional<state::Write>> read(std::string_view key,
                                                 std::optional<std::string_view> value) const;

 private:
  StateLog() = default;

  std::string prefix_;  // empty: plain
  std::uint32_t catalogue_version_ = 0;
};

}  // namespace procured::pipeline
