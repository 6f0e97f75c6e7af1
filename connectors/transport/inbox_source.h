#pragma once

#include <memory>

#include "connectors/transport/inbox.h"
#include "connectors/transport/source.h"

namespace procured::transport {

/// What others send. It needs no position: who has been told nothing sends again. The inbox is open
/// as long as its source lives.
class InboxSource final : public Source {
 public:
  explicit InboxSource(std::shared_ptr<Inbox> inbox)
      : inbox_(std::move(inbox)), owner_(inbox_->open()) {}
  ~InboxSource() override { inbox_->close(owner_); }
  InboxSource(const InboxSource&) = delete;
  InboxSource& operator=(const InboxSource&) = delete;

  Fetched<Slice> fetch(Ledger& ledger, const Stop& stop) override;
  /// fetch() waits.
  std::chrono::milliseconds interval() const override { return std::chrono::milliseconds(0); }

 private:
  std::shared_ptr<Inbox> inbox_;
  const std::uint64_t owner_;
};

}  // namespace procured::transport
