#include "support/example_store.h"

#include <stdlib.h>

#include <filesystem>

#include "adapters/sqlite/store_writer.h"
#include "core/check.h"
#include "core/clock.h"
#include "support/example_municipality.h"

namespace procured::support {

std::vector<stream::InboundRecord> views_of(const std::vector<TopicRecord>& records) {
  std::vector<stream::InboundRecord> views;
  for (const auto& record : records) {
    auto& view = views.emplace_back();
    view.topic = record.topic;
    view.partition = record.partition;
    view.offset = record.offset;
    view.key = record.key;
    if (record.value) view.value = *record.value;
    view.headers = record.headers;
  }
  return views;
}

bi::FetchRaw ExampleTopics::fetch_raw() const {
  return [this](const bi::SourceLocation& location) -> core::Result<std::optional<std::string>> {
    const auto found = raw.find({location.topic, location.partition, location.offset});
    if (found == raw.end() || location.offset % 7 == 6) return std::optional<std::string>();
    return std::optional<std::string>(found->second);
  };
}

ExampleTopics example_topics() {
  ExampleTopics topics;
  ExampleWriter writer(topics);
  add_municipality(writer, {.buyer_id = "0192:987654325", .name = "Fjordvik kommune", .seed = 1});
  add_municipality(writer, {.buyer_id = "0192:991825827", .name = "Granåsen kommune", .seed = 2});
  writer.add_dead_letters();
  return topics;
}

core::Result<void> write_example_store(const std::string& path, const ExampleTopics& topics) {
  const core::SystemClock clock;
  auto writer = sqlite::StoreWriter::open(path, clock);
  if (!writer) return writer.error();
  const auto views = views_of(topics.records);
  return writer.value()->write(views);
}

TemporaryDirectory::TemporaryDirectory() {
  path_ = (std::filesystem::temp_directory_path() / "procured-test-XXXXXX").string();
  PROCURED_CHECK(mkdtemp(path_.data()) != nullptr);
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace procured::support
