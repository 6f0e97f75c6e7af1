#include "adapters/sqlite/conditions.h"

namespace procured::sqlite {

Conditions& Conditions::add(std::string_view sql, std::initializer_list<std::string_view> values) {
  sql_ += sql_.empty() ? " WHERE " : " AND ";
  sql_ += sql;
  for (const auto value : values) values_.emplace_back(value);
  return *this;
}

Conditions& Conditions::add_if_set(std::string_view sql, std::string_view value) {
  return value.empty() ? *this : add(sql, {value});
}

Conditions& Conditions::add_unit(std::string_view column, const bi::Filter& filter) {
  if (filter.unit.empty()) return *this;
  // UNION drops what is there already, so a parent that is its own descendant ends the walk.
  const std::string sql = std::string(column) +
                          " IN (WITH RECURSIVE below (id) AS (VALUES (?) UNION SELECT unit.unit_id"
                          " FROM dim_unit_current AS unit JOIN below ON unit.parent_id = below.id"
                          " WHERE unit.buyer_id = ?) SELECT id FROM below)";
  return add(sql, {filter.unit, filter.buyer});
}

Conditions& Conditions::add_months(std::string_view column, const bi::Filter& filter) {
  add_if_set(std::string(column) + " >= ?", filter.from);
  return add_if_set(std::string(column) + " <= ?", filter.to);
}

std::string Conditions::where() const { return sql_; }

Statement& Conditions::bound(Database& database, const std::string& sql) const {
  auto& statement = database.prepared(sql);
  for (const auto& value : values_) statement.bind(Key{value});
  return statement;
}

}  // namespace procured::sqlite
