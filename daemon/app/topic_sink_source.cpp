#include "app/topic_sink_source.h"

#include <algorithm>

namespace procured::app {
namespace {

constexpr std::size_t kBatchRecordsMax = 2000;

std::int64_t position_of(const stream::Positions& known, const std::string& topic,
                         std::int32_t partition) {
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const stream::Position& position) {
        return position.topic == topic && position.partition == partition;
      });
  return found == known.end() ? stream::Position::kBeginning : found->offset;
}

}  // namespace

sqlite::Sink::SourceFactory TopicSinkSource::factory(adapters::ClientSettings client) {
  return [client = std::move(client)]() -> core::Result<std::unique_ptr<sqlite::SinkSource>> {
    auto reader = adapters::TopicReader::open(client);
    if (!reader) return reader.error();
    return std::unique_ptr<sqlite::SinkSource>(new TopicSinkSource(std::move(reader).value()));
  };
}

core::Result<void> TopicSinkSource::assign(const stream::Positions& from) {
  stream::Positions wanted;
  for (const auto topic_name : sqlite::sink_topics()) {
    const std::string topic(topic_name);
    const auto partitions = reader_->partitions(topic);
    if (!partitions) return partitions.error();
    for (std::int32_t partition = 0; partition < partitions.value(); ++partition) {
      wanted.push_back({topic, partition, position_of(from, topic, partition)});
    }
  }
  return reader_->assign(wanted);
}

core::Result<std::span<const stream::InboundRecord>> TopicSinkSource::poll(
    std::chrono::milliseconds wait) {
  return reader_->poll({.wait = wait, .records_max = kBatchRecordsMax});
}

bi::FetchRaw raw_fetcher(adapters::ClientSettings client) {
  struct Shared {
    std::mutex mutex;
    std::unique_ptr<adapters::TopicReader> reader;
  };
  return [client = std::move(client), shared = std::make_shared<Shared>()](
             const bi::SourceLocation& at) -> core::Result<std::optional<std::string>> {
    const std::lock_guard lock(shared->mutex);
    if (!shared->reader) {
      auto opened = adapters::TopicReader::open(client);
      if (!opened) return opened.error();
      shared->reader = std::move(opened).value();
    }
    auto record = shared->reader->fetch_record(at.topic, at.partition, at.offset);
    if (!record) {
      if (record.error().code == "topic_missing") return std::optional<std::string>();
      shared->reader.reset();
      return record.error();
    }
    if (!record.value()) return std::optional<std::string>();
    return std::move(record.value()->value);
  };
}

}  // namespace procured::app
