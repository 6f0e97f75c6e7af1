#pragma once

#include <google/protobuf/arena.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "procured/v1/state.pb.h"
#include "state/overlay.h"

namespace procured::judge {

/// Memory of messages that are thrown away together. Most fit the block, which stays.
class Scratch {
 public:
  Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// Everything made so far is gone.
  void reset() { arena_.Reset(); }

  template <class Message>
  Message& make() {
    return *google::protobuf::Arena::CreateMessage<Message>(&arena_);
  }

 private:
  static constexpr std::size_t kBlockBytes = 64u << 10;

  std::vector<char> block_;
  google::protobuf::Arena arena_;
};

/// The documents of one turn. Those that a batch changes are held: parsed once, judged as they
/// stand, written once at the end. Those that are only looked at or judged again live as long as
/// the subject being judged, so that their number does not count.
class DocumentDesk {
 public:
  /// All outlive the desk.
  DocumentDesk(state::Overlay& state, Scratch& turn, Scratch& subject)
      : state_(state), turn_(turn), subject_(subject) {}

  /// From now until put_back(): the document as the state has it, or an empty one.
  v1::DocumentState& hold(const std::string& identity);
  /// nullptr: not held.
  v1::DocumentState* held(const std::string& identity);
  /// The held one, else what the state has, until the next subject; nullptr: there is none.
  const v1::DocumentState* look_at(const std::string& identity);

  /// Writes a document unless the state had just these bytes.
  void put(const std::string& identity, const v1::DocumentState& document,
           const std::optional<std::string>& before);
  /// Writes those that are held.
  void put_back();

 private:
  struct Held {
    v1::DocumentState* document = nullptr;
    std::optional<std::string> before = std::nullopt;
  };

  state::Overlay& state_;
  Scratch& turn_;
  Scratch& subject_;
  std::map<std::string, Held> held_;
};

}  // namespace procured::judge
