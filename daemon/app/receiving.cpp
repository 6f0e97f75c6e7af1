#include "app/receiving.h"

#include <atomic>

#include "connectors/transport/source.h"

namespace procured::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using telemetry::Metric;

// A secret that cannot be read is met by every request.
constexpr seconds kToldAgain{60};

http::ReceiveEndpoint endpoint_of(const config::ReceiveConfig& receive,
                                  std::shared_ptr<transport::Inbox> inbox) {
  using Auth = http::ReceiveEndpoint::Auth;
  return {.auth = receive.auth == "bearer" ? Auth::kBearer : Auth::kHmacSha256,
          .secret_file = receive.secret_file,
          .signature_header = receive.signature_header,
          .bytes_max = receive.bytes_max,
          .inbox = std::move(inbox)};
}

/// Counts refusals, and tells those for which an operator is needed.
class Refusals {
 public:
  explicit Refusals(const ReceivingParts& parts) : parts_(parts) {}

  void count(std::string_view connector, std::string_view reason) {
    parts_.registry.add(Metric::k_receive_refused, {connector, reason}, 1);
    if (reason != "secret_unreadable") return;
    const auto now = parts_.clock.steady_now().time_since_epoch();
    auto told = told_.load();
    if (told != 0 && now - milliseconds(told) < kToldAgain) return;
    const auto now_ms = std::chrono::duration_cast<milliseconds>(now).count();
    if (!told_.compare_exchange_strong(told, now_ms)) return;
    parts_.log.write(telemetry::Level::kError, "connect.secret_unreadable",
                     std::string(connector) + ": documents are refused; " +
                         std::string(transport::advice_for(reason).what_to_do));
  }

 private:
  ReceivingParts parts_;
  std::atomic<milliseconds::rep> told_{0};
};

http::ReceiverVoice voice_of(const ReceivingParts& parts) {
  const auto refusals = std::make_shared<Refusals>(parts);
  return {.accepted =
              [parts](std::string_view connector) {
                parts.registry.add(Metric::k_receive_accepted, {connector}, 1);
                const std::chrono::duration<double> now = parts.clock.now().time_since_epoch();
                parts.registry.set(Metric::k_receive_success, {connector}, now.count());
              },
          .refused = [refusals](std::string_view connector,
                                std::string_view reason) { refusals->count(connector, reason); }};
}

}  // namespace

Inboxes inboxes_of(const config::Config& config) {
  Inboxes inboxes;
  if (!config.receives()) return inboxes;
  for (const auto& [name, connector] : config.connectors) {
    const auto& receive = connector.receive;
    if (receive.auth.empty()) continue;
    inboxes[name] = std::make_shared<transport::Inbox>(
        transport::InboxLimits{.documents = receive.inbox_documents, .bytes = receive.inbox_bytes});
  }
  return inboxes;
}

std::unique_ptr<http::Receiver> receiver_of(const config::Config& config, const Inboxes& inboxes,
                                            const ReceivingParts& parts) {
  http::ReceiveEndpoints endpoints;
  for (const auto& [name, inbox] : inboxes)
    endpoints[name] = endpoint_of(config.connectors.at(name).receive, inbox);
  const auto& receive = config.receive;
  return std::make_unique<http::Receiver>(
      http::ReceiverSettings{.address = receive.address,
                             .port = static_cast<std::uint16_t>(receive.port),
                             .connections_max = receive.connections_max,
                             .request_timeout = milliseconds(receive.request_timeout_ms),
                             .commit_timeout = milliseconds(receive.commit_timeout_ms)},
      std::move(endpoints), voice_of(parts));
}

void measure(const Inboxes& inboxes, telemetry::Registry& registry) {
  for (const auto& [name, inbox] : inboxes) {
    registry.set(Metric::k_receive_inbox, {name}, static_cast<double>(inbox->documents()));
    registry.set(Metric::k_receive_inbox_bytes, {name}, static_cast<double>(inbox->bytes()));
  }
}

}  // namespace procured::app
