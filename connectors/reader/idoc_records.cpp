#include "connectors/reader/idoc_records.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "core/text.h"

namespace procured::reader {
namespace {

constexpr std::size_t kControlCharacters = 524;
constexpr std::size_t kDataCharacters = 1063;

bool is_ascii(std::string_view text) {
  std::uint64_t high = 0;
  for (; text.size() >= sizeof high; text.remove_prefix(sizeof high)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    high |= word;
  }
  for (const char c : text) high |= static_cast<unsigned char>(c);
  return (high & 0x8080808080808080ULL) == 0;
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::string_view without_blanks_at_end(std::string_view text) {
  const auto last = text.find_last_not_of(" \r\n");
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

/// Blank is 0.
std::optional<std::uint32_t> number_of(std::string_view field) {
  field = core::trim(field);
  std::uint32_t number = 0;
  if (field.empty()) return number;
  const auto* const end = field.data() + field.size();
  const auto parsed = std::from_chars(field.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

std::string_view take_characters(std::string_view& text, std::size_t count) {
  std::size_t end = 0;
  if (is_ascii(text.substr(0, count))) {
    end = std::min(count, text.size());
    count = 0;
  }
  for (; count > 0 && end < text.size(); --count) {
    do {
      ++end;
    } while (end < text.size() && !starts_character(text[end]));
  }
  const auto taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

IdocRecords::IdocRecords(std::string_view text) : text_(text) {
  lines_ = without_blanks_at_end(text).find_first_of("\r\n") != std::string_view::npos;
}

bool IdocRecords::next(std::string_view& record) {
  while (!text_.empty()) {
    ++line_;
    if (lines_) {
      const auto end = text_.find_first_of("\r\n");
      abrupt_ = end == std::string_view::npos;
      record = text_.substr(0, end);
      text_.remove_prefix(record.size());
      if (text_.starts_with("\r\n")) text_.remove_prefix(1);
      if (!text_.empty()) text_.remove_prefix(1);
    } else {
      record = take_characters(text_,
                               text_.starts_with("EDI_DC") ? kControlCharacters : kDataCharacters);
      abrupt_ = true;
    }
    record = without_blanks_at_end(record);
    if (!record.empty()) return true;
  }
  return false;
}

SegmentHead take_head(std::string_view& record) {
  SegmentHead head;
  head.name = core::trim(take_characters(record, 30));
  take_characters(record, 3 + 16);  // client and IDoc number, as in the control record
  const auto number = number_of(take_characters(record, 6));
  const auto parent = number_of(take_characters(record, 6));
  const auto level = number_of(take_characters(record, 2));
  if (!number || !parent || !level) return head;
  head.number = *number;
  head.parent = *parent;
  head.level = *level;
  head.valid = !head.name.empty() && *number > 0;
  return head;
}

}  // namespace procured::reader
