#include "echo_stage.h"

#include "state/overlay.h"

namespace procured::integration {
namespace {

constexpr std::string_view kCounts = "c/";
constexpr std::string_view kSweeps = "s/";
constexpr std::string_view kSweepValue = "sweep:";
constexpr int kSliceKeys = 5;

stream::OutboundRecord output(stream::Topic topic, stream::Route route, std::string_view key,
                              std::string value) {
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
    committed.scan(kSweeps, "", [&](auto, auto) {
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
    committed.scan(kSweeps, "", [&](auto key, auto value) {
      sweep = key;
      cursor = value;
      return false;
    });
    int done = 0;
    committed.scan(kCounts, cursor, [&](auto key, auto) {
      if (done == kSliceKeys) return false;
      ++done;
      cursor = key;
      const auto verdict = std::string(key.substr(kCounts.size())) + "|" + sweep.substr(kSweeps.size());
      effects.outputs.push_back(output(stream::Topic::kVerdicts, stream::Route::kSamePartition,
                                       verdict, verdict));
      return true;
    });
    if (done == kSliceKeys) {
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
        output(stream::Topic::kDocuments, stream::Route::kByKey, record.key, value));
    const auto counter = std::string(kCounts) + std::string(record.key);
    const auto before = working.get(counter);
    const auto count = std::to_string((before ? std::stoll(*before) : 0) + 1);
    working.put(counter, count);
    effects.outputs.push_back(
        output(stream::Topic::kKpis, stream::Route::kSamePartition, record.key, count));
    if (value.starts_with(kSweepValue)) {
      working.put(std::string(kSweeps) + value.substr(kSweepValue.size()), "");
    }
  }
};

}  // namespace

std::unique_ptr<stream::Stage> EchoStages::create(std::int32_t) const {
  return std::make_unique<EchoStage>();
}

}  // namespace procured::integration
