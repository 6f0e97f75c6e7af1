#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/receive_desk.h"
#include "core/result.h"

namespace procured::http {

struct ReceiverSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: one that is free.
  int threads = 2;
  std::size_t connections_max = 256;
  std::size_t header_bytes_max = 16 * 1024;
  /// From ready to read to the whole request; idle included.
  std::chrono::milliseconds request_timeout{60'000};
  std::chrono::milliseconds commit_timeout{20'000};
  std::chrono::milliseconds response_timeout{30'000};
  std::chrono::milliseconds stop_timeout{4'000};
};

/// Whom the receiver tells how requests ended; a connector that is not known is empty. @thread
/// several at once
struct ReceiverVoice {
  std::function<void(std::string_view connector)> accepted;
  std::function<void(std::string_view connector, std::string_view reason)> refused;
};

/// An HTTP/1.1 server that is sent documents:
///
///     POST /connectors/<connector>/documents[/<key>]
///
/// and answers 202 once Kafka has the document, and problem+json otherwise. Outlives those who take
/// from its inboxes.
class Receiver {
 public:
  Receiver(ReceiverSettings settings, ReceiveEndpoints endpoints, ReceiverVoice voice);
  /// Stops.
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  /// @returns the port. @errors kFatal when the address is not to be had.
  core::Result<std::uint16_t> start();
  /// Documents that come from now on are refused; those that are in go on.
  void refuse_more();
  /// Once nobody takes documents any more. Returns within stop_timeout.
  void stop();

 private:
  struct Core;
  std::shared_ptr<Core> core_;
};

}  // namespace procured::http
