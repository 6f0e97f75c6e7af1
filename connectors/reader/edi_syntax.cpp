#include "connectors/reader/edi_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "connectors/reader/byte_search.h"
#include "connectors/reader/reasons.h"

namespace procured::reader {
namespace {

constexpr std::size_t kPositions = 10'000;

/// "0" to "9999", one after the other in cells of four bytes.
constexpr auto kPositionTexts = [] {
  std::array<char, kPositions * 4> texts{};
  for (std::size_t number = 0; number < kPositions; ++number) {
    std::size_t size = number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;
    for (auto rest = number; size > 0; rest /= 10)
      texts[number * 4 + --size] = static_cast<char>('0' + rest % 10);
  }
  return texts;
}();

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

std::string_view position_name(std::uint32_t number) {
  const std::size_t size = number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;
  return {kPositionTexts.data() + number * 4UL, size};
}

const EdiSymbols::Position& EdiSymbols::learn_position(std::uint32_t number) {
  const auto learnt = [&](std::uint32_t of_number) {
    return Position{position_name(of_number), of(position_name(of_number))};
  };
  if (number >= positions_.size()) return far_position_ = learnt(number);
  for (; positions_known_ <= number; ++positions_known_)
    positions_[positions_known_] = learnt(positions_known_);
  return positions_[number];
}

Symbol EdiSymbols::of_tag(PackedTag packed, std::string_view tag) {
  auto& slot = tags_[(packed * 0x9E3779B1U) >> 24U];
  if (slot.first != packed) slot = {packed, of(tag)};
  return slot.second;
}

void SegmentCursor::start(std::string_view text) {
  text_ = text;
  block_ = kNoBlock;
  pos_ = 0;
  segments_ = 0;
  tag_ = 0;
  raw_ = {};
  cut_off_ = false;
}

void SegmentCursor::use(const Separators& separators) {
  separators_ = separators;
  block_ = kNoBlock;
  static constexpr auto kWithoutSeparators = [] {
    std::array<Kind, 256> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c)
      kinds[c] = (c < 0x20 && c != '\t') || c == 0x7F ? kControl : kPlain;
    kinds['\r'] = kLineEnd;
    kinds['\n'] = kLineEnd;
    return kinds;
  }();
  kinds_ = kWithoutSeparators;
  const auto set = [&](char c, Kind kind) {
    if (c != '\0') kinds_[static_cast<unsigned char>(c)] = kind;
  };
  set(separators.release, kRelease);
  set(separators.repetition, kRepetition);
  set(separators.component, kComponent);
  set(separators.element, kElement);
  set(separators.terminator, kTerminator);
}

bool SegmentCursor::find() {
  while (pos_ < text_.size() && is_between(text_[pos_])) ++pos_;
  if (pos_ >= text_.size()) return false;
  if (!read_whole_tag()) read_any_tag();
  return true;
}

/// What stands before a segment and belongs to none: blanks, and a terminator doubled by mistake.
inline bool SegmentCursor::is_between(char c) const {
  const auto kind = kind_of(c);
  if (kind == kPlain && c > ' ') return false;
  return kind == kTerminator || (kind != kElement && is_blank(c));
}

/// Reads a tag in which nothing stands but its letters and digits, which separate nothing.
inline bool SegmentCursor::read_whole_tag() {
  const auto ends_at = [&](std::size_t size) {
    if (text_.size() - pos_ <= size) return false;
    const auto kind = kind_of(text_[pos_ + size]);
    return kind == kElement || kind == kTerminator;
  };
  const std::size_t size = ends_at(2) ? 2 : 3;
  if (size == 3 && !ends_at(3)) return false;
  tag_ = pack_tag({text_.data() + pos_, size});
  tag_end_ = pos_ + size;
  tag_is_wrapped_ = false;
  return tag_ != 0;
}

/// The same with line ends in it, and of what may be none.
void SegmentCursor::read_any_tag() {
  std::array<char, 4> tag{};
  std::size_t size = 0;
  auto at = pos_;
  for (; at < text_.size() && size < tag.size(); ++at) {
    const auto kind = kind_of(text_[at]);
    if (kind == kLineEnd) continue;
    if (kind != kPlain) break;
    tag[size++] = text_[at];
  }
  const bool ends =
      at >= text_.size() || kind_of(text_[at]) == kElement || kind_of(text_[at]) == kTerminator;
  tag_ = ends ? pack_tag({tag.data(), size}) : 0;
  tag_end_ = at;
  tag_is_wrapped_ = at - pos_ != size;
}

inline std::string_view SegmentCursor::keep_tag(Tree& tree) const {
  const std::string_view tag(text_.data() + pos_, tag_end_ - pos_);
  return tag_is_wrapped_ ? tree.keep(rewritten(tag)) : tag;
}

/// Goes on to the block that holds the next byte that may be other than plain.
std::size_t SegmentCursor::next_special_block(std::size_t from) {
  const auto all = [](char c) { return Bytes{} + static_cast<unsigned char>(c); };
  const auto element = all(separators_.element);
  const auto component = all(separators_.component);
  const auto repetition = all(separators_.repetition);
  const auto release = all(separators_.release);
  const auto terminator = all(separators_.terminator);
  if (from - block_ < kBlock) from = block_ + kBlock;
  for (; from < text_.size(); from += kBlock) {
    std::array<char, kBlock> last{};
    const char* block = text_.data() + from;
    const auto left = text_.size() - from;
    if (left < kBlock) {
      std::memcpy(last.data(), block, left);
      block = last.data();
    }
    specials_ = 0;
    for (std::size_t at = 0; at < kBlock; at += sizeof(Bytes)) {
      const auto b = bytes_at(block + at);
      specials_ |= bits_of((b == element) | (b == component) | (b == repetition) | (b == release) |
                           (b == terminator) | (b < 0x20) | (b == 0x7F))
                   << at;
    }
    if (left < kBlock) specials_ &= (std::uint64_t{1} << left) - 1;
    block_ = from;
    if (specials_ != 0) return from + static_cast<std::size_t>(std::countr_zero(specials_));
  }
  return text_.size();
}

/// The first byte from there on that may be other than plain, or the text's end.
inline std::size_t SegmentCursor::next_special(std::size_t from) {
  const auto within = from - block_;
  const auto ahead = within < kBlock ? specials_ >> within : 0;
  if (ahead != 0) return from + static_cast<std::size_t>(std::countr_zero(ahead));
  return next_special_block(from);
}

/// The part that starts at `begin`, up to the separator after it.
inline SegmentCursor::Part SegmentCursor::part_at(std::size_t begin) {
  const auto end = next_special(begin);
  const auto kind = end < text_.size() ? kind_of(text_[end]) : kTerminator;
  if (kind > kTerminator) return further_part(begin, end);
  return {begin, end, kind};
}

/// The same, where what stands at `end` does not separate.
SegmentCursor::Part SegmentCursor::further_part(std::size_t begin, std::size_t end) {
  Part part{begin, end};
  while (part.end < text_.size()) {
    const auto kind = kind_of(text_[part.end]);
    if (kind <= kTerminator) {
      part.ended_by = kind;
      break;
    }
    part.within |= bit(kind);
    part.end = next_special(part.end + (kind == kRelease ? 2 : 1));
  }
  return part;
}

/// Without release characters and line ends. A release character before a plain one is a text's own
/// question mark that nobody escaped.
std::string SegmentCursor::rewritten(std::string_view raw) const {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    auto kind = kind_of(raw[i]);
    if (kind == kRelease && i + 1 < raw.size()) {
      const auto next = kind_of(raw[i + 1]);
      if (next <= kRelease) {
        text += raw[++i];
        continue;
      }
    }
    if (kind != kLineEnd) text += raw[i];
  }
  return text;
}

