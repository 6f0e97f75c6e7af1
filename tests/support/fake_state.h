#pragma once

#include <map>
#include <memory>
#include <string>

#include "pipeline/changelog_reader.h"
#include "pipeline/partition_store.h"
#include "state/memory_store.h"
#include "support/fake_kafka.h"

namespace procured::support {

class FakeChangelog final : public pipeline::ChangelogReader {
 public:
  explicit FakeChangelog(FakeKafka& kafka) : kafka_(kafka) {}

  core::Result<std::int64_t> end(std::int32_t partition) override {
    return static_cast<std::int64_t>(kafka_.changelog[partition].size());
  }
  core::Result<void> assign(const stream::Positions& from) override {
    next_ = from;
    return boost::outcome_v2::success();
  }
  core::Result<void> read(std::chrono::milliseconds, const Visit& visit) override {
    for (auto& position : next_) {
      const auto& log = kafka_.changelog[position.partition];
      for (int i = 0;
           i < kRecordsPerRead && position.offset < static_cast<std::int64_t>(log.size()); ++i) {
        const auto& record = log[static_cast<std::size_t>(position.offset++)];
        visit(position.partition, record.key, record.value);
        ++records_read;
      }
    }
    return boost::outcome_v2::success();
  }
  std::int64_t position(std::int32_t partition) const override {
    for (const auto& position : next_) {
      if (position.partition == partition) return position.offset;
    }
    return stream::Position::kNone;
  }

  std::size_t records_read = 0;

 private:
  static constexpr int kRecordsPerRead = 3;  // so that a restore takes several slices

  FakeKafka& kafka_;
  stream::Positions next_;
};

/// Local copies that outlive their worker, as files do.
class FakeStores final : public pipeline::StoreProvider {
 public:
  struct Disk {
    state::MemoryStore values;
    std::optional<pipeline::Checkpoint> checkpoint;
    int wipes = 0;
  };

  core::Result<std::unique_ptr<pipeline::PartitionStore>> open(std::int32_t partition) override {
    return std::unique_ptr<pipeline::PartitionStore>(std::make_unique<Store>(disks[partition]));
  }

  std::map<std::int32_t, Disk> disks;

 private:
  class Store final : public pipeline::PartitionStore {
   public:
    explicit Store(Disk& disk) : disk_(disk) {}
    std::optional<std::string> get(std::string_view key) const override {
      return disk_.values.get(key);
    }
    void scan(std::string_view prefix, std::string_view after, const Visit& visit) const override {
      disk_.values.scan(prefix, after, visit);
    }
    std::optional<pipeline::Checkpoint> checkpoint() const override { return disk_.checkpoint; }
    core::Result<void> apply(std::span<const state::Write> writes,
                             pipeline::Checkpoint checkpoint) override {
      disk_.values.apply(writes);
      disk_.checkpoint = std::move(checkpoint);
      return boost::outcome_v2::success();
    }
    core::Result<void> wipe() override {
      disk_.values = {};
      disk_.checkpoint.reset();
      ++disk_.wipes;
      return boost::outcome_v2::success();
    }

   private:
    Disk& disk_;
  };
};

}  // namespace procured::support
