#pragma once

#include <string>
#include <vector>

#include "adapters/kafka/client.h"
#include "adapters/kafka/topics_admin.h"
#include "config/config.h"

namespace procured::app {

adapters::ClientSettings client_settings(const config::Config& config);

/// The raw topics of the configured connectors.
std::vector<std::string> raw_topics(const config::Config& config);

/// Every topic of this configuration's deployment.
std::vector<adapters::TopicPlan> plans_of(const config::Config& config);

}  // namespace procured::app
