#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/knowledge.h"
#include "config/config.h"
#include "procured/v1/reference.pb.h"
#include "stream/record.h"

namespace procured::bench {

/// A simulated town in memory: what the broker benchmark feeds.
struct Town {
  struct Raw {
    std::string key;
    std::string value;
    std::string path;
  };

  config::Config config;
  evaluate::Connectors connectors;
  std::vector<stream::OutboundRecord> policy;  ///< For every partition of the reference topic.
  std::vector<Raw> registers;
  std::vector<Raw> documents;  ///< In an order that mixes buyers and months.
};

/// Reads what `procured simulate --out folder` wrote; without the files' bytes, so that they are
/// not in the memory that is measured, only their number is right. Ends the program when it cannot.
Town read_town(const std::string& folder, bool with_bytes);

}  // namespace procured::bench
