#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "adapters/kafka/topic_reader.h"
#include "adapters/sqlite/sink.h"
#include "bi/store.h"

namespace procured::app {

/// The BI sink's source over Kafka: all partitions of the topics that a store keeps. @thread the
/// sink's
class TopicSinkSource final : public sqlite::SinkSource {
 public:
  /// For Sink: opens a reader of its own each time.
  static sqlite::Sink::SourceFactory factory(adapters::ClientSettings client);

  explicit TopicSinkSource(std::unique_ptr<adapters::TopicReader> reader)
      : reader_(std::move(reader)) {}

  core::Result<void> assign(const stream::Positions& from) override;
  core::Result<std::span<const stream::InboundRecord>> poll(
      std::chrono::milliseconds wait) override;
  core::Result<std::int64_t> lag() override { return reader_->lag(); }

 private:
  std::unique_ptr<adapters::TopicReader> reader_;
};

/// Fetches the bytes of raw records by their coordinates, one at a time. The connection is made at
/// the first request. @thread any
bi::FetchRaw raw_fetcher(adapters::ClientSettings client);

}  // namespace procured::app
