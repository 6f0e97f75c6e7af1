#include "pipeline/worker.h"

// The worker's thread: its life, and what others may see of it.
namespace procured::pipeline {

void Worker::start() {
  thread_ = std::thread([this] { run(); });
}

bool Worker::stop(std::chrono::milliseconds within) {
  stopping_ = true;
  std::unique_lock lock(mutex_);
  return ended_.wait_for(lock, within, [this] { return has_ended_ || !thread_.joinable(); });
}

WorkerStatus Worker::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

void Worker::run() {
  std::optional<core::Error> error;
  while (!stopping_ && !error) {
    if (auto stepped = step(); !stepped) error = stepped.error();
  }
  if (error)
    parts_.log.write(telemetry::Level::kError, error->code, settings_.role + ": " + error->detail);
  works_.clear();
  parts_.source.close();
  parts_.probe.ready(false);
  const std::lock_guard lock(mutex_);
  status_.ready = false;
  status_.healthy = !error;
  status_.error = error;
  has_ended_ = true;
  ended_.notify_all();
}

void Worker::publish_status() {
  std::size_t left_over = 0;
  for (const auto& [number, work] : works_) left_over += work.left_over ? 1 : 0;
  const auto lag = parts_.source.lag() + static_cast<std::int64_t>(pending());
  const bool ready = phase_ == Phase::kRunning;
  parts_.probe.owns(works_.size());
  parts_.probe.left_over(left_over);
  parts_.probe.lag(lag);
  parts_.probe.ready(ready);
  const std::lock_guard lock(mutex_);
  status_.ready = ready;
  status_.partitions = works_.size();
  status_.left_over = left_over;
  status_.lag = lag;
  status_.transactions = transactions_;
}

}  // namespace procured::pipeline