/// What a text that is not plain says.
std::string_view SegmentCursor::rewritten_text(std::string_view raw, std::uint32_t within,
                                               Tree& tree) const {
  const bool rewrite = (within & (bit(kRelease) | bit(kLineEnd))) != 0;
  return rewrite && !raw.empty() ? tree.keep(rewritten(raw)) : raw;
}

SegmentFlaw SegmentCursor::flaw_of(std::size_t bytes, std::uint32_t parts) const {
  if (bytes > limits_.element_bytes_max) {
    return {reason::kTooLarge,
            fmt::format("an element of more than {} bytes", limits_.element_bytes_max)};
  }
  if (parts > limits_.parts_per_segment_max) {
    return {reason::kTooLarge,
            fmt::format("more than {} elements in a segment", limits_.parts_per_segment_max)};
  }
  return {reason::kNotWellFormed, "a control character that no text may hold"};
}

/// Goes past the segment, which ends there.
inline void SegmentCursor::finish(std::size_t begin, std::size_t end) {
  raw_ = {text_.data() + begin, end - begin};
  cut_off_ = end >= text_.size();
  pos_ = std::min(end + 1, text_.size());
  ++segments_;
}

void SegmentCursor::skip() {
  auto part = part_at(pos_);
  while (part.ended_by != kTerminator) part = part_at(part.end + 1);
  finish(pos_, part.end);
}

