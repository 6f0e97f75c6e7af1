#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/program/path.h"

namespace procured::mapping {

// The automaton that the paths of a mapping are merged into: a state per distinct path, an edge per
// name of an element. See program.h.

using Number = std::uint16_t;
inline constexpr Number kNothing = 0xFFFF;

/// A value that a source of a message gives by being there.
struct Constant {
  Number field = 0;
  std::string text;
};

/// The place of a single message that stands at an element.
struct Standing {
  Number slot = 0;
  Number path = kNothing;
};

/// A text of the source feeds a field. Of several paths of one field the lowest rank with a value
/// wins.
struct Leaf {
  Number field = 0;
  std::uint8_t rank = 0;
  Number path = kNothing;
  Number rule = kNothing;  ///< The field whose rule reads it, where sources of one field differ.
};

/// What becomes of a text or an attribute.
struct Use {
  std::vector<Leaf> leaves;
  bool ignored = false;
  bool tested = false;          ///< A predicate fixes its value.
  bool currency_check = false;  ///< Must equal the document's currency.

  bool known() const { return !leaves.empty() || ignored || tested || currency_check; }
  /// Whether it changes anything in the document.
  bool is_read() const { return !leaves.empty() || currency_check; }
};

struct Variant {
  std::vector<Predicate> predicates;
  std::uint32_t state = 0;
};

/// Which variants of an edge a text at one path leaves, by their numbers and in their order. A
/// qualifier is such a text: else each of forty would be compared with what it is not.
class Selection {
 public:
  /// Of a text to compare with that two ends tell apart from every other.
  static constexpr std::size_t kTextMax = 16;

  /// Chooses the path that most variants compare with a text; none where few do. @pre the
  /// predicates' looks are numbered
  static Selection over(const std::vector<Variant>& variants);

  bool is_empty() const { return cases_.empty(); }
  const SimplePath& path() const { return path_; }
  Number look() const { return look_; }
  struct Left {
    std::vector<Number> variants;
    bool is_settled = false;  ///< Nothing else is asked of the first.
  };
  /// Of a text that there is; `ends` are its own.
  const Left& left_by(std::string_view text, const reader::NameEnds& ends) const {
    const auto mask = cases_.size() - 1;
    for (auto at = slot_of(ends, text.size()) & mask; cases_[at].size != 0; at = (at + 1) & mask) {
      if (cases_[at].ends == ends && cases_[at].size == text.size()) return cases_[at].left;
    }
    return others_;
  }
  /// Where there is no text.
  const Left& others() const { return others_; }

 private:
  struct Case {
    reader::NameEnds ends;
    std::size_t size = 0;  // of the text; 0: no case
    Left left;
  };

  static std::size_t slot_of(const reader::NameEnds& ends, std::size_t size) {
    return static_cast<std::size_t>(((ends.head + size) * 0x9E3779B97F4A7C15U) >> 32U);
  }
  void add(const std::vector<Variant>& variants, std::string_view text);

  SimplePath path_;
  Number look_ = 0;
  std::vector<Case> cases_;  // open addressing, a power of two
  Left others_;
};

struct Edge {
  Symbol name = reader::kUnknownName;
  std::vector<Variant>
      variants;               ///< The first whose predicates hold; those without predicates last.
  Number counter = kNothing;  ///< Counts siblings of this name, where groups need their index.
  Number looks = 0;           ///< Different paths that their predicates look at.
  Selection selection;        ///< Spares looking at most of them.
};

/// An edge as the walk takes it, which for most is all there is to know of it.
struct Transition {
  static constexpr std::uint32_t kByPredicates = 0xFFFFFFFF;
  enum class Way : std::uint8_t {
    kAny,
    kIgnored,  ///< With all below it.
    kPlain,    ///< Nothing happens when it starts or ends.
  };

  Symbol name = reader::kUnknownName;
  std::uint32_t state = kByPredicates;
  Number edge = kNothing;  ///< kNothing: none.
  Number counter = kNothing;
  Way way = Way::kAny;  ///< A shorter one, where neither report nor trace is asked for.
};

struct AttributeUse {
  Symbol name = reader::kUnknownName;
  Use use;
};

struct State {
  // What is looked at first stands together.
  /// Open addressing over edges, by name; a power of two, and never full.
  std::vector<Transition> transitions = std::vector<Transition>(1);
  Use text;
  bool ignored = false;    ///< With everything below it.
  bool is_plain = false;   ///< Nothing happens when the element starts or ends.
  Number once = kNothing;  ///< Counts it, where only the first in its parent is read.
  std::vector<AttributeUse> attributes;
  std::vector<Number> groups;  ///< Slots that get a message when the element starts.
  std::vector<Number>
      singles;  ///< Slots of single messages that this element is; a second one is not read.
  std::vector<Standing> standing;   ///< Single messages that stand here.
  std::vector<Constant> constants;  ///< Set when the element starts.
  std::vector<Edge> edges;
  std::string group_path;  ///< Name of the element for places, e.g. "cac:InvoiceLine".
  std::vector<std::string> owner_paths;  ///< By group: path from the owner of its places.
  std::vector<Number> counters;          ///< Of its edges, cleared when the element starts.

  const Transition* find(Symbol name) const {
    const auto mask = transitions.size() - 1;
    for (auto i = static_cast<std::size_t>(name) & mask; transitions[i].edge != kNothing;
         i = (i + 1) & mask) {
      if (transitions[i].name == name) return &transitions[i];
    }
    return nullptr;
  }
};

}  // namespace procured::mapping
