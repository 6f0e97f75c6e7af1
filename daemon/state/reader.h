#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace procured::state {

/// Read view of one partition's committed state: an ordered map of bytes. Keys of a room start with
/// its own prefix. Implementations: MemoryStore (tests, evaluate), the RocksDB store (daemon),
/// Overlay (either plus pending writes).
/// @thread one worker at a time.
class Reader {
 public:
  virtual ~Reader() = default;

  virtual std::optional<std::string> get(std::string_view key) const = 0;

  /// Visits keys with the prefix that are greater than `after`, bytewise ascending, until `visit`
  /// returns false.
  using Visit = std::function<bool(std::string_view key, std::string_view value)>;
  virtual void scan(std::string_view prefix, std::string_view after, const Visit& visit) const = 0;
};

/// One write of a transaction; an absent value deletes.
struct Write {
  std::string key;
  std::optional<std::string> value = std::nullopt;
};

}  // namespace procured::state
