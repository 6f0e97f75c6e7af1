#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace procured::mapping {

/// How a source writes a day: YYYY, YY, MM, DD, hh, mm and ss stand for digits, everything else for
/// itself. MMM is a month's English abbreviation in any case, and a single M or D one or two
/// digits. Behind a time of day a fraction and a zone may follow, and what stands behind a "T" may
/// be left out; the day is kept as it is written, never shifted. "/Date(ms)/" is OData V2's:
/// milliseconds since 1970 in UTC. "serial" is the number of a day that spreadsheets count: 25569
/// is 1970-01-01; read are those from 1954 to 2119.
///
///     YYYY-MM-DD   DD.MM.YYYY   YYYYMMDD   YYYY-MM-DDThh:mm:ss   YYMMDD   YYYYMMDDhhmm   D-MMM-YY
class DateForm {
 public:
  /// Nullopt when the text has not one year, one month and one day.
  static std::optional<DateForm> parse(std::string_view text);

  /// The day that a text of this form names; nullopt when it is none.
  std::optional<core::Date> read(std::string_view text) const;
  const std::string& text() const { return text_; }

 private:
  enum class Kind { kLetters, kOData, kSerial };
  /// Letters that stand for digits or a month's name, or a character that stands for itself.
  struct Part {
    char letter = 0;
    std::size_t count = 0;  ///< 0: it stands for itself.
  };

  explicit DateForm(std::string_view text) : text_(text) {}

  std::string text_;
  Kind kind_ = Kind::kLetters;
  std::vector<Part> parts_;
  bool has_time_ = false;
};

/// The day by the first form that fits; ISO 8601 with a zone or without when there are none.
std::optional<core::Date> read_date(const std::vector<DateForm>& forms, std::string_view text);

/// An instant in UTC with the source's own fraction of a second, so that instants compare as text.
std::optional<std::string> instant_in_utc(std::string_view text);

}  // namespace procured::mapping
