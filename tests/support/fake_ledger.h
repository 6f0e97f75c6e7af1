#pragma once

#include <map>

#include "connectors/transport/source.h"

namespace procured::support {

/// The ledger of one connector, in memory: what has been committed.
class FakeLedger final : public transport::Ledger {
 public:
  std::vector<std::optional<transport::Taken>> taken(
      const std::vector<std::string>& names) override {
    std::vector<std::optional<transport::Taken>> answer;
    for (const auto& name : names) {
      const auto found = taken_.find(name);
      answer.push_back(found == taken_.end() ? std::nullopt : std::optional(found->second));
    }
    return answer;
  }

  /// As the worker does with a slice.
  void commit(const transport::Slice& slice) {
    for (const auto& document : slice.documents)
      taken_[document.source] = {document.position, document.content_hash};
    if (slice.position) taken_[kWhole] = {*slice.position, {}};
    if (slice.committed) slice.committed();
  }

 private:
  std::map<std::string, transport::Taken> taken_;
};

}  // namespace procured::support
