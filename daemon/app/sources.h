#pragma once

#include <functional>
#include <memory>

#include "config/connector.h"
#include "connectors/transport/back_off.h"
#include "connectors/transport/source.h"
#include "core/clock.h"

namespace procured::app {

/// Opens the source that a connector is configured with; empty: it has none, and others write to
/// its raw topic. The clock outlives what is opened.
std::function<std::unique_ptr<transport::Source>()> opener_of(
    const config::ConnectorConfig& connector, const core::Clock& clock);

transport::BackOffLimits back_off_of(const config::ConnectorConfig& connector);

}  // namespace procured::app
