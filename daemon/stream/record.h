#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace procured::stream {

struct Header {
  std::string name;
  std::string value;
};

/// One consumed record. `key` and `value` point into memory that lives as long as the batch.
struct InboundRecord {
  std::string_view topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::int64_t timestamp_ms = 0;  ///< Broker's create time, Unix epoch.
  std::string_view key;
  std::optional<std::string_view> value = std::nullopt;  ///< Absent: tombstone.
  std::vector<Header> headers;

  std::string_view header(std::string_view name) const {
    for (const auto& header : headers) {
      if (header.name == name) return header.value;
    }
    return {};
  }
};

/// The topics procured writes, by role; the adapter knows their names (topics.h).
enum class Topic { kDocuments, kReference, kFacts, kVerdicts, kKpis, kDeadLetters };

/// Which partitions of the topic a record goes to.
enum class Route {
  kByKey,           ///< The one that route_key hashes to.
  kSamePartition,   ///< The number of the partition it was made from.
  kEveryPartition,  ///< A copy to each.
};

struct OutboundRecord {
  Topic topic = Topic::kDocuments;
  std::string raw_connector = {};  ///< Not empty: goes to this connector's raw topic instead.
  Route route = Route::kSamePartition;
  std::string route_key;  ///< With kByKey: the buyer.
  std::string key;
  std::optional<std::string> value = std::nullopt;  ///< Absent: tombstone.
  std::vector<Header> headers;
};

}  // namespace procured::stream
