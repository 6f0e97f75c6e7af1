#pragma once

#include <map>
#include <memory>
#include <string>

#include "adapters/http/receiver.h"
#include "config/config.h"
#include "connectors/transport/inbox.h"
#include "core/clock.h"
#include "telemetry/event_log.h"
#include "telemetry/registry.h"

namespace procured::app {

/// By connector: those that are sent their documents.
using Inboxes = std::map<std::string, std::shared_ptr<transport::Inbox>>;
Inboxes inboxes_of(const config::Config& config);

/// What receiving tells others by; outlives the receiver.
struct ReceivingParts {
  telemetry::Registry& registry;
  telemetry::EventLog& log;
  const core::Clock& clock;
};
std::unique_ptr<http::Receiver> receiver_of(const config::Config& config, const Inboxes& inboxes,
                                            const ReceivingParts& parts);

/// How full they are, for /metrics.
void measure(const Inboxes& inboxes, telemetry::Registry& registry);

}  // namespace procured::app
