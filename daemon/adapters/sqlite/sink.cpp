#include "adapters/sqlite/sink.h"

#include <algorithm>
#include <array>

#include "core/crash_point.h"
#include "stream/topics.h"

namespace procured::sqlite {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPollWait{200};
constexpr milliseconds kFirstPause{100};
constexpr milliseconds kLongestPause{10'000};
constexpr milliseconds kLagInterval{2'000};

constexpr std::array<std::string_view, 6> kSinkTopics = {
    stream::kDocumentsTopic, stream::kReferenceTopic, stream::kFactsTopic,
    stream::kVerdictsTopic,  stream::kKpisTopic,      stream::kDeadLettersTopic};

}  // namespace

std::span<const std::string_view> sink_topics() { return kSinkTopics; }

Sink::Sink(std::string store_path, SourceFactory source, const core::Clock& clock)
    : store_path_(std::move(store_path)), make_source_(std::move(source)), clock_(clock) {}

Sink::~Sink() { stop(); }

core::Result<void> Sink::start() {
  if (auto opened = open_store(); !opened) return opened;
  thread_ = std::thread([this] {
    const auto ended = run(Until::kStopped);
    if (!ended)
      failure_ =
          std::make_shared<const std::string>(ended.error().code + ": " + ended.error().detail);
  });
  return boost::outcome_v2::success();
}

void Sink::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

std::optional<std::string> Sink::failure() const {
  const auto text = failure_.load();
  return text ? std::optional(*text) : std::nullopt;
}

core::Result<void> Sink::open_store() {
  if (writer_) return boost::outcome_v2::success();
  auto opened = StoreWriter::open(store_path_, clock_);
  if (!opened) return opened.error();
  writer_ = std::move(opened).value();
  return boost::outcome_v2::success();
}

core::Result<void> Sink::run(Until until) {
  auto wait = kFirstPause;
  while (!stopping_) {
    const auto before = records_.load();
    auto ended = open_store();
    if (ended) {
      auto source = make_source_();
      ended = source ? read(*source.value(), until) : core::Result<void>(source.error());
    }
    reading_ = false;
    lag_ = -1;
    if (ended || ended.error().category != core::Category::kTransient) return ended;
    if (records_ != before) wait = kFirstPause;
    pause(wait);
    wait = std::min(wait * 2, kLongestPause);
  }
  return boost::outcome_v2::success();
}

core::Result<void> Sink::read(SinkSource& source, Until until) {
  if (auto assigned = source.assign(writer_->positions()); !assigned) return assigned;
  reading_ = true;
  while (!stopping_) {
    const auto polled = source.poll(kPollWait);
    if (!polled) return polled.error();
    const auto records = polled.value();
    if (!records.empty()) {
      if (auto written = writer_->write(records); !written) return written;
      core::crash_point("after_sqlite_commit");
      records_ += records.size();
    } else if (until == Until::kDrained) {
      break;
    }
    measure_lag(source);
  }
  return boost::outcome_v2::success();
}

void Sink::measure_lag(SinkSource& source) {
  const auto now = clock_.steady_now();
  if (now < next_lag_) return;
  next_lag_ = now + kLagInterval;
  const auto lag = source.lag();
  lag_ = lag ? lag.value() : -1;
}

void Sink::pause(milliseconds time) const {
  for (auto rest = time; rest.count() > 0 && !stopping_; rest -= kFirstPause) {
    std::this_thread::sleep_for(std::min(rest, kFirstPause));
  }
}

}  // namespace procured::sqlite
