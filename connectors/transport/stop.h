#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace procured::transport {

/// Tells a fetching thread to end, also while it waits. @thread any.
class Stop {
 public:
  void ask() {
    const std::lock_guard lock(mutex_);
    asked_ = true;
    changed_.notify_all();
  }
  bool asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  /// False: asked to stop, at once or while waiting.
  bool wait_for(std::chrono::milliseconds time) const {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [this] { return asked_; });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool asked_ = false;
};

}  // namespace procured::transport
