#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.h"
#include "bi/rows.h"

namespace procured::sqlite {

/// The WHERE clause of a query that a reader narrows down: conditions joined by AND, their values
/// bound in order.
class Conditions {
 public:
  /// `sql` holds one '?' for each value.
  Conditions& add(std::string_view sql, std::initializer_list<std::string_view> values);
  /// Left out when the value is empty.
  Conditions& add_if_set(std::string_view sql, std::string_view value);
  /// `column` is the unit or one of its descendants in the current tree; left out without a unit.
  Conditions& add_unit(std::string_view column, const bi::Filter& filter);
  /// `column` lies within the months of the filter.
  Conditions& add_months(std::string_view column, const bi::Filter& filter);

  /// " WHERE …"
  std::string where() const;
  /// Prepares `sql` and binds the values.
  Statement& bound(Database& database, const std::string& sql) const;

 private:
  std::string sql_;
  std::vector<std::string> values_;
};

}  // namespace procured::sqlite
