#include "evaluate/evaluation.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "connectors/decoding/register_parts.h"
#include "connectors/transport/folder.h"
#include "evaluate/final_state.h"
#include "evaluate/input_files.h"
#include "judge/judge_stage.h"
#include "normalise/dead_letters.h"
#include "normalise/normalise_stage.h"
#include "normalise/raw_record.h"
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

/// Feeds the flow file by file.
class Feeder {
 public:
  Feeder(MemoryFlow& flow, FinalState& final_state, const config::Config& config,
         const Connectors& connectors)
      : flow_(flow), final_state_(final_state), config_(config), connectors_(connectors) {}

  core::Result<void> feed(const InputFile& file) {
    const auto connector = connector_of(file.path, config_);
    if (file.bytes > normalise::DeadLetters::kBytesMax) return refuse(connector, file);
    auto bytes = transport::read_file({}, file.path);
    if (!bytes) return bytes.error();
    const auto& profiles = connectors_.knowledge->connectors;
    const auto profile = profiles.find(connector);
    const auto settings =
        profile == profiles.end() ? mapping::ConnectorSettings{} : profile->second.decoding;
    const auto register_name = connectors_.catalogue->register_of(bytes.value(), settings);
    MemoryFlow::Raw record{.connector = connector,
                           .key = register_name.empty() ? file.path : register_name,
                           .value = {},
                           .headers = {{std::string(stream::kPathHeader), file.path}}};
    // As `connect` writes them.
    const auto parts = register_name.empty()
                           ? std::vector<mapping::RegisterPart>()
                           : mapping::register_parts(bytes.value(), settings.delimiters);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      auto part = record;
      for (auto& header : normalise::part_headers(i + 1, parts.size(), parts[i].first_row))
        part.headers.push_back(std::move(header));
      part.value = parts[i].bytes;
      flow_.feed(std::move(part));
    }
    if (!parts.empty()) return boost::outcome_v2::success();
    record.value = std::move(bytes).value();
    flow_.feed(std::move(record));
    return boost::outcome_v2::success();
  }

  std::map<std::string, std::uint64_t, std::less<>> counts() const {
    auto counts = flow_.counts();
    for (const auto& [name, count] : counts_) counts[name] += count;
    return counts;
  }

 private:
  core::Result<void> refuse(const std::string& connector, const InputFile& file) {
    const auto hash = transport::hash_file({}, file.path);
    if (!hash) return hash.error();
    final_state_.take(normalise::too_large_letter(connector, file.path, file.bytes, hash.value()));
    ++counts_["raw"];
    ++counts_["refused"];
    return boost::outcome_v2::success();
  }

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
    if (auto fed = feeder.feed(files.value()[order[i] % files.value().size()]); !fed)
      return fed.error();
    progress(i + 1, order.size());
  }
  if (policy_at == order.size()) publish_policy();
  flow.drain();
  const auto counts = feeder.counts();
  if (!settings.out.empty()) {
    if (auto written = final_state.write(settings.out, counts); !written) return written.error();
  }
  return EvaluationResult{final_state.summary(counts), final_state.dead_letters(),
                          final_state.verdicts()};
}

}  // namespace procured::evaluate
