#include "normalise/profile.h"

#include "model/party_id.h"

namespace procured::normalise {

ConnectorProfiles profiles_of(const config::Config& config) {
  ConnectorProfiles profiles;
  for (const auto& [name, connector] : config.connectors) {
    ConnectorProfile profile;
    profile.decoding.name = name;
    profile.decoding.entries = connector.entries;
    profile.decoding.default_currency = connector.default_currency;
    profile.decoding.default_buyer = model::canonical_party_id(connector.default_buyer);
    profile.decoding.default_seller = model::canonical_party_id(connector.default_seller);
    profile.decoding.decimal_point = connector.decimal_point == "," ? ',' : '.';
    profile.decoding.delimiters = connector.delimiters;
    profile.precedence = static_cast<std::uint32_t>(connector.precedence);
    v1::Channel_Parse(connector.declared_channel, &profile.declared_channel);
    profiles.emplace(name, std::move(profile));
  }
  return profiles;
}

}  // namespace procured::normalise
