#pragma once

#include <string>
#include <string_view>

namespace procured::reader {

/// True for the built-in number formats of ISO/IEC 29500 (18.8.30) that show a day.
bool is_date_format(int id);
/// True for a format code that shows a day: it has y or d outside of quotes, brackets and escapes.
bool is_date_format(std::string_view code);

/// The day of a serial number, "2026-01-31", with its time of day behind a T where it has one. Of
/// the system of 1900, in which day 60 is a 29 February that there never was; or of 1904. A text
/// that is no serial number stays as it is.
std::string date_text(std::string_view serial, bool from_1904);

/// A number as a plain decimal of at most 15 significant digits and ten decimals, for a spreadsheet
/// computes: "39.899999999999999" is 39.9, "1E-3" is 0.001 and a third of 100 is 33.3333333333. A
/// text that is no number stays as it is.
std::string number_text(std::string_view written);

}  // namespace procured::reader
