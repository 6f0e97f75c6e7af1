#pragma once

#include <map>
#include <span>

#include "state/reader.h"

namespace procured::state {

/// State in memory: for evaluate and tests.
class MemoryStore final : public Reader {
 public:
  std::optional<std::string> get(std::string_view key) const override;
  void scan(std::string_view prefix, std::string_view after, const Visit& visit) const override;

  /// Folds the writes of a committed transaction.
  void apply(std::span<const Write> writes);

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace procured::state
