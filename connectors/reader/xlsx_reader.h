#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/xlsx_sheet.h"
#include "connectors/reader/zip_parts.h"
#include "core/result.h"

namespace procured::reader {

inline constexpr std::string_view kWorkbookPart = "xl/workbook.xml";

/// A sheet of a spreadsheet in Office Open XML (ISO/IEC 29500, .xlsx) as a table: one line of CSV
/// per row of the sheet (also of blank ones, so that a line's number is the row's), commas between
/// cells, texts in quotes. Numbers are plain decimals of at most 15 digits, which is what a
/// spreadsheet keeps; cells whose format shows a date are ISO dates, by the workbook's system of
/// 1900 or 1904. Formulas are what they were last computed to.
///
/// Parts are unpacked and read at once; held are the workbook's shared strings, and some rows.
/// orcus was looked at instead: it unpacks whole parts and interns all texts without a limit that a
/// caller could set. @thread one at a time
class XlsxReader {
 public:
  static constexpr std::size_t kNamedMax = 10'000;    ///< Sheets; parts that one names.
  static constexpr std::size_t kNameBytesMax = 255;   ///< Of each.
  static constexpr std::size_t kFormatsMax = 65'536;  ///< Of numbers.

  /// `bytes` outlives the reader. @errors not_well_formed, too_large
  static core::Result<XlsxReader> open(std::string_view bytes);

  /// Names of the sheets, in the workbook's order; at least one.
  const std::vector<std::string>& sheets() const { return sheets_; }
  /// A sheet from its start. The reader stays where it is meanwhile.
  SheetText text(std::size_t sheet) const;

 private:
  explicit XlsxReader(ZipParts parts) : parts_(std::move(parts)) {}
  core::Result<void> read_workbook();
  core::Result<void> read_texts(const std::string& part);
  core::Result<void> read_styles(const std::string& part);

  ZipParts parts_;
  std::vector<std::string> sheets_;
  std::vector<std::string> targets_;  // part of each sheet
  CellMeanings meanings_;
};

}  // namespace procured::reader
