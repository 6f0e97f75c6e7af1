#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/zip_parts.h"
#include "core/result.h"

namespace procured::reader {

/// The shared strings of a workbook, one behind the other.
class SharedTexts {
 public:
  /// A part of so many bytes is about to be read.
  void reserve(std::size_t part_bytes);
  /// Adds to the text that is being read; false when that is more than any part has.
  bool append(std::string_view piece);
  void end_text() { ends_.push_back(static_cast<std::uint32_t>(bytes_.size())); }
  /// Empty when there is no such text.
  std::string_view text(std::size_t number) const;

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};

/// What cells mean in one workbook.
struct CellMeanings {
  SharedTexts texts;
  std::vector<bool> dates;  ///< By style: cells show a date.
  bool from_1904 = false;
};

/// A sheet as CSV, whose rows are made as they are read: see XlsxReader. @thread one at a time
class SheetText {
 public:
  /// Of one piece, and a row more.
  static constexpr std::size_t kPieceBytes = 64 * 1024;
  static constexpr std::size_t kRowBytesMax = 4 * 1024 * 1024;
  static constexpr std::size_t kTextBytesMax = 64UL * 1024 * 1024;  ///< Of all.
  static constexpr std::size_t kColumnsMax = 1024;
  static constexpr int kRowsMax = 1'048'576;

  /// `meanings` and the archive outlive it.
  SheetText(core::Result<ZipPart> part, std::string name, const CellMeanings& meanings);
  SheetText(SheetText&&) noexcept;
  SheetText& operator=(SheetText&&) noexcept;
  ~SheetText();

  /// The next rows, whole lines of which one is not blank; they live until the next are asked for.
  /// Empty at the end, and after an error.
  std::string_view next();
  /// @errors not_well_formed, too_large and others of XmlEvents; place is the part, or "row n"
  const std::optional<core::Error>& error() const { return error_; }

 private:
  class Rows;
  std::unique_ptr<Rows> rows_;
  std::optional<core::Error> error_;
};

}  // namespace procured::reader
