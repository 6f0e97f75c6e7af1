#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "config/config.h"
#include "connectors/mapping/catalogue.h"
#include "model/buyers.h"
#include "procured/v1/common.pb.h"

namespace procured::normalise {

/// What is configured for one connector.
struct ConnectorProfile {
  mapping::ConnectorSettings decoding = {};
  std::uint32_t precedence = 0;
  v1::Channel declared_channel = v1::CHANNEL_UNSPECIFIED;
};

using ConnectorProfiles = std::map<std::string, ConnectorProfile, std::less<>>;

/// The profiles of a configuration that check() found sound.
ConnectorProfiles profiles_of(const config::Config& config);

/// Bytes → documents or rows, one by one, as a connector's settings say. @thread any
using Decode =
    std::function<void(std::string_view bytes, const mapping::ConnectorSettings& settings,
                       const mapping::TakePart& take)>;

/// Decoding through the compiled catalogue of connectors.
Decode decode_through(std::shared_ptr<const mapping::Catalogue> catalogue);

/// What normalising knows besides records and state. Immutable; shared by the stages of all
/// partitions. @thread any
struct Knowledge {
  Decode decode = nullptr;
  model::BuyerDirectory buyers = {};
  ConnectorProfiles connectors = {};
};

}  // namespace procured::normalise
