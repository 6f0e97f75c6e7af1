#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "core/text.h"

namespace procured::reader {

/// What a business interchange never needs more of.
struct EdiLimits {
  std::uint32_t segments_max = 1'000'000;      ///< Of a file.
  std::size_t nodes_max = 1'000'000;           ///< Of the tree of one message.
  std::uint32_t parts_per_segment_max = 1000;  ///< Data elements, components and repetitions.
  std::size_t element_bytes_max = 64 * 1024;   ///< Of a component.
  std::size_t header_bytes_max = 8 * 1024;     ///< Of UNB, UNG, ISA, GS: read for each message.
  std::size_t findings_max = 100;              ///< Of a message.
  int group_depth_max = 56;                    ///< Groups of segments within each other.
};

/// The characters that give an interchange its structure. '\0' where it has none.
struct Separators {
  char element = '+';
  char component = ':';
  char repetition = '\0';
  char release = '\0';
  char terminator = '\'';
};

/// What a character may be in a segment's tag.
enum class TagCharacter : std::uint8_t { kNone, kDigit, kLetter };
inline constexpr auto kTagCharacters = [] {
  std::array<TagCharacter, 256> characters{};
  for (std::size_t c = '0'; c <= '9'; ++c) characters[c] = TagCharacter::kDigit;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) characters[c] = TagCharacter::kLetter;
  return characters;
}();

/// A segment's tag of two or three characters as a number; 0 is no tag.
using PackedTag = std::uint32_t;
constexpr PackedTag pack_tag(std::string_view tag) {
  if (tag.size() < 2 || tag.size() > 3) return 0;
  const PackedTag first = static_cast<unsigned char>(tag[0]);
  const PackedTag second = static_cast<unsigned char>(tag[1]);
  const PackedTag last = static_cast<unsigned char>(tag.back());
  if (kTagCharacters[first] != TagCharacter::kLetter ||
      kTagCharacters[second] == TagCharacter::kNone || kTagCharacters[last] == TagCharacter::kNone)
    return 0;
  const auto two = (first << 8U) | second;
  return tag.size() == 2 ? two : (two << 8U) | last;
}

/// "1", "2", … as names of data elements and components. @pre 1 <= number <= 9999
std::string_view position_name(std::uint32_t number);

/// Symbols of tags and positions, looked up once. `names` is complete and outlives it.
class EdiSymbols {
 public:
  explicit EdiSymbols(const Names& names) : names_(names) {}

  Symbol of(std::string_view name) const { return names_.find(Names::kNoNamespace, name); }
  Symbol of_tag(PackedTag packed, std::string_view tag);
  /// The element of a position: its name and symbol.
  struct Position {
    std::string_view name;
    Symbol symbol = kUnknownName;
  };
  /// Lives until the next one is asked for.
  const Position& position(std::uint32_t number) {
    return number < positions_known_ ? positions_[number] : learn_position(number);
  }

 private:
  const Position& learn_position(std::uint32_t number);

  const Names& names_;
  std::array<Position, 64> positions_{};
  std::uint32_t positions_known_ = 0;
  Position far_position_;  // one that has no room in the table
  std::array<std::pair<PackedTag, Symbol>, 256> tags_{};
};

/// Why a segment could not be read.
struct SegmentFlaw {
  std::string_view reason;
  std::string detail;
};

/// Walks over the segments of a text that is UTF-8 and puts them into a tree. Line ends between
/// segments are skipped; those within a segment (files are wrapped at 80 columns, in the middle of
/// words and numbers) are left out, unless a line end is the terminator. One look at each byte.
/// @source ISO 9735-1:2002 §7, §8; ASC X12.5, X12.6
class SegmentCursor {
 public:
  explicit SegmentCursor(const EdiLimits& limits) : limits_(limits) { use({}); }

  void start(std::string_view text);
  /// From here on, in later texts too.
  void use(const Separators& separators);

  /// Goes to the next segment; false at the end of the text.
  bool find();
  /// From the segment on.
  std::string_view rest() const { return text_.substr(pos_); }
  void advance(std::size_t bytes) { pos_ += bytes; }
  /// Of the segment ahead; 0 when what stands there is no tag.
  PackedTag tag() const { return tag_; }
  /// Number in the file of the segment ahead, from 1; UNA is none.
  std::uint32_t number() const { return segments_ + 1; }

  /// Puts the segment into the tree, below the element that is open, and goes past it. After a
  /// flaw the tree holds a part of it.
  std::optional<SegmentFlaw> write(Tree& tree, EdiSymbols& symbols);
  /// Goes past the segment.
  void skip();
  /// The segment written or skipped last, without its terminator.
  std::string_view raw() const { return raw_; }
  /// Whether the text ended before the last segment's terminator.
  bool was_cut_off() const { return cut_off_; }

  /// The first component of a data element of a raw segment, from 1; empty without one.
  std::string element_of(std::string_view raw, std::uint32_t element) const;
  /// The same of the segment ahead.
  std::string element_ahead(std::uint32_t element) const { return element_of(rest(), element); }

 private:
  // What a byte means; the order matters: up to kTerminator they end a part.
  enum Kind : std::uint8_t {
    kElement,
    kComponent,
    kRepetition,
    kTerminator,
    kRelease,
    kLineEnd,
    kControl,
    kPlain,
  };
  static constexpr std::size_t kBlock = 64;
  static constexpr std::size_t kNoBlock = 0 - kBlock;
  struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    Kind ended_by = kTerminator;
    std::uint32_t within = 0;  // a bit for each kind of what is not plain in it
  };

  Kind kind_of(char c) const { return kinds_[static_cast<unsigned char>(c)]; }
  bool is_between(char c) const;
  bool read_whole_tag();
  void read_any_tag();
  std::string_view keep_tag(Tree& tree) const;
  std::size_t next_special(std::size_t from);
  std::size_t next_special_block(std::size_t from);
  Part part_at(std::size_t begin);
  Part further_part(std::size_t begin, std::size_t end);
  std::string rewritten(std::string_view raw) const;
  std::string_view text_of(const Part& part) const {
    return core::trim({text_.data() + part.begin, part.end - part.begin});
  }
  std::string_view rewritten_text(std::string_view raw, std::uint32_t within, Tree& tree) const;
  static constexpr std::uint32_t bit(Kind kind) { return 1U << kind; }
  bool has_flaw(const Part& part, std::uint32_t parts) const {
    return (part.within & bit(kControl)) != 0 ||
           part.end - part.begin > limits_.element_bytes_max ||
           parts > limits_.parts_per_segment_max;
  }
  SegmentFlaw flaw_of(std::size_t bytes, std::uint32_t parts) const;
  void finish(std::size_t begin, std::size_t end);

  const EdiLimits& limits_;
  std::string_view text_;
  std::array<Kind, 256> kinds_{};
  Separators separators_;
  std::size_t block_ = kNoBlock;  // where the block starts of which the specials are known
  std::uint64_t specials_ = 0;    // a bit for each of its bytes that may be other than plain
  std::size_t pos_ = 0;
  std::size_t tag_end_ = 0;
  PackedTag tag_ = 0;
  bool tag_is_wrapped_ = false;
  std::uint32_t segments_ = 0;
  std::string_view raw_;
  bool cut_off_ = false;
};

}  // namespace procured::reader
