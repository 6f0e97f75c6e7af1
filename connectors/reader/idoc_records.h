#pragma once

#include <cstdint>
#include <string_view>

namespace procured::reader {

/// The first `count` characters of UTF-8 text, taken off its front.
std::string_view take_characters(std::string_view& text, std::size_t count);

/// Records of a flat IDoc file: its lines, or in a file without line ends 524 characters of each
/// control record and 1063 of each data record.
class IdocRecords {
 public:
  explicit IdocRecords(std::string_view text);

  /// The next record that is not blank, without blanks at its end; false at the end of the file.
  bool next(std::string_view& record);
  /// Of the last record, from 1.
  std::uint64_t line() const { return line_; }
  /// True when the file ends with the last record, without a line end.
  bool ends_abruptly() const { return text_.empty() && abrupt_; }

 private:
  std::string_view text_;
  bool lines_ = false;
  bool abrupt_ = false;
  std::uint64_t line_ = 0;
};

/// The head of a data record.
struct SegmentHead {
  std::string_view name;  ///< Of the segment's definition.
  std::uint32_t number = 0;
  std::uint32_t parent = 0;  ///< 0: none given.
  std::uint32_t level = 0;   ///< 0: none given.
  bool valid = false;        ///< Has a name and numbers where numbers must be.
};

/// Takes the head off the front of a data record. @source SAP structure EDI_DD40
SegmentHead take_head(std::string_view& record);

}  // namespace procured::reader
