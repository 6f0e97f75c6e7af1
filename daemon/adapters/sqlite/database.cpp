#include "adapters/sqlite/database.h"

#include "adapters/sqlite/decimal_sum.h"

namespace procured::sqlite {
namespace {

constexpr int kBusyTimeoutMs = 5000;

core::Category category_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
      return core::Category::kTransient;
    default:
      return core::Category::kFatal;
  }
}

[[noreturn]] void fail(sqlite3* connection, int code) {
  throw Failure(category_of(code),
                connection != nullptr ? sqlite3_errmsg(connection) : "out of memory");
}

}  // namespace

Statement::Statement(sqlite3* connection, std::string_view sql) : connection_(connection) {
  sqlite3_stmt* raw = nullptr;
  check(sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &raw, nullptr));
  statement_.reset(raw);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) fail(connection_, code);
}

void Statement::rewind() {
  sqlite3_reset(statement_.get());
  next_parameter_ = 1;
}

void Statement::bind(Key value) {
  check(sqlite3_bind_text64(statement_.get(), next_parameter_++,
                            value.text.empty() ? "" : value.text.data(), value.text.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(Money value) {
  bind(value.text);
  const auto scaled = ten_thousandths(value.text);
  if (scaled) {
    bind(*scaled);
  } else {
    check(sqlite3_bind_null(statement_.get(), next_parameter_++));
  }
}

void Statement::bind(Blob value) {
  check(sqlite3_bind_blob64(statement_.get(), next_parameter_++,
                            value.bytes.empty() ? "" : value.bytes.data(), value.bytes.size(),
                            SQLITE_TRANSIENT));
}

void Statement::bind(std::string_view value) {
  if (value.empty()) {
    check(sqlite3_bind_null(statement_.get(), next_parameter_++));
  } else {
    bind(Key{value});
  }
}

void Statement::bind(std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), next_parameter_++, value));
}

void Statement::bind(std::optional<bool> value) {
  if (value) {
    bind(static_cast<std::int64_t>(*value));
  } else {
    check(sqlite3_bind_null(statement_.get(), next_parameter_++));
  }
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  sqlite3_reset(statement_.get());
  if (code != SQLITE_DONE) fail(connection_, code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

std::string Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

core::Decimal Statement::decimal(int column) const {
  if (is_null(column)) return {};
  const auto value = stored_decimal(text(column));
  if (!value) throw Failure(core::Category::kFatal, "no decimal in the store: " + text(column));
  return *value;
}

Database::Database(const std::string& path, Mode mode) {
  sqlite3* raw = nullptr;
  const int flags =
      SQLITE_OPEN_NOMUTEX |
      (mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  connection_.reset(raw);
  if (code != SQLITE_OK) fail(raw, code);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyTimeoutMs);
  register_decimal_sum(raw);
  if (mode == Mode::kReadWrite) {
    execute("PRAGMA journal_mode = WAL");
    // The positions stand in the same transaction as the rows: a commit that the disk loses is read
    // again from the topics, so the log need not be flushed at each commit.
    execute("PRAGMA synchronous = NORMAL");
    // A batch touches pages all over the trees: 64 MB of them are kept, and moved from the log into
    // the file every 8,000 pages.
    execute("PRAGMA cache_size = -65536");
    execute("PRAGMA wal_autocheckpoint = 8000");
  }
}

void Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(connection_.get(), code);
}

Statement& Database::prepared(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    found = statements_.emplace(std::string(sql), Statement(connection_.get(), sql)).first;
  }
  found->second.rewind();
  return found->second;
}

Database::Transaction::Transaction(Database& database, const std::string& how)
    : database_(database) {
  database_.execute("BEGIN " + how);
}

Database::Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Database::Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace procured::sqlite
