#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "connectors/transport/back_off.h"
#include "connectors/transport/source.h"
#include "core/clock.h"
#include "telemetry/connect_probe.h"
#include "telemetry/event_log.h"

namespace procured::pipeline {

enum class Fetching {
  kOwnThread,
  kWhenAsked,  ///< Within has_slice(): for tests that own the time.
};

/// What a fetcher tells others by; outlived by the log.
struct FetcherVoice {
  telemetry::ConnectProbe probe;
  telemetry::EventLog& log;
};

/// Lets one source fetch in a thread of its own, one slice ahead of what the worker commits: while
/// a slice waits to be taken, nothing is fetched. A source that fails is left alone for a time.
/// What the source asks of the ledger is answered by the worker when it looks in.
/// @thread the worker; fetching happens on its own.
class Fetcher final : private transport::Ledger {
 public:
  using Lookup = std::function<std::optional<transport::Taken>(const std::string& name)>;

  Fetcher(std::string connector, std::unique_ptr<transport::Source> source,
          transport::BackOffLimits limits, const core::Clock& clock, FetcherVoice voice,
          Fetching fetching);
  /// Stops the source; returns when it has.
  ~Fetcher() override;
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  const std::string& connector() const { return connector_; }

  /// Answers the source's questions, and says whether a slice can be taken. Waits for a moment
  /// where one is about to come.
  bool has_slice(const Lookup& lookup);
  /// As has_slice(), at once and without answering.
  bool holds_slice();
  /// Only when there is one.
  transport::Slice take_slice();
  /// A slice is committed.
  void settle(const transport::Slice& slice, std::uint64_t documents, std::uint64_t bytes);

 private:
  std::vector<std::optional<transport::Taken>> taken(
      const std::vector<std::string>& names) override;
  void run();
  /// One fetch. @returns the pause after it.
  std::chrono::milliseconds fetch();
  void offer(transport::Slice slice);
  std::chrono::milliseconds failed(const transport::Failure& failure);
  void tell(const transport::Failure& failure, const std::string& next);
  void recovered();
  void drained();

  const std::string connector_;
  std::unique_ptr<transport::Source> source_;
  transport::BackOff back_off_;
  const core::Clock& clock_;
  FetcherVoice voice_;
  const Fetching fetching_;
  transport::Stop stop_;
  std::string failing_;      // the last failure told, on the fetching thread only
  std::string passed_over_;  // the same of single documents
  std::chrono::steady_clock::time_point next_at_{};  // kWhenAsked only

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool expects_more_ = false;
  std::optional<transport::Slice> slice_;
  const std::vector<std::string>* question_ = nullptr;
  std::optional<std::vector<std::optional<transport::Taken>>> answer_;
  const Lookup* lookup_ = nullptr;  // kWhenAsked only
  std::chrono::steady_clock::time_point drained_at_;

  std::thread thread_;
};

}  // namespace procured::pipeline
