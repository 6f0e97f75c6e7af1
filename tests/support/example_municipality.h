#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "procured/v1/fact.pb.h"
#include "procured/v1/reference.pb.h"
#include "procured/v1/verdict.pb.h"
#include "support/example_store.h"

namespace procured::support {

struct ExampleBuyer {
  std::string buyer_id;
  std::string name;
  std::uint32_t seed = 1;
};

/// Lays records onto topics, one partition for each buyer.
class ExampleWriter {
 public:
  explicit ExampleWriter(ExampleTopics& topics) : topics_(topics) {}

  void begin_buyer(std::int32_t partition) { partition_ = partition; }
  void add(std::string_view topic, std::string key, std::optional<std::string> value,
           std::vector<stream::Header> headers = {});
  /// Lays the bytes onto the raw topic; their offset.
  std::int64_t add_raw(const std::string& bytes);
  std::int32_t partition() const { return partition_; }
  void add_dead_letters();

 private:
  ExampleTopics& topics_;
  std::map<std::pair<std::string, std::int32_t>, std::int64_t> next_;
  std::int32_t partition_ = 0;
};

void add_municipality(ExampleWriter& writer, const ExampleBuyer& buyer);

}  // namespace procured::support
