#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "judge/document_desk.h"
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
  /// The memories outlive the turn; its own is empty.
  Turn(const state::Reader& committed, std::string instant, Scratch& own, Scratch& of_subject)
      : memory(own),
        subject(of_subject),
        state(committed),
        desk(state, own, of_subject),
        known_at(std::move(instant)) {}

  Scratch& memory;   ///< Of what the batch brings.
  Scratch& subject;  ///< Of one subject that is judged; reset before the next.
  state::Overlay state;
  DocumentDesk desk;
  std::string known_at;
  Cause cause;                             ///< The record being applied.
  std::map<std::string, Cause> documents;  ///< identity → cause
  std::map<refdata::LotKey, Cause> lots;
  std::map<std::string, std::pair<kpis::Tally, Cause>> cells;  ///< cell → what to add
  stream::Effects effects;

  void touch(const std::string& identity) { documents.emplace(identity, cause); }
};

}  // namespace procured::judge
