#pragma once

#include <string_view>

#include "normalise/dead_letters.h"
#include "state/overlay.h"
#include "stream/stage.h"

namespace procured::normalise {

/// How raw records and the documents or rows in them ended: the closed list of definitions §1, as
/// names of Effects::counts. raw = split + refused; documents = sighting + version + duplicate +
/// retraction + dead_letter.
namespace ending {
inline constexpr std::string_view kSighting = "sighting";
inline constexpr std::string_view kVersion = "version";
inline constexpr std::string_view kDuplicate = "duplicate";
inline constexpr std::string_view kRetraction = "retraction";
inline constexpr std::string_view kDeadLetter = "dead_letter";
}  // namespace ending

/// Counts so that the balance holds by construction.
class Tally {
 public:
  explicit Tally(stream::Effects& effects) : effects_(effects) {}

  void split() { raw("split"); }
  void refused() { raw("refused"); }
  void document(std::string_view ending) {
    add("documents");
    add(ending);
  }

 private:
  void raw(std::string_view name) {
    add("raw");
    add(name);
  }
  void add(std::string_view name) {
    const auto found = effects_.counts.find(name);
    if (found == effects_.counts.end()) {
      effects_.counts.emplace(name, 1);
    } else {
      ++found->second;
    }
  }

  stream::Effects& effects_;
};

/// What the takers of one raw record write to.
struct Work {
  state::Overlay& state;
  stream::Effects& effects;
  Tally tally;
  DeadLetters& dead_letters;

  void dead_letter(const core::Error& error, std::string_view position) {
    effects.outputs.push_back(dead_letters.letter(error, position));
    tally.document(ending::kDeadLetter);
  }
};

}  // namespace procured::normalise
