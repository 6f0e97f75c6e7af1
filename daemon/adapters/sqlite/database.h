#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/decimal.h"
#include "core/result.h"

namespace procured::sqlite {

/// A failed SQLite call. Lives within this room only: public functions turn it into an Error
/// (`guarded`).
struct Failure : std::runtime_error {
  Failure(core::Category kind, const std::string& what)
      : std::runtime_error(what), category(kind) {}
  core::Category category;
};

/// Bound as text even when it is empty: parts of keys. Plain text that is empty is bound as NULL
/// (absent).
struct Key {
  std::string_view text;
};

/// Bound as two parameters: the canonical decimal, and the same in ten-thousandths as an integer
/// where it fits exactly, for tools that know no `decimal_sum`.
struct Money {
  std::string_view text;
};

struct Blob {
  std::string_view bytes;
};

/// One prepared statement. Use: `with(values…)`, then `run()`, or `step()` until it returns false.
class Statement {
 public:
  Statement(sqlite3* connection, std::string_view sql);

  /// Resets, then binds the values to ?1, ?2, … in order.
  template <class... Values>
  Statement& with(const Values&... values) {
    rewind();
    (bind(values), ...);
    return *this;
  }
  /// Binds one more parameter.
  void bind(Key value);
  void bind(Money value);
  void bind(Blob value);
  void bind(std::string_view value);
  void bind(const std::string& value) { bind(std::string_view(value)); }
  void bind(const char* value) { bind(std::string_view(value)); }
  void bind(std::int64_t value);
  void bind(std::int32_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(std::uint32_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(std::uint64_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(std::optional<bool> value);

  /// True while there is a row.
  bool step();
  void run();
  void rewind();

  std::string text(int column) const;
  std::int64_t integer(int column) const;
  bool is_null(int column) const;
  /// @errors Failure (fatal) when the column holds no decimal.
  core::Decimal decimal(int column) const;

 private:
  void check(int code) const;

  struct Finalise {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* connection_;
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
  int next_parameter_ = 1;
};

/// One connection with its prepared statements. @thread one at a time.
class Database {
 public:
  enum class Mode { kReadWrite, kReadOnly };

  /// Creates the file with kReadWrite. Write-ahead log; waits up to five seconds for a lock; knows
  /// `decimal_sum`.
  Database(const std::string& path, Mode mode);

  void execute(const std::string& sql);
  /// Prepared once for each text.
  Statement& prepared(std::string_view sql);

  /// Rolled back unless committed.
  class Transaction {
   public:
    /// `how`: "IMMEDIATE" to write, "DEFERRED" to read one state.
    Transaction(Database& database, const std::string& how);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

   private:
    Database& database_;
    bool open_ = true;
  };

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  std::unique_ptr<sqlite3, Close> connection_;
  std::map<std::string, Statement, std::less<>> statements_;
};

/// Runs `work` and turns a Failure into an Error.
template <class Work>
auto guarded(Work&& work) -> core::Result<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return boost::outcome_v2::success();
    } else {
      return work();
    }
  } catch (const Failure& failure) {
    return core::Error{failure.category, "sqlite", failure.what(), {}};
  }
}

}  // namespace procured::sqlite
