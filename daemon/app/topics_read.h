#pragma once

#include <string>

#include "config/config.h"
#include "core/result.h"

namespace procured::app {

/// Prints the committed records that a topic holds now, one JSON object a line: partition, offset,
/// key, value (decoded; null: a tombstone). @errors kTransient no broker; kFatal topic_missing,
/// not_readable
core::Result<void> read_topic(const config::Config& config, const std::string& topic);

}  // namespace procured::app
