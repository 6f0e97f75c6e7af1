#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "bi/store.h"
#include "core/result.h"
#include "stream/record.h"

namespace procured::support {

/// A record as it stands on a topic, with its own memory.
struct TopicRecord {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::string key;
  std::optional<std::string> value = std::nullopt;
  std::vector<stream::Header> headers = {};
};

/// Points into `records`, which must outlive the result.
std::vector<stream::InboundRecord> views_of(const std::vector<TopicRecord>& records);

/// Two fictional municipalities over a year: a bakery agreement that some units know and others do
/// not, units that improve, prices above agreement, invoices without order, lines of unknown
/// category. Made by hand from a plan, not by judging, so that what shows it can be built and
/// tested by itself. Always the same records.
struct ExampleTopics {
  std::vector<TopicRecord> records;
  /// The source documents: (topic, partition, offset) → bytes.
  std::map<std::tuple<std::string, std::int32_t, std::int64_t>, std::string> raw;

  /// What is kept of the source documents; every seventh is "no longer kept". The topics must
  /// outlive it.
  bi::FetchRaw fetch_raw() const;
};
ExampleTopics example_topics();

/// Fills a BI store at `path` with them. @errors as StoreWriter
core::Result<void> write_example_store(const std::string& path, const ExampleTopics& topics);

/// A directory that is gone, with all that is in it, when this is.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace procured::support
