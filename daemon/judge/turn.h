#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "judge/judge_stage.h"
#include "state/overlay.h"

namespace procured::judge {

/// Reads a state record; a default one when there is none.
template <class Message>
Message load(const state::Reader& state, const std::string& key) {
  Message message;
  if (const auto bytes = state.get(key)) message.ParseFromString(*bytes);
  return message;
}

/// Why something is judged again: goes into Provenance.
struct Cause {
  std::string key;  ///< Source key or register key.
  std::string traceparent;
};

/// What one batch or slice changes: pending state, what it touched, and the effects so far.
struct JudgeStage::Turn {
  Turn(const state::Reader& committed, std::string instant)
      : state(committed), known_at(std::move(instant)) {}

  state::Overlay state;
  std::string known_at;
  Cause cause;                             ///< The record being applied.
  std::map<std::string, Cause> documents;  ///< identity → cause
  std::map<refdata::LotKey, Cause> lots;
  std::map<std::string, std::pair<kpis::Tally, Cause>> cells;  ///< cell → what to add
  stream::Effects effects;

  void touch(const std::string& identity) { documents.emplace(identity, cause); }
};

}  // namespace procured::judge
