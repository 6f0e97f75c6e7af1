#include "evaluate/memory_flow.h"

#include <algorithm>

#include "core/hash.h"
#include "stream/topics.h"

namespace procured::evaluate {
namespace {

/// Evaluate's outputs carry no arrival, so its clock stands still.
const std::string kInstant = "1970-01-01T00:00:00.000Z";

}  // namespace

MemoryFlow::MemoryFlow(FlowSettings settings, const stream::StageFactory& normalise,
                       const stream::StageFactory& judge, OnOutput on_output)
    : settings_(settings),
      normalise_factory_(normalise),
      judge_factory_(judge),
      on_output_(std::move(on_output)),
      normalise_(settings.partitions),
      judge_(settings.partitions) {}

void MemoryFlow::feed(Raw record) {
  auto& partition = normalise_[core::sha256_prefix(record.key) % settings_.partitions];
  waiting_bytes_ += record.value.size();
  partition.queue.push_back({std::string(stream::kRawPrefix) + record.connector,
                             std::move(record.key), std::move(record.value),
                             std::move(record.headers)});
  if (++waiting_ < settings_.batch_size && waiting_bytes_ < settings_.batch_bytes) return;
  waiting_ = 0;
  waiting_bytes_ = 0;
  for (std::size_t i = 0; i < normalise_.size(); ++i) {
    while (run_batch(normalise_, i, normalise_factory_)) {
    }
  }
  for (std::size_t i = 0; i < judge_.size(); ++i) {
    run_batch(judge_, i, judge_factory_);
    run_left_over(i);  // takes turns with new input, as in the daemon
  }
}

void MemoryFlow::drain() {
  bool busy = true;
  while (busy) {
    busy = false;
    for (std::size_t i = 0; i < normalise_.size(); ++i)
      busy |= run_batch(normalise_, i, normalise_factory_);
    for (std::size_t i = 0; i < judge_.size(); ++i) {
      busy |= run_batch(judge_, i, judge_factory_);
      if (!stage_of(judge_[i], i, judge_factory_).has_left_over(judge_[i].store)) continue;
      run_left_over(i);
      busy = true;
    }
  }
}

stream::Stage& MemoryFlow::stage_of(Partition& partition, std::size_t number,
                                    const stream::StageFactory& factory) const {
  const bool restart =
      settings_.restart_every > 0 && ++partition.batches % settings_.restart_every == 0;
  if (!partition.stage || restart)
    partition.stage = factory.create(static_cast<std::int32_t>(number));
  return *partition.stage;
}

bool MemoryFlow::run_batch(std::vector<Partition>& partitions, std::size_t number,
                           const stream::StageFactory& factory) {
  auto& partition = partitions[number];
  if (partition.queue.empty()) return false;
  std::size_t size = 0;
  for (std::size_t bytes = 0; size < std::min(partition.queue.size(), settings_.batch_size);
       ++size) {
    bytes += partition.queue[size].value.size();
    if (size > 0 && bytes > settings_.batch_bytes) break;
  }
  std::vector<Queued> queued(
      std::make_move_iterator(partition.queue.begin()),
      std::make_move_iterator(partition.queue.begin() + static_cast<std::ptrdiff_t>(size)));
  partition.queue.erase(partition.queue.begin(),
                        partition.queue.begin() + static_cast<std::ptrdiff_t>(size));
  std::vector<stream::InboundRecord> records;
  for (auto& entry : queued) {
    records.push_back({entry.topic, static_cast<std::int32_t>(number), partition.offset++, 0,
                       entry.key, entry.value, std::move(entry.headers)});
  }
  auto effects = stage_of(partition, number, factory).run({records, kInstant}, partition.store);
  carry_out(partition, number, std::move(effects));
  return true;
}

void MemoryFlow::run_left_over(std::size_t number) {
  auto& partition = judge_[number];
  auto& stage = stage_of(partition, number, judge_factory_);
  if (!stage.has_left_over(partition.store)) return;
  carry_out(partition, number, stage.run_left_over(partition.store, kInstant));
}

void MemoryFlow::carry_out(Partition& partition, std::size_t number, stream::Effects effects) {
  partition.store.apply(effects.state_writes);
  partition.stage->committed();
  for (const auto& [name, count] : effects.counts) counts_[name] += count;
  for (const auto& record : effects.outputs) {
    on_output_(record);
    deliver(record, number);
  }
}

void MemoryFlow::deliver(const stream::OutboundRecord& record, std::size_t from) {
  if (record.topic != stream::Topic::kDocuments && record.topic != stream::Topic::kReference)
    return;
  const auto put = [&](std::size_t to) {
    judge_[to].queue.push_back({std::string(stream::topic_name(record.topic)), record.key,
                                record.value.value_or(""), record.headers});
  };
  switch (record.route) {
    case stream::Route::kByKey:
      put(core::sha256_prefix(record.route_key) % judge_.size());
      return;
    case stream::Route::kSamePartition:
      put(from);
      return;
    case stream::Route::kEveryPartition:
      for (std::size_t i = 0; i < judge_.size(); ++i) put(i);
      return;
  }
}

}  // namespace procured::evaluate
