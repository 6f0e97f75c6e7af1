#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>

#include "adapters/sqlite/store_writer.h"
#include "core/clock.h"
#include "core/result.h"
#include "stream/position.h"
#include "stream/record.h"

namespace procured::sqlite {

/// Where a sink reads from: every partition of the topics that a store keeps (`kSinkTopics`),
/// committed records only, member of no group. @thread the sink's
class SinkSource {
 public:
  virtual ~SinkSource() = default;

  /// Assigns itself all partitions; those that `from` does not name start at their oldest record.
  virtual core::Result<void> assign(const stream::Positions& from) = 0;
  /// Waits for the first record at most `wait`. The records live until the next call.
  virtual core::Result<std::span<const stream::InboundRecord>> poll(
      std::chrono::milliseconds wait) = 0;
  /// Committed records that have not been polled yet, asked now.
  virtual core::Result<std::int64_t> lag() = 0;
};

/// Topics whose records a store keeps, in an order in which a reader may list them.
std::span<const std::string_view> sink_topics();

/// Fills a BI store from the topics.
///
///     positions in the store ─► assign ─► poll ─► rows and positions in one SQL transaction ─►
///     poll …
///
/// A failure of the moment (no broker, a busy or full disk) is tried again after a pause that grows
/// to ten seconds, from the positions in the store; any other ends the sink and stands in
/// `failure()`. Crash point: after_sqlite_commit.
class Sink {
 public:
  /// Makes the source of a thread; called again after a failure of the moment.
  using SourceFactory = std::function<core::Result<std::unique_ptr<SinkSource>>()>;

  Sink(std::string store_path, SourceFactory source, const core::Clock& clock);
  /// Stops.
  ~Sink();
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  /// Opens the store, so that readers find it, and starts the thread. @errors as StoreWriter::open
  core::Result<void> start();
  /// Ends after the batch in hand; returns within the wait of a poll (200 ms) and the time of one
  /// SQL transaction.
  void stop();

  /// Reads on the calling thread until `stop()` or, when told so, until a poll brings nothing. For
  /// tests and for filling a store once. @errors the failure that ended it
  enum class Until { kStopped, kDrained };
  core::Result<void> run(Until until);

  /// True while records are being taken: the store is open and the source assigned.
  bool is_reading() const { return reading_; }
  /// What ended it, as a sentence. @thread any
  std::optional<std::string> failure() const;
  std::uint64_t records() const { return records_; }
  /// Records that the topics hold and the store does not, as of two seconds ago at most; -1 while
  /// that is not known.
  std::int64_t lag() const { return lag_; }

 private:
  core::Result<void> open_store();
  core::Result<void> read(SinkSource& source, Until until);
  void measure_lag(SinkSource& source);
  void pause(std::chrono::milliseconds time) const;

  const std::string store_path_;
  const SourceFactory make_source_;
  const core::Clock& clock_;
  std::unique_ptr<StoreWriter> writer_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> reading_{false};
  std::atomic<std::uint64_t> records_{0};
  std::atomic<std::int64_t> lag_{-1};
  std::atomic<std::shared_ptr<const std::string>> failure_;
  std::chrono::steady_clock::time_point next_lag_{};
  std::thread thread_;
};

}  // namespace procured::sqlite
