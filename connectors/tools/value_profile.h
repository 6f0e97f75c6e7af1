#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/program/values.h"
#include "core/date.h"
#include "core/decimal.h"

namespace procured::tools {

/// Something about the values of a field that a person should look at.
struct Oddity {
  std::string what;
  std::uint64_t count = 0;
  std::string example;
};

/// What the values of one field are like. Memory is bounded: distinct values beyond kDistinctMax
/// are counted and not kept.
class ValueProfile {
 public:
  static constexpr std::size_t kDistinctMax = 10'000;

  /// `today` tells which dates lie ahead.
  ValueProfile(mapping::ValueType type, bool may_lie_ahead, core::Date today)
      : type_(type), may_lie_ahead_(may_lie_ahead), today_(today) {}

  void add(std::string_view value);

  std::uint64_t count() const { return count_; }
  std::size_t distinct() const { return values_.size(); }
  /// There are more than are kept.
  bool has_more() const { return more_ > 0; }
  /// The most frequent values, the first of equals by the alphabet.
  std::vector<std::pair<std::string, std::uint64_t>> most_frequent(std::size_t count) const;
  /// Least and greatest of dates and decimals; empty for texts.
  std::string least() const;
  std::string greatest() const;
  std::vector<Oddity> oddities() const;

 private:
  void add_text_oddities(std::vector<Oddity>& found) const;
  void add_spelling_oddities(std::vector<Oddity>& found) const;
  void add_shape_oddities(std::vector<Oddity>& found) const;
  void add_length_oddities(std::vector<Oddity>& found) const;
  void add_date_oddities(std::vector<Oddity>& found) const;
  void add_number_oddities(std::vector<Oddity>& found) const;

  mapping::ValueType type_;
  bool may_lie_ahead_;
  core::Date today_;
  std::uint64_t count_ = 0;
  std::uint64_t more_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> values_;
};

/// The form of a text: runs of digits become 9, of letters A; everything else stays. "INV-2026/17"
/// is "A-9/9".
std::string shape_of(std::string_view text);

}  // namespace procured::tools
