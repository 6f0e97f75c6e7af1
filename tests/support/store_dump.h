#pragma once

#include <string>
#include <vector>

#include "adapters/sqlite/database.h"

namespace procured::support {

/// One answer of a query: its columns joined by '|', its rows by line ends; NULL is "-".
inline std::string rows_of(sqlite::Database& database, const std::string& sql, int columns) {
  std::string text;
  auto& query = database.prepared(sql);
  while (query.step()) {
    for (int column = 0; column < columns; ++column) {
      if (column > 0) text += '|';
      text += query.is_null(column) ? "-" : query.text(column);
    }
    text += '\n';
  }
  return text;
}

/// Everything in a store but the time of its last commit and the calendar, in the order of the
/// keys: equal text, equal stores.
inline std::string dump_store(const std::string& path) {
  sqlite::Database database(path, sqlite::Database::Mode::kReadOnly);
  std::vector<std::string> tables;
  auto& names = database.prepared(
      "SELECT name FROM sqlite_master WHERE type = 'table'"
      " AND name NOT IN ('store_update', 'dim_date') ORDER BY name");
  while (names.step()) tables.push_back(names.text(0));
  std::string text;
  for (const auto& table : tables) {
    auto& info = database.prepared("SELECT count(*) FROM pragma_table_info(?)");
    info.bind(sqlite::Key{table});
    info.step();
    const auto columns = static_cast<int>(info.integer(0));
    info.rewind();
    std::string order = "1";
    for (int column = 2; column <= columns; ++column) order += ", " + std::to_string(column);
    text +=
        table + "\n" + rows_of(database, "SELECT * FROM " + table + " ORDER BY " + order, columns);
  }
  return text;
}

}  // namespace procured::support
