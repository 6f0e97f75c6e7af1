#pragma once

#include <google/protobuf/arena.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

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
      : arena(options_over(block)), state(committed), known_at(std::move(instant)) {}

  /// Memory of the messages of one record or subject; reset before the next. Most fit the block.
  std::vector<char> block = std::vector<char>(256u << 10);
  google::protobuf::Arena arena;

  state::Overlay state;
  std::string known_at;
  Cause cause;                             ///< The record being applied.
  std::map<std::string, Cause> documents;  ///< identity → cause
  std::map<refdata::LotKey, Cause> lots;
  std::map<std::string, std::pair<kpis::Tally, Cause>> cells;  ///< cell → what to add
  stream::Effects effects;

  void touch(const std::string& identity) { documents.emplace(identity, cause); }

  template <class Message>
  Message& make() {
    return *google::protobuf::Arena::CreateMessage<Message>(&arena);
  }

 private:
  static google::protobuf::ArenaOptions options_over(std::vector<char>& memory) {
    google::protobuf::ArenaOptions options;
    options.initial_block = memory.data();
    options.initial_block_size = memory.size();
    return options;
  }
};

}  // namespace procured::judge
