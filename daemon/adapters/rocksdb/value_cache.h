#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace procured::adapters {

/// Values read or written lately, and keys known to be absent, within a bound of bytes. Two
/// generations: what has not been asked for during one generation is forgotten with it. @thread
/// one.
class ValueCache {
 public:
  explicit ValueCache(std::size_t bytes_max) : generation_bytes_max_(bytes_max / 2) {}

  /// nullptr: not known here. An empty optional: known to be absent.
  const std::optional<std::string>* find(std::string_view key);
  void put(std::string_view key, std::optional<std::string> value);
  void clear();

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const {
      return std::hash<std::string_view>()(key);
    }
  };
  using Map = std::unordered_map<std::string, std::optional<std::string>, Hash, std::equal_to<>>;

  void age();

  std::size_t generation_bytes_max_;
  std::size_t young_bytes_ = 0;
  Map young_;
  Map old_;
};

}  // namespace procured::adapters
