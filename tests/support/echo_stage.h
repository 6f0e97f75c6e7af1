#pragma once

#include <memory>
#include <string>

#include "state/overlay.h"
#include "stream/stage.h"

namespace procured::support {

inline constexpr std::string_view kEchoCounts = "c/";
inline constexpr std::string_view kEchoSweeps = "s/";
inline constexpr std::string_view kEchoSweepValue = "sweep:";
constexpr int kEchoSliceKeys = 5;

inline stream::OutboundRecord echo_output(stream::Topic topic, stream::Route route,
                                          std::string_view key, std::string value) {
  stream::OutboundRecord record;
  record.topic = topic;
  record.route = route;
  record.route_key = key;
  record.key = key;
  record.value = std::move(value);
  return record;
}

class EchoStage final : public stream::Stage {
 public:
  stream::Effects run(const stream::Batch& batch, const state::Reader& committed) override {
    stream::Effects effects;
    state::Overlay working(committed);
    for (const auto& record : batch.records) take(record, working, effects);
    effects.counts["document"] = batch.records.size();
    effects.state_writes = working.take();
    return effects;
  }

  bool has_left_over(const state::Reader& committed) const override {
    bool found = false;
    committed.scan(kEchoSweeps, "", [&](auto, auto) {
      found = true;
      return false;
    });
    return found;
  }

  stream::Effects run_left_over(const state::Reader& committed, const std::string&) override {
    stream::Effects effects;
    state::Overlay working(committed);
    std::string sweep;
    std::string cursor;
    committed.scan(kEchoSweeps, "", [&](auto key, auto value) {
      sweep = key;
      cursor = value;
      return false;
    });
    int done = 0;
    committed.scan(kEchoCounts, cursor, [&](auto key, auto) {
      if (done == kEchoSliceKeys) return false;
      ++done;
      cursor = key;
      const auto verdict =
          std::string(key.substr(kEchoCounts.size())) + "|" + sweep.substr(kEchoSweeps.size());
      effects.outputs.push_back(
          echo_output(stream::Topic::kVerdicts, stream::Route::kSamePartition, verdict, verdict));
      return true;
    });
    if (done == kEchoSliceKeys) {
      working.put(sweep, cursor);
    } else {
      working.erase(sweep);
    }
    effects.state_writes = working.take();
    return effects;
  }

  void committed() override {}

 private:
  static void take(const stream::InboundRecord& record, state::Overlay& working,
                   stream::Effects& effects) {
    const std::string value(record.value.value_or(""));
    effects.outputs.push_back(
        echo_output(stream::Topic::kDocuments, stream::Route::kByKey, record.key, value));
    const auto counter = std::string(kEchoCounts) + std::string(record.key);
    const auto before = working.get(counter);
    const auto count = std::to_string((before ? std::stoll(*before) : 0) + 1);
    working.put(counter, count);
    effects.outputs.push_back(
        echo_output(stream::Topic::kKpis, stream::Route::kSamePartition, record.key, count));
    if (value.starts_with(kEchoSweepValue)) {
      working.put(std::string(kEchoSweeps) + value.substr(kEchoSweepValue.size()), "");
    }
  }
};

/// A stage whose outputs can be told from its inputs by hand. A record (key, value):
///
///     documents  key by key       → value             each input once
///     kpis       same partition   → count of the key  the last one is the number of inputs
///     verdicts   same partition   → "key|sweep"       for a value "sweep:…": one per key known
///     then, in slices
///
/// Keys are expected before the first sweep of their partition, so that the verdicts do not depend
/// on when slices run.
class EchoStages final : public stream::StageFactory {
 public:
  std::unique_ptr<stream::Stage> create(std::int32_t) const override {
    return std::make_unique<EchoStage>();
  }
};

}  // namespace procured::support
