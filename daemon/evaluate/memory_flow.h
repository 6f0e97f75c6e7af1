#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "state/memory_store.h"
#include "stream/stage.h"

namespace procured::evaluate {

struct FlowSettings {
  std::size_t partitions = 1;
  std::size_t batch_size = 1000;
  std::size_t batch_bytes = 8U << 20U;  ///< As the daemon's transactions; at least one record.
  std::size_t restart_every =
      0;  ///< Batches between losing everything but the committed state; 0: never.
};

/// The daemon's flow without a broker: the same stages, each partition with its state in memory,
/// fed in batches. What the broker does is done here in the plainest way: order per partition, and
/// effects carried out all at once.
///
///     raw ─► normalise (by source key) ─► documents, reference ─► judge (by buyer) ─► facts,
///     verdicts, cells
class MemoryFlow {
 public:
  /// `on_output` sees every record that a stage publishes, in order.
  using OnOutput = std::function<void(const stream::OutboundRecord&)>;

  MemoryFlow(FlowSettings settings, const stream::StageFactory& normalise,
             const stream::StageFactory& judge, OnOutput on_output);

  struct Raw {
    std::string connector;
    std::string key;
    std::string value;
    std::vector<stream::Header> headers;
  };
  /// Takes one raw record; runs a batch when enough have gathered.
  void feed(Raw record);
  /// Puts a record straight onto the documents or reference topic, as `connect` does with policy.
  void publish(const stream::OutboundRecord& record) { deliver(record, 0); }
  /// Runs until nothing is queued and nothing is left over.
  void drain();

  /// How everything ended, summed over batches.
  const std::map<std::string, std::uint64_t, std::less<>>& counts() const { return counts_; }

 private:
  struct Queued {
    std::string topic;
    std::string key;
    std::string value;
    std::vector<stream::Header> headers;
  };
  struct Partition {
    std::unique_ptr<stream::Stage> stage;
    state::MemoryStore store;
    std::deque<Queued> queue;
    std::int64_t offset = 0;
    std::size_t batches = 0;
  };

  bool run_batch(std::vector<Partition>& partitions, std::size_t number,
                 const stream::StageFactory& factory);
  void run_left_over(std::size_t number);
  void carry_out(Partition& partition, std::size_t number, stream::Effects effects);
  void deliver(const stream::OutboundRecord& record, std::size_t from);
  stream::Stage& stage_of(Partition& partition, std::size_t number,
                          const stream::StageFactory& factory) const;

  FlowSettings settings_;
  const stream::StageFactory& normalise_factory_;
  const stream::StageFactory& judge_factory_;
  OnOutput on_output_;
  std::vector<Partition> normalise_;
  std::vector<Partition> judge_;
  std::size_t waiting_ = 0;
  std::size_t waiting_bytes_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> counts_;
};

}  // namespace procured::evaluate
