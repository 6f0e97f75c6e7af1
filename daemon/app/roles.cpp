#include "app/roles.h"

#include <algorithm>

#include "app/kafka_settings.h"
#include "app/sources.h"
#include "app/topic_sink_source.h"
#include "connectors/decoding/register_parts.h"
#include "connectors/transport/inbox_source.h"
#include "judge/judge_stage.h"
#include "normalise/normalise_stage.h"
#include "normalise/reference_output.h"
#include "pipeline/connect_stage.h"
#include "stream/topics.h"

namespace procured::app {
namespace {

RoleSettings settings_of(const RoleParts& parts, const std::string& role) {
  const auto& config = parts.config;
  return {.role = role,
          .instance = config.instance,
          .client = client_settings(config),
          .changelog_topic = std::string(stream::kStateTopic),
          .state_log = pipeline::StateLog(role.front(), judge::catalogue_version()),
          .partitions = static_cast<std::int32_t>(config.kafka.partitions),
          .state_directory = config.state_dir,
          .session_timeout = std::chrono::milliseconds(config.kafka.session_timeout_ms),
          .transaction_timeout = std::chrono::milliseconds(config.kafka.transaction_timeout_ms)};
}

std::vector<std::string> names(std::initializer_list<std::string_view> topics) {
  return {topics.begin(), topics.end()};
}

std::vector<pipeline::RegisterPart> parts_of(std::string_view bytes,
                                             const mapping::ConnectorSettings& settings) {
  std::vector<pipeline::RegisterPart> parts;
  for (auto& part : mapping::register_parts(bytes, settings.delimiters))
    parts.push_back({part.first_row, std::move(part.bytes)});
  return parts;
}

pipeline::ConnectSettings connect_settings(const RoleParts& parts) {
  pipeline::ConnectSettings settings;
  settings.partitions = static_cast<std::int32_t>(parts.config.kafka.partitions);
  settings.policy = normalise::policy_records(parts.policy);
  settings.policy_hash = parts.policy.content_hash();
  for (const auto& [name, connector] : parts.config.connectors) {
    auto open = opener_of(connector, parts.clock);
    if (const auto inbox = parts.inboxes.find(name); inbox != parts.inboxes.end())
      open = [inbox = inbox->second] { return std::make_unique<transport::InboxSource>(inbox); };
    if (!open) continue;
    const auto decoding = parts.connectors.knowledge->connectors.at(name).decoding;
    const auto catalogue = parts.connectors.catalogue;
    settings.sources.push_back(
        {.connector = name,
         .open = std::move(open),
         .register_of =
             [catalogue, decoding](std::string_view bytes) {
               return catalogue->register_of(bytes, decoding);
             },
         .parts_of = [decoding](std::string_view bytes) { return parts_of(bytes, decoding); },
         .back_off = back_off_of(connector)});
  }
  return settings;
}

}  // namespace

core::Result<std::unique_ptr<Roles>> Roles::create(const RoleParts& parts) {
  auto admin = adapters::TopicsAdmin::open(client_settings(parts.config));
  if (!admin) return admin.error();
  const auto plans = plans_of(parts.config);
  if (auto created = admin.value().create(plans); !created) return created.error();
  if (auto sound = admin.value().check(plans); !sound) return sound.error();

  std::unique_ptr<Roles> roles(new Roles());
  const auto raw = raw_topics(parts.config);
  if (parts.config.has_role("connect")) {
    auto settings = settings_of(parts, "connect");
    settings.inputs = names({stream::kConnectTopic});
    settings.outputs =
        names({stream::kConnectTopic, stream::kReferenceTopic, stream::kDeadLettersTopic});
    settings.outputs.insert(settings.outputs.end(), raw.begin(), raw.end());
    settings.changelog_topic = stream::kConnectTopic;
    settings.state_log = pipeline::StateLog::plain();
    auto stages = std::make_unique<pipeline::ConnectStages>(connect_settings(parts), parts.registry,
                                                            parts.log, parts.clock);
    if (auto added = roles->add(parts, std::move(settings), std::move(stages)); !added)
      return added.error();
  }
  if (parts.config.has_role("normalise")) {
    auto settings = settings_of(parts, "normalise");
    settings.inputs = raw;
    settings.outputs = names({stream::kDocumentsTopic, stream::kReferenceTopic,
                              stream::kDeadLettersTopic, stream::kStateTopic});
    auto stages = std::make_unique<normalise::NormaliseFactory>(parts.connectors.knowledge);
    if (auto added = roles->add(parts, std::move(settings), std::move(stages)); !added)
      return added.error();
  }
  if (parts.config.has_role("judge")) {
    auto settings = settings_of(parts, "judge");
    settings.inputs = names({stream::kDocumentsTopic, stream::kReferenceTopic});
    settings.read_first = stream::kReferenceTopic;
    settings.outputs = names(
        {stream::kFactsTopic, stream::kVerdictsTopic, stream::kKpisTopic, stream::kStateTopic});
    if (auto added =
            roles->add(parts, std::move(settings), std::make_unique<judge::JudgeStageFactory>());
        !added) {
      return added.error();
    }
  }
  if (parts.config.has_role("sink")) {
    roles->sink_ = std::make_unique<sqlite::Sink>(
        parts.config.store.path, TopicSinkSource::factory(client_settings(parts.config)),
        parts.clock);
  }
  return roles;
}

core::Result<void> Roles::add(const RoleParts& parts, RoleSettings settings,
                              std::unique_ptr<stream::StageFactory> stages) {
  auto worker = RoleWorker::create(settings, *stages, parts.registry, parts.log, parts.clock);
  if (!worker) return worker.error();
  workers_.push_back({settings.role, std::move(stages), std::move(worker).value()});
  return boost::outcome_v2::success();
}

core::Result<void> Roles::start() {
  for (auto& worker : workers_) worker.worker->start();
  return sink_ ? sink_->start() : boost::outcome_v2::success();
}

bool Roles::stop(std::chrono::milliseconds within) {
  const auto deadline = std::chrono::steady_clock::now() + within;
  for (auto& worker : workers_) worker.worker->ask_to_stop();
  bool in_time = true;
  for (auto& worker : workers_) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    in_time = worker.worker->stop(std::max(left, std::chrono::milliseconds(1))) && in_time;
  }
  if (sink_) sink_->stop();
  return in_time;
}

std::vector<Roles::Readiness> Roles::readiness() const {
  std::vector<Readiness> checks;
  for (const auto& [role, stages, worker] : workers_) {
    const auto status = worker->status();
    checks.push_back({role, status.healthy && status.ready,
                      std::to_string(status.partitions) + " partitions, " +
                          std::to_string(status.lag) + " records wait"});
  }
  if (sink_)
    checks.push_back({"sink", sink_->is_reading(), std::to_string(sink_->lag()) + " records wait"});
  return checks;
}

std::optional<std::uint64_t> Roles::left_over() const {
  for (const auto& [role, stages, worker] : workers_) {
    if (role == "judge") return worker->status().left_over;
  }
  return std::nullopt;
}

std::optional<std::string> Roles::failure() const {
  for (const auto& [role, stages, worker] : workers_) {
    const auto status = worker->status();
    if (status.healthy) continue;
    return role + ": " +
           (status.error ? status.error->code + ": " + status.error->detail : std::string("ended"));
  }
  return sink_ ? sink_->failure() : std::nullopt;
}

}  // namespace procured::app
