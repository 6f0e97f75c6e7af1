#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "connectors/transport/source.h"
#include "connectors/transport/stop.h"

namespace procured::transport {

struct InboxLimits {
  std::uint64_t documents = 1'000;
  std::uint64_t bytes = 64u << 20;
};

/// Documents of one connector that others send, from their first byte until Kafka has them: between
/// those who receive and the one who commits, within limits. Only while an owner has opened it, so
/// only in the instance that owns the connector's ledger partition, does it take any.
///
///     enter ─► room ─► offer ─► take by the owner ─► committed ─► told true
///                        └─ the owner closes, or what it took is thrown away ─► told false
///
/// @thread any.
class Inbox : public std::enable_shared_from_this<Inbox> {
 public:
  /// Called once, from any thread and without locks held: Kafka has the document, or it is not
  /// known to have it.
  using Tell = std::function<void(bool committed)>;

  /// A place of a document, given back when it is destroyed.
  class Room {
   public:
    Room(Room&&) noexcept = default;
    Room& operator=(Room&&) = delete;
    ~Room();
    /// False: so many bytes have no room now; it stays as it was.
    bool grow_to(std::uint64_t bytes);

   private:
    friend class Inbox;
    explicit Room(std::shared_ptr<Inbox> inbox) : inbox_(std::move(inbox)) {}
    std::shared_ptr<Inbox> inbox_;
    std::uint64_t bytes_ = 0;
  };

  /// Tells at last that nothing is known, unless it was confirmed.
  class Receipt {
   public:
    explicit Receipt(Tell tell) : tell_(std::move(tell)) {}
    Receipt(Receipt&& other) noexcept : tell_(std::exchange(other.tell_, nullptr)) {}
    Receipt& operator=(Receipt&&) = delete;
    ~Receipt() { tell(false); }
    void confirm() { tell(true); }

   private:
    void tell(bool committed) {
      if (const auto tell = std::exchange(tell_, nullptr)) tell(committed);
    }
    Tell tell_;
  };

  struct Received {
    RawDocument document;
    Receipt receipt;
    std::optional<Room> room;
  };

  enum class Door { kOpen, kFull, kNotOwned, kEnding };

  explicit Inbox(InboxLimits limits) : limits_(limits) {}

  /// Gives room for one document when the door is open.
  Door enter(std::optional<Room>& room);
  void offer(Room room, RawDocument document, Tell tell);
  /// Nobody enters any more; those within are still taken.
  void end();

  /// Ends the owner before, if there is one. @returns the number of the new one
  std::uint64_t open();
  void close(std::uint64_t owner);
  /// At most so many, but one at least when any waits; waits for the first as long as `wait` says.
  std::vector<Received> take(std::uint64_t owner, InboxLimits most, std::chrono::milliseconds wait,
                             const Stop& stop);
  bool has_waiting() const;

  std::uint64_t documents() const;
  std::uint64_t bytes() const;

 private:
  void leave(std::uint64_t bytes);

  const InboxLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Received> waiting_;
  std::uint64_t documents_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t owner_ = 0;  // 0: none
  std::uint64_t owners_ = 0;
  bool ending_ = false;
};

}  // namespace procured::transport
