#include "app/roles.h"

#include <algorithm>

#include "app/kafka_settings.h"
#include "judge/judge_stage.h"
#include "normalise/normalise_stage.h"
#include "normalise/reference_output.h"
#include "pipeline/connect_stage.h"
#include "stream/topics.h"

namespace procured::app {
namespace {

/// Of the state that normalise keeps; grows when an older binary could not read it.
constexpr std::uint32_t kNormaliseStateVersion = 1;

std::vector<std::string> names(std::initializer_list<std::string_view> topics) {
  return {topics.begin(), topics.end()};
}

std::vector<std::string> operator+(std::vector<std::string> left, const std::vector<std::string>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

RoleSettings settings_of(const config::Config& config, const std::string& role) {
  using namespace stream;
  RoleSettings settings{.role = role,
                        .instance = config.instance,
                        .client = client_settings(config),
                        .changelog_topic = std::string(kStateTopic),
                        .state_log = pipeline::StateLog::plain(),
                        .partitions = static_cast<std::int32_t>(config.kafka.partitions),
                        .state_directory = config.state_dir};
  settings.session_timeout = std::chrono::milliseconds(config.kafka.session_timeout_ms);
  settings.transaction_timeout = std::chrono::milliseconds(config.kafka.transaction_timeout_ms);
  if (role == "connect") {
    settings.inputs = names({kConnectTopic});
    settings.changelog_topic = kConnectTopic;
    settings.outputs = raw_topics(config) + names({kConnectTopic, kReferenceTopic, kDeadLettersTopic});
  } else if (role == "normalise") {
    settings.inputs = raw_topics(config);
    settings.state_log = pipeline::StateLog('n', kNormaliseStateVersion);
    settings.outputs = names({kDocumentsTopic, kReferenceTopic, kDeadLettersTopic, kStateTopic});
  } else {
    settings.inputs = names({kDocumentsTopic, kReferenceTopic});
    settings.state_log = pipeline::StateLog('j', judge::catalogue_version());
    settings.outputs = names({kFactsTopic, kVerdictsTopic, kKpisTopic, kStateTopic});
  }
  return settings;
}

pipeline::ConnectSettings connect_settings(const config::Config& config,
                                           const evaluate::Connectors& connectors,
                                           const v1::Policy& policy) {
  pipeline::ConnectSettings settings;
  settings.partitions = static_cast<std::int32_t>(config.kafka.partitions);
  settings.policy = normalise::policy_records(policy);
  settings.policy_hash = std::to_string(policy.revision()) + ":" + policy.content_hash();
  for (const auto& [name, connector] : config.connectors) {
    if (connector.folder.path.empty()) continue;
    const auto& profiles = connectors.knowledge->connectors;
    const auto profile = profiles.find(name);
    auto decoding = profile == profiles.end() ? mapping::ConnectorSettings{} : profile->second.decoding;
    settings.folders.push_back(
        {.connector = name,
         .folder = connector.folder.path,
         .interval = std::chrono::milliseconds(connector.folder.poll_interval_ms),
         .register_of = [catalogue = connectors.catalogue, decoding](std::string_view bytes) {
           return catalogue->register_of(bytes, decoding);
         }});
  }
  return settings;
}

std::unique_ptr<stream::StageFactory> stages_of(const std::string& role, const config::Config& config,
                                                const evaluate::Connectors& connectors,
                                                const v1::Policy& policy, const core::Clock& clock) {
  if (role == "connect") {
    return std::make_unique<pipeline::ConnectStages>(connect_settings(config, connectors, policy), clock);
  }
  if (role == "normalise") return std::make_unique<normalise::NormaliseFactory>(connectors.knowledge);
  return std::make_unique<judge::JudgeStageFactory>();
}

core::Result<void> check_topics(const config::Config& config) {
  auto admin = adapters::TopicsAdmin::open(client_settings(config));
  if (!admin) return admin.error();
  return admin.value().check(plans_of(config));
}

}  // namespace

core::Result<std::unique_ptr<Roles>> Roles::start(const config::Config& config,
                                                  const evaluate::Connectors& connectors,
                                                  const v1::Policy& policy, Surroundings around) {
  if (auto sound = check_topics(config); !sound) return sound.error();
  std::unique_ptr<Roles> roles(new Roles());
  for (const std::string role : {"connect", "normalise", "judge"}) {
    if (!config.has_role(role)) continue;
    roles->stages_.push_back(stages_of(role, config, connectors, policy, around.clock));
    auto worker = RoleWorker::create(settings_of(config, role), *roles->stages_.back(),
                                     around.registry, around.log, around.clock);
    if (!worker) return worker.error();
    roles->workers_.emplace_back(role, std::move(worker).value());
  }
  for (const auto& [role, worker] : roles->workers_) worker->start();
  return roles;
}

std::vector<std::string> Roles::stop(std::chrono::milliseconds within) {
  for (const auto& [role, worker] : workers_) worker->ask_to_stop();
  const auto deadline = std::chrono::steady_clock::now() + within;
  std::vector<std::string> late;
  for (const auto& [role, worker] : workers_) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (!worker->stop(std::max(left, std::chrono::milliseconds(0)))) late.push_back(role);
  }
  return late;
}

std::vector<std::pair<std::string, pipeline::WorkerStatus>> Roles::statuses() const {
  std::vector<std::pair<std::string, pipeline::WorkerStatus>> statuses;
  for (const auto& [role, worker] : workers_) statuses.emplace_back(role, worker->status());
  return statuses;
}

}  // namespace procured::app
