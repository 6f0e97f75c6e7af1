#include "connectors/transport/inbox_source.h"

namespace procured::transport {
namespace {

constexpr InboxLimits kSlice{.documents = 500, .bytes = 8u << 20};
// An empty slice tells, in time, that all is well though nothing has come.
constexpr std::chrono::milliseconds kPatience{1'000};

}  // namespace

Fetched<Slice> InboxSource::fetch(Ledger&, const Stop& stop) {
  Slice slice;
  const auto taken =
      std::make_shared<std::vector<Inbox::Received>>(inbox_->take(owner_, kSlice, kPatience, stop));
  if (taken->empty()) return slice;
  for (auto& received : *taken) slice.documents.push_back(std::move(received.document));
  slice.has_more = inbox_->has_waiting();
  slice.committed = [taken] {
    for (auto& received : *taken) {
      received.room.reset();
      received.receipt.confirm();
    }
  };
  return slice;
}

}  // namespace procured::transport
