#include "app/role_worker.h"

namespace procured::app {

core::Result<std::unique_ptr<RoleWorker>> RoleWorker::create(const RoleSettings& settings,
                                                             const stream::StageFactory& stages,
                                                             telemetry::Registry& registry,
                                                             telemetry::EventLog& log,
                                                             const core::Clock& clock) {
  std::unique_ptr<RoleWorker> made(new RoleWorker(registry, settings.role));
  auto stores =
      adapters::RocksDatabase::open({.directory = settings.state_directory + "/" + settings.role});
  if (!stores) return stores.error();
  made->stores_ = std::move(stores).value();

  auto reader = adapters::TopicReader::open(settings.client);
  if (!reader) return reader.error();
  made->changelog_ = std::make_unique<adapters::TopicChangelog>(std::move(reader).value(),
                                                                settings.changelog_topic);

  const auto member = settings.instance + "." + settings.role;
  auto source = adapters::GroupSource::join({.client = settings.client,
                                             .group = "procured." + settings.role,
                                             .member = member,
                                             .topics = settings.inputs,
                                             .read_first = settings.read_first,
                                             .session_timeout = settings.session_timeout});
  if (!source) return source.error();
  made->source_ = std::move(source).value();

  made->sink_ = std::make_unique<adapters::TransactionSink>(
      adapters::SinkSettings{.client = settings.client,
                             .transactional_id = "procured." + member,
                             .topics = settings.outputs,
                             .partitions = settings.partitions,
                             .transaction_timeout = settings.transaction_timeout},
      *made->source_, made->probe_);

  made->worker_ = std::make_unique<pipeline::Worker>(
      pipeline::WorkerSettings{.role = settings.role,
                               .changelog_topic = settings.changelog_topic,
                               .state_log = settings.state_log,
                               .limits = settings.limits},
      pipeline::WorkerParts{*made->source_, *made->sink_, *made->changelog_, *made->stores_, stages,
                            clock, made->probe_, log});
  return made;
}

}  // namespace procured::app
