#include "connectors/reader/edi_syntax.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/reader/reasons.h"
#include "core/text.h"

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

/// A text is rarely surrounded by blanks: one look at both ends settles that.
std::string_view trimmed(std::string_view text) {
  if (text.empty()) return text;
  const auto first = static_cast<unsigned char>(text.front());
  const auto last = static_cast<unsigned char>(text.back());
  const bool maybe_blank = first <= ' ' || first == 0xC2 || last <= ' ' || last == 0xA0;
  return maybe_blank ? core::trim(text) : text;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

std::string_view position_name(std::uint32_t number) {
  const std::size_t size = number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;
  return {kPositionTexts.data() + number * 4UL, size};
}

EdiSymbols::EdiSymbols(const Names& names) : names_(names) {
  for (std::uint32_t i = 0; i < positions_.size(); ++i)
    positions_[i] = {position_name(i), of(position_name(i))};
}

Symbol EdiSymbols::of_tag(PackedTag packed, std::string_view tag) {
  auto& slot = tags_[(packed * 0x9E3779B1U) >> 24U];
  if (slot.first != packed) slot = {packed, of(tag)};
  return slot.second;
}

void SegmentCursor::start(std::string_view text) {
  text_ = text;
  pos_ = 0;
  segments_ = 0;
  tag_ = 0;
  raw_ = {};
  cut_off_ = false;
}

void SegmentCursor::use(const Separators& separators) {
  separators_ = separators;
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
  // A terminator doubled by mistake is no segment.
  while (pos_ < text_.size() && kind_of(text_[pos_]) != kElement &&
         (is_blank(text_[pos_]) || kind_of(text_[pos_]) == kTerminator)) {
    ++pos_;
  }
  if (pos_ >= text_.size()) return false;
  read_tag();
  return true;
}

void SegmentCursor::read_tag() {
  if (read_whole_tag()) return;
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

/// Reads a tag in which nothing stands but its letters and digits, which separate nothing.
bool SegmentCursor::read_whole_tag() {
  for (const std::size_t size : {3U, 2U}) {
    if (text_.size() - pos_ <= size) continue;
    const auto kind = kind_of(text_[pos_ + size]);
    if (kind != kElement && kind != kTerminator) continue;
    tag_ = pack_tag(text_.substr(pos_, size));
    if (tag_ == 0) continue;
    tag_end_ = pos_ + size;
    tag_is_wrapped_ = false;
    return true;
  }
  return false;
}

std::string_view SegmentCursor::keep_tag(Tree& tree) const {
  const auto tag = text_.substr(pos_, tag_end_ - pos_);
  return tag_is_wrapped_ ? tree.keep(rewritten(tag)) : tag;
}

/// The part that starts at `begin`, up to the separator after it.
[[gnu::always_inline]] inline SegmentCursor::Part SegmentCursor::part_at(std::size_t begin) const {
  Part part;
  part.begin = begin;
  const char* const text = text_.data();
  const auto size = text_.size();
  auto at = begin;
  for (;;) {
    while (at < size && kind_of(text[at]) == kPlain) ++at;
    if (at >= size) break;
    const auto kind = kind_of(text[at]);
    if (kind <= kTerminator) {
      part.ended_by = kind;
      break;
    }
    part.within |= bit(kind);
    at += kind == kRelease ? 2 : 1;
  }
  part.end = std::min(at, size);
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
      if (next >= kElement && next <= kRelease) {
        text += raw[++i];
        continue;
      }
    }
    if (kind != kLineEnd) text += raw[i];
  }
  return text;
}

inline std::string_view SegmentCursor::text_of(const Part& part, Tree& tree) const {
  const auto raw = trimmed(text_.substr(part.begin, part.end - part.begin));
  const bool rewrite = (part.within & (bit(kRelease) | bit(kLineEnd))) != 0;
  return !rewrite || raw.empty() ? raw : tree.keep(rewritten(raw));
}

SegmentFlaw SegmentCursor::flaw_of(const Part& part, std::uint32_t parts) const {
  if (part.end - part.begin > limits_.element_bytes_max) {
    return {reason::kTooLarge,
            fmt::format("an element of more than {} bytes", limits_.element_bytes_max)};
  }
  if (parts > limits_.parts_per_segment_max) {
    return {reason::kTooLarge,
            fmt::format("more than {} elements in a segment", limits_.parts_per_segment_max)};
  }
  return {reason::kNotWellFormed, "a control character that no text may hold"};
}

/// Goes past the segment whose last part read is `last`.
void SegmentCursor::finish(std::size_t begin, const Part& last) {
  auto part = last;
  while (part.ended_by != kTerminator) part = part_at(part.end + 1);
  raw_ = text_.substr(begin, part.end - begin);
  cut_off_ = part.end >= text_.size();
  pos_ = std::min(part.end + 1, text_.size());
  ++segments_;
}

void SegmentCursor::skip() { finish(pos_, part_at(pos_)); }

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
  std::optional<SegmentFlaw> flaw;
  std::uint32_t parts = 0;
  std::uint32_t element = 0;
  std::uint32_t component = 1;
  auto node = kNoNode;  // of the data element
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
      flaw = flaw_of(part, parts);
      break;
    }
    const auto text = text_of(part, tree);
    if (text.empty()) continue;
    if (node == kNoNode) {
      const auto position = symbols.position(element);
      node = tree.leaf(position.name, position.symbol, component == 1 ? text : std::string_view());
      if (component == 1) continue;
    }
    const auto position = symbols.position(component);
    tree.leaf_below(node, position.name, position.symbol, text);
  }
  tree.close();
  finish(begin, part);
  return flaw;
}

std::string SegmentCursor::element_of(std::string_view raw, std::uint32_t element) const {
  std::uint32_t at_element = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= raw.size(); ++i) {
    const auto kind = i < raw.size() ? kind_of(raw[i]) : kTerminator;
    if (kind == kPlain || kind >= kLineEnd) continue;
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
