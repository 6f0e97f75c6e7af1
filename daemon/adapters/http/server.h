#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/http/message.h"
#include "core/result.h"

namespace procured::http {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: one that is free.
  int threads = 4;
  std::size_t connections_max = 256;
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t body_bytes_max = 64 * 1024;
  std::chrono::milliseconds request_timeout{
      30'000};  ///< From ready to read to the whole request; idle included.
  std::chrono::milliseconds response_timeout{30'000};
  std::chrono::milliseconds stop_timeout{4'000};
};

/// Answers a request, GET or HEAD. @thread several at once
using Answer = std::function<Response(const Request&)>;

/// An HTTP/1.1 server on a few threads of its own. Every response carries a strict
/// Content-Security-Policy, unless it brings one of its own, and forbids sniffing of types.
///
///     start ─► accepting ─► stop: no new connections, answers in hand are sent, idle connections
///     closed
class Server {
 public:
  Server(ServerSettings settings, Answer answer);
  /// Stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

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
