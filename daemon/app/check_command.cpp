#include "app/check_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "app/knowledge.h"
#include "config/config.h"
#include "config/policy.h"

namespace procured::app {
namespace {

struct CheckOptions {
  std::string config = {};
  bool print_reference = false;
  bool print_policy_reference = false;
};

std::string or_none(const std::string& text, const char* none) {
  return text.empty() ? none : text;
}

std::string source_of(const config::ConnectorConfig& connector) {
  const auto& sftp = connector.sftp_poll;
  if (!connector.folder.path.empty()) return "folder " + connector.folder.path;
  if (!connector.http_poll.url.empty()) return "polls " + connector.http_poll.url;
  if (!sftp.host.empty()) return "polls sftp://" + sftp.user + '@' + sftp.host + sftp.folder;
  if (!connector.receive.auth.empty()) return "is sent documents, with " + connector.receive.auth;
  return "others write to its raw topic";
}

void say_connectors(const config::Config& config) {
  for (const auto& [name, connector] : config.connectors) {
    const auto entries =
        connector.entries.empty() ? "all" : fmt::format("{}", fmt::join(connector.entries, ", "));
    fmt::print("connector {}: entries {}; {}\n", name, entries, source_of(connector));
  }
}

void say(const config::Config& config, const config::Policy& policy) {
  fmt::print("instance {}: roles {}\n", config.instance, fmt::join(config.roles, ", "));
  fmt::print("buyers: {} listed\n", config.buyers.size());
  say_connectors(config);
  fmt::print("kafka: {}, {} partitions\n", config.kafka.bootstrap_servers, config.kafka.partitions);
  fmt::print("policy: {}, revision {}\n", or_none(config.policy_dir, "built in"), policy.revision);
  fmt::print("state: {}; store: {}\n", config.state_dir, config.store.path);
  fmt::print("serve: {}:{}\n", config.serve.address, config.serve.port);
  if (config.receives())
    fmt::print("receive: {}:{}\n", config.receive.address, config.receive.port);
}

int check(const std::string& path) {
  auto loaded =
      path.empty() ? config::LoadedConfig{config::default_config(), {}} : config::load_config(path);
  const auto policy = config::load_policy(loaded.config.policy_dir);
  auto problems = loaded.problems;
  problems.insert(problems.end(), policy.problems.begin(), policy.problems.end());
  for (const auto& problem : problems) {
    fmt::print(stderr, "{}\n", config::to_string(problem));
  }
  if (!problems.empty()) {
    fmt::print(stderr, "{} problem{}\n", problems.size(), problems.size() == 1 ? "" : "s");
    return kExitConfig;
  }
  say(loaded.config, policy.policy);
  return 0;
}

}  // namespace

void add_check_command(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CheckOptions>();
  auto* command = app.add_subcommand("check", "Check the configuration and say what it means");
  command->add_option("--config", options->config, "Configuration file (default: all defaults)");
  command->add_flag("--print-reference", options->print_reference,
                    "Print every option with its default");
  command->add_flag("--print-policy-reference", options->print_policy_reference,
                    "Print every option of a policy set with its default");
  command->callback([options, &exit_code] {
    if (options->print_reference || options->print_policy_reference) {
      const auto text = options->print_reference ? config::reference() : config::policy_reference();
      std::fwrite(text.data(), 1, text.size(), stdout);
      exit_code = 0;
      return;
    }
    exit_code = check(options->config);
  });
}

}  // namespace procured::app