std::optional<SegmentFlaw> SegmentCursor::write(Tree& tree, EdiSymbols& symbols) {
  const auto begin = pos_;
  if (tag_ == 0) {
    skip();
    return SegmentFlaw{reason::kNotWellFormed,
                       "a segment without a tag of two or three characters"};
  }
  const auto tag = keep_tag(tree);
  tree.open(tag, symbols.of_tag(tag_, tag));
  Part part{begin, tag_end_, tag_end_ < text_.size() ? kind_of(text_[tag_end_]) : kTerminator};
  std::uint32_t parts = 0;
  std::uint32_t element = 0;
  std::uint32_t component = 1;
  auto node = kNoNode;  // of the data element
  const auto leaf = [&](const EdiSymbols::Position& at, std::string_view text) {
    return tree.leaf(at.name, at.symbol, text);
  };
  while (part.ended_by != kTerminator) {
    if (part.ended_by == kComponent) {
      ++component;
    } else {
      node = kNoNode;
      component = 1;
      if (part.ended_by == kElement) ++element;
    }
    part = part_at(part.end + 1);
    if (has_flaw(part, ++parts)) {
      tree.close();
      skip();
      return flaw_of(part.end - part.begin, parts);
    }
    auto text = text_of(part);
    if (part.within != 0) text = rewritten_text(text, part.within, tree);
    if (text.empty()) continue;
    if (component == 1) {
      node = leaf(symbols.position(element), text);
      continue;
    }
    if (node == kNoNode) node = leaf(symbols.position(element), {});
    const auto& position = symbols.position(component);
    tree.leaf_below(node, position.name, position.symbol, text);
  }
  tree.close();
  finish(begin, part.end);
  return std::nullopt;
}

std::string SegmentCursor::element_of(std::string_view raw, std::uint32_t element) const {
  std::uint32_t at_element = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= raw.size(); ++i) {
    const auto kind = i < raw.size() ? kind_of(raw[i]) : kTerminator;
    if (kind >= kLineEnd) continue;
    if (kind == kRelease) {
      ++i;
      continue;
    }
    if (at_element == element)
      return rewritten(core::trim(raw.substr(begin, std::min(i, raw.size()) - begin)));
    if (kind == kTerminator) break;
    if (kind == kElement && ++at_element > element) break;
    if (kind == kElement) begin = i + 1;
  }
  return {};
}

}  // namespace procured::reader
