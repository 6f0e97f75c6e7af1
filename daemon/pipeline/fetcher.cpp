#include "pipeline/fetcher.h"

#include <cstdio>
#include <random>

#include "core/hash.h"

namespace procured::pipeline {
namespace {

using std::chrono::milliseconds;
using telemetry::Level;
using transport::Failure;
using transport::Slice;
using transport::Taken;

// The worker waits so long for what is about to come: longer than a folder takes for a slice, short
// beside a commit.
constexpr milliseconds kMoment{20};

std::function<double()> chance() {
  return [engine = std::minstd_rand(std::random_device{}()),
          numbers = std::uniform_real_distribution<double>(0.0, 1.0)]() mutable {
    return numbers(engine);
  };
}

std::string seconds(milliseconds time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(time.count()) / 1000.0);
  return text;
}

}  // namespace

Fetcher::Fetcher(std::string connector, std::unique_ptr<transport::Source> source,
                 transport::BackOffLimits limits, const core::Clock& clock, FetcherVoice voice,
                 Fetching fetching)
    : connector_(std::move(connector)),
      source_(std::move(source)),
      back_off_(limits, chance()),
      clock_(clock),
      voice_(std::move(voice)),
      fetching_(fetching),
      drained_at_(clock.steady_now()) {
  if (fetching_ == Fetching::kOwnThread) thread_ = std::thread([this] { run(); });
}

Fetcher::~Fetcher() {
  stop_.ask();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  // Another instance tells them from now on.
  voice_.probe.lag({});
  voice_.probe.backs_off({});
}

bool Fetcher::has_slice(const Lookup& lookup) {
  if (fetching_ == Fetching::kWhenAsked && !slice_ && clock_.steady_now() >= next_at_) {
    lookup_ = &lookup;
    next_at_ = clock_.steady_now() + fetch();
  }
  std::unique_lock lock(mutex_);
  voice_.probe.lag(clock_.steady_now() - drained_at_);
  if (fetching_ == Fetching::kWhenAsked) return slice_.has_value();
  while (!slice_) {
    if (question_ != nullptr) {
      std::vector<std::optional<Taken>> answer;
      for (const auto& name : *question_) answer.push_back(lookup(name));
      answer_ = std::move(answer);
      question_ = nullptr;
      expects_more_ = true;
      changed_.notify_all();
    }
    if (!expects_more_) return false;
    const bool came = changed_.wait_for(lock, kMoment, [this] {
      return slice_.has_value() || question_ != nullptr || !expects_more_;
    });
    if (!came) expects_more_ = false;
  }
  return true;
}

bool Fetcher::holds_slice() {
  const std::lock_guard lock(mutex_);
  return slice_.has_value();
}

Slice Fetcher::take_slice() {
  const std::lock_guard lock(mutex_);
  auto slice = *std::move(slice_);
  slice_.reset();
  expects_more_ = slice.has_more;
  changed_.notify_all();
  return slice;
}

void Fetcher::settle(const Slice& slice, std::uint64_t documents, std::uint64_t bytes) {
  voice_.probe.taken(documents, bytes);
  if (slice.committed) slice.committed();
  if (!slice.has_more) drained();
}

void Fetcher::drained() {
  const std::lock_guard lock(mutex_);
  drained_at_ = clock_.steady_now();
}

std::vector<std::optional<Taken>> Fetcher::taken(const std::vector<std::string>& names) {
  if (fetching_ == Fetching::kWhenAsked) {
    std::vector<std::optional<Taken>> answer;
    for (const auto& name : names) answer.push_back((*lookup_)(name));
    return answer;
  }
  std::unique_lock lock(mutex_);
  answer_.reset();
  question_ = &names;
  changed_.notify_all();
  changed_.wait(lock, [this] { return answer_ || stopping_; });
  question_ = nullptr;
  if (!answer_) return std::vector<std::optional<Taken>>(names.size());
  return *std::move(answer_);
}

void Fetcher::run() {
  while (!stop_.asked()) {
    if (!stop_.wait_for(fetch())) return;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !slice_ || stopping_; });
  }
}

milliseconds Fetcher::fetch() {
  auto fetched = source_->fetch(*this, stop_);
  // What was fetched while stopping rests on answers that may not have come.
  if (stop_.asked()) return milliseconds(0);
  if (!fetched) return failed(fetched.error());
  recovered();
  auto& slice = fetched.value();
  for (auto& document : slice.documents) {
    if (document.content_hash.empty()) document.content_hash = core::sha256_hex(document.bytes);
  }
  const auto pause = slice.has_more ? milliseconds(0) : source_->interval();
  offer(std::move(slice));
  return pause;
}

void Fetcher::offer(Slice slice) {
  std::string passed_over;
  for (const auto& failure : slice.passed_over) {
    voice_.probe.failed(failure.kind);
    passed_over += failure.kind + failure.detail;
  }
  if (passed_over != passed_over_) {
    for (const auto& failure : slice.passed_over) tell(failure, "the others are taken");
  }
  passed_over_ = std::move(passed_over);
  if (slice.is_empty() && !slice.has_more) drained();
  const std::lock_guard lock(mutex_);
  expects_more_ = slice.has_more;
  if (!slice.is_empty()) slice_ = std::move(slice);
  changed_.notify_all();
}

milliseconds Fetcher::failed(const Failure& failure) {
  const auto pause = back_off_.next(failure.retry_after);
  voice_.probe.failed(failure.kind);
  voice_.probe.backs_off(pause);
  tell(failure, "next try in " + seconds(pause));
  failing_ = failure.kind;
  const std::lock_guard lock(mutex_);
  expects_more_ = false;
  changed_.notify_all();
  return pause;
}

void Fetcher::tell(const Failure& failure, const std::string& next) {
  const auto advice = transport::advice_for(failure.kind);
  voice_.log.write(
      advice.needs_operator ? Level::kError : Level::kWarning, "connect." + failure.kind,
      connector_ + ": " + failure.detail + "; " + std::string(advice.what_to_do) + "; " + next);
}

void Fetcher::recovered() {
  back_off_.reset();
  voice_.probe.succeeded(clock_.now());
  voice_.probe.backs_off(milliseconds(0));
  if (failing_.empty()) return;
  failing_.clear();
  voice_.log.write(Level::kInfo, "connect.recovered", connector_ + ": fetching goes on");
}

}  // namespace procured::pipeline
