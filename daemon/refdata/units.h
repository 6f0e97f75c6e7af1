#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "procured/v1/reference.pb.h"

namespace procured::refdata {

/// The organisation units of one buyer, effective-dated. @thread the worker that owns the
/// partition.
class UnitBook {
 public:
  /// Sets or (with nullptr) removes the row of a register key.
  void set(const std::string& key, const v1::Unit* row);

  /// The unit that a reference names on a date: compared exactly with the references of the row
  /// that holds then; of two units the one with the later valid_from, then the smaller id
  /// (definitions §3).
  std::optional<std::string> by_reference(std::string_view reference, const core::Date& date) const;

  /// The unit itself and its ancestors in the tree of that date, nearest first. A parent that is
  /// not valid on the date ends the line.
  std::vector<std::string> with_ancestors(std::string_view unit_id, const core::Date& date) const;

  /// True when any row of any date has the id.
  bool knows(std::string_view unit_id) const;

 private:
  struct Row {
    v1::Unit content;
    core::DateRange valid;
  };
  const Row* on_date(std::string_view unit_id, const core::Date& date) const;

  std::map<std::string, Row, std::less<>> rows_;
  std::map<std::string, std::map<core::Date, std::string>, std::less<>>
      periods_;  // unit → valid_from → key
  std::map<std::string, std::multiset<std::string>, std::less<>> units_of_;  // reference → units
};

}  // namespace procured::refdata
