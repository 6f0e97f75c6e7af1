#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/result.h"

namespace procured::http {

struct ListenSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: one that is free.
  int threads = 4;
  std::size_t connections_max = 256;
  std::chrono::milliseconds stop_timeout{4'000};
};

/// One connection, which keeps itself alive through its pending operations.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual void start() = 0;
  /// Ends it now when it waits for a request, else after the response. @thread any
  virtual void wind_down() = 0;
};

/// Takes connections on a few threads of its own.
///
///     start ─► accepting ─► stop: no new connections, answers in hand are sent, idle connections
///     closed
class Listener {
 public:
  using Open = std::function<std::shared_ptr<Connection>(boost::asio::ip::tcp::socket)>;

  /// `stopping` tells connections that the end is near; it becomes true in stop().
  Listener(ListenSettings settings, std::shared_ptr<std::atomic<bool>> stopping, Open open);
  /// Stops.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Listens and starts the threads; the port that it listens on. @errors kFatal when the address
  /// is not to be had.
  core::Result<std::uint16_t> start();
  /// Returns within stop_timeout; what is not answered then is cut off.
  void stop();

 private:
  struct Core;
  std::shared_ptr<Core> core_;
};

}  // namespace procured::http
