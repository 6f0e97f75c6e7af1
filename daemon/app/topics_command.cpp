#include "app/topics_command.h"

#include <cstdio>
#include <memory>
#include <string>

#include "app/kafka_settings.h"
#include "app/knowledge.h"
#include "app/topics_read.h"

namespace procured::app {
namespace {

int create(const config::Config& config) {
  auto admin = adapters::TopicsAdmin::open(client_settings(config));
  if (!admin) return exit_after("topics", admin.error());
  const auto plans = plans_of(config);
  const auto created = admin.value().create(plans);
  if (!created) return exit_after("topics", created.error());
  for (const auto& name : created.value()) std::printf("created %s\n", name.c_str());
  std::printf("%zu topics with %d partitions, %zu of them now created\n", plans.size(),
              plans.front().partitions, created.value().size());
  const auto sound = admin.value().check(plans);
  return sound ? 0 : exit_after("topics", sound.error());
}

int list(const config::Config& config) {
  auto admin = adapters::TopicsAdmin::open(client_settings(config));
  if (!admin) return exit_after("topics", admin.error());
  const auto plans = plans_of(config);
  const auto states = admin.value().describe(plans);
  if (!states) return exit_after("topics", states.error());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const auto found = states.value()[i].partitions;
    const auto* what = found == 0 ? "missing"
                       : found != plans[i].partitions
                           ? "another number of partitions"
                           : plans[i].settings.at("cleanup.policy").c_str();
    std::printf("%-34s %3d  %s\n", plans[i].name.c_str(), found, what);
  }
  const auto sound = admin.value().check(plans);
  return sound ? 0 : exit_after("topics", sound.error());
}

}  // namespace

void add_topics_command(CLI::App& app, int& exit_code) {
  auto path = std::make_shared<std::string>();
  auto* command = app.add_subcommand("topics", "The topics that procured reads and writes");
  command->require_subcommand(1);
  command->footer("Example:\n  procured topics create --config procured.yaml\n");
  const auto add = [&](const char* name, const char* what, int (*run)(const config::Config&)) {
    auto* sub = command->add_subcommand(name, what);
    sub->add_option("--config", *path, "Configuration: brokers, partitions, connectors");
    sub->callback([path, run, &exit_code] {
      const auto config = read_config(*path);
      exit_code = config ? run(*config) : kExitConfig;
    });
  };
  add("create", "Creates those that do not exist, with explicit retention and sizes", create);
  auto topic = std::make_shared<std::string>();
  auto* read =
      command->add_subcommand("read", "Prints a topic's committed records, one JSON object a line");
  read->add_option("TOPIC", *topic, "Such as procured.verdicts.v1")->required();
  read->add_option("--config", *path, "Configuration: brokers");
  read->footer("Example:\n  procured topics read procured.kpis.v1 --config procured.yaml\n");
  read->callback([path, topic, &exit_code] {
    const auto config = read_config(*path);
    if (!config) {
      exit_code = kExitConfig;
      return;
    }
    const auto printed = read_topic(*config, *topic);
    exit_code = printed ? 0 : exit_after("topics", printed.error());
  });
  add("list", "Lists them with their partitions; exit code 1 when one is missing or differs", list);
}

}  // namespace procured::app
