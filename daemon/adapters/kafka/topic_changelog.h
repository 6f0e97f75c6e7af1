#pragma once

#include <memory>
#include <string>

#include "adapters/kafka/topic_reader.h"
#include "pipeline/changelog_reader.h"

namespace procured::adapters {

/// ChangelogReader over one topic. @thread one.
class TopicChangelog final : public pipeline::ChangelogReader {
 public:
  TopicChangelog(std::unique_ptr<TopicReader> reader, std::string topic)
      : reader_(std::move(reader)), topic_(std::move(topic)) {}

  core::Result<std::int64_t> end(std::int32_t partition) override;
  core::Result<void> assign(const stream::Positions& from) override;
  core::Result<void> read(std::chrono::milliseconds wait, const Visit& visit) override;
  std::int64_t position(std::int32_t partition) const override;

 private:
  std::unique_ptr<TopicReader> reader_;
  std::string topic_;
};

}  // namespace procured::adapters
