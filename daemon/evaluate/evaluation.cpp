#include "evaluate/evaluation.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "core/hash.h"
#include "evaluate/final_state.h"
#include "evaluate/input_files.h"
#include "judge/judge_stage.h"
#include "normalise/dead_letters.h"
#include "normalise/normalise_stage.h"
#include "normalise/reference_output.h"
#include "stream/topics.h"

namespace procured::evaluate {
namespace {

/// The connector whose watched folder holds the file, else the first one.
std::string connector_of(const std::string& path, const config::Config& config) {
  namespace fs = std::filesystem;
  const auto file = fs::weakly_canonical(path).generic_string();
  for (const auto& [name, connector] : config.connectors) {
    if (connector.folder.path.empty()) continue;
    if (file.starts_with(fs::weakly_canonical(connector.folder.path).generic_string() + '/'))
      return name;
  }
  return config.connectors.empty() ? std::string("files") : config.connectors.begin()->first;
}

v1::DeadLetter too_large(const std::string& connector, const std::string& path,
                         const std::string& bytes) {
  v1::DeadLetter letter;
  letter.set_connector(connector);
  letter.set_source_key(path);
  letter.set_reason("too_large");
  letter.set_place(path);
  letter.set_detail("The file is larger than 32 MiB; it stays where it is");
  letter.set_content_hash(core::sha256_hex(bytes));
  letter.set_bytes(bytes.size());
  letter.set_stage("connect");
  return letter;
}

/// Feeds the flow file by file.
class Feeder {
 public:
  Feeder(MemoryFlow& flow, FinalState& final_state, const config::Config& config,
         const Connectors& connectors)
      : flow_(flow), final_state_(final_state), config_(config), connectors_(connectors) {}

  core::Result<void> feed(const std::string& path) {
    auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    const auto connector = connector_of(path, config_);
    if (bytes.value().size() > normalise::DeadLetters::kBytesMax) {
      final_state_.take(too_large(connector, path, bytes.value()));
      ++counts_["raw"];
      ++counts_["refused"];
      return boost::outcome_v2::success();
    }
    const auto& profiles = connectors_.knowledge->connectors;
    const auto profile = profiles.find(connector);
    const auto settings =
        profile == profiles.end() ? mapping::ConnectorSettings{} : profile->second.decoding;
    const auto register_name = connectors_.catalogue->register_of(bytes.value(), settings);
    flow_.feed({.connector = connector,
                .key = register_name.empty() ? path : register_name,
                .value = std::move(bytes).value(),
                .headers = {{std::string(stream::kPathHeader), path}}});
    return boost::outcome_v2::success();
  }

  std::map<std::string, std::uint64_t, std::less<>> counts() const {
    auto counts = flow_.counts();
    for (const auto& [name, count] : counts_) counts[name] += count;
    return counts;
  }

 private:
  MemoryFlow& flow_;
  FinalState& final_state_;
  const config::Config& config_;
  const Connectors& connectors_;
  std::map<std::string, std::uint64_t, std::less<>> counts_;  // of what never became a raw record
};

}  // namespace

core::Result<EvaluationResult> evaluate(
    const EvaluationSettings& settings, const config::Config& config, const Connectors& connectors,
    const v1::Policy& policy, const std::function<void(std::size_t, std::size_t)>& progress) {
  auto files = list_files(settings.paths);
  if (!files) return files.error();
  std::vector<std::size_t> order(files.value().size() * (settings.duplicate ? 2 : 1));
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Policy is a fact like any other: shuffled, it arrives anywhere.
  std::size_t policy_at = 0;
  if (settings.shuffle_seed) {
    shuffle(order, *settings.shuffle_seed);
    policy_at = *settings.shuffle_seed % (order.size() + 1);
  }

  FinalState final_state;
  const normalise::NormaliseFactory normalise_factory(connectors.knowledge);
  const judge::JudgeStageFactory judge_factory;
  MemoryFlow flow(settings.flow, normalise_factory, judge_factory,
                  [&](const stream::OutboundRecord& record) { final_state.take(record); });
  Feeder feeder(flow, final_state, config, connectors);
  const auto publish_policy = [&] {
    for (const auto& record : normalise::policy_records(policy)) flow.publish(record);
  };
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == policy_at) publish_policy();
    if (auto fed = feeder.feed(files.value()[order[i] % files.value().size()].path); !fed)
      return fed.error();
    progress(i + 1, order.size());
  }
  if (policy_at == order.size()) publish_policy();
  flow.drain();
  const auto counts = feeder.counts();
  if (!settings.out.empty()) {
    if (auto written = final_state.write(settings.out, counts); !written) return written.error();
  }
  return EvaluationResult{final_state.summary(counts), final_state.dead_letters()};
}

}  // namespace procured::evaluate
