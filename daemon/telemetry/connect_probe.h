#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "telemetry/registry.h"

namespace procured::telemetry {

/// What fetching for one connector tells about itself. @thread any.
class ConnectProbe {
 public:
  ConnectProbe(Registry& registry, std::string connector)
      : registry_(&registry), connector_(std::move(connector)) {}

  void taken(std::uint64_t documents, std::uint64_t bytes) {
    registry_->add(Metric::k_connect_documents, {connector_}, static_cast<double>(documents));
    registry_->add(Metric::k_connect_bytes, {connector_}, static_cast<double>(bytes));
  }
  void failed(std::string_view kind) {
    registry_->add(Metric::k_connect_errors, {connector_, kind}, 1);
  }
  void backs_off(std::chrono::milliseconds time) {
    registry_->set(Metric::k_connect_back_off, {connector_},
                   std::chrono::duration<double>(time).count());
  }
  void succeeded(std::chrono::system_clock::time_point now) {
    registry_->set(Metric::k_connect_success, {connector_},
                   std::chrono::duration<double>(now.time_since_epoch()).count());
  }
  void lag(std::chrono::steady_clock::duration time) {
    registry_->set(Metric::k_connect_lag, {connector_},
                   std::chrono::duration<double>(time).count());
  }

 private:
  Registry* registry_;
  std::string connector_;
};

}  // namespace procured::telemetry
