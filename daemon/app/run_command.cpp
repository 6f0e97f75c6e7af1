#include "app/run_command.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "adapters/http/server.h"
#include "adapters/http/site.h"
#include "adapters/sqlite/store_reader.h"
#include "app/kafka_settings.h"
#include "app/knowledge.h"
#include "app/receiving.h"
#include "app/roles.h"
#include "app/topic_sink_source.h"
#include "normalise/policy.h"

namespace procured::app {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kStopWithin{7'000};

/// SIGTERM and SIGINT as a descriptor: no code runs in a signal handler. Made before any thread,
/// which inherits the mask.
class StopSignal {
 public:
  StopSignal() {
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGTERM);
    sigaddset(&mask, SIGINT);
    pthread_sigmask(SIG_BLOCK, &mask, nullptr);
    descriptor_ = ::signalfd(-1, &mask, SFD_CLOEXEC);
  }
  ~StopSignal() { ::close(descriptor_); }
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  bool came_within(milliseconds wait) const {
    pollfd one{descriptor_, POLLIN, 0};
    return ::poll(&one, 1, static_cast<int>(wait.count())) == 1;
  }

 private:
  int descriptor_ = -1;
};

http::Probes probes_of(const Roles& roles, const Inboxes& inboxes, telemetry::Registry& registry) {
  return {.metrics =
              [&] {
                measure(inboxes, registry);
                if (const auto* sink = roles.sink()) {
                  registry.set(telemetry::Metric::k_sink_lag, {}, static_cast<double>(sink->lag()));
                  registry.set(telemetry::Metric::k_sink_records, {},
                               static_cast<double>(sink->records()));
                }
                return registry.exposition();
              },
          .readiness =
              [&] {
                std::vector<http::Check> checks;
                for (auto& check : roles.readiness())
                  checks.push_back({check.name, check.ready, check.detail});
                return checks;
              }};
}

std::unique_ptr<http::Server> serve(const config::Config& config, const Roles& roles,
                                    const Inboxes& inboxes, telemetry::Registry& registry) {
  std::map<std::string, std::string> goals;
  for (const auto& [kpi, goal] : config.serve.goals) goals[kpi] = goal.to_string();
  const http::ApiSettings api{.goals = std::move(goals),
                              .fetch_raw = raw_fetcher(client_settings(config)),
                              .left_over = [&roles] { return roles.left_over(); }};
  auto site = std::make_shared<http::Site>(
      [path = config.store.path] { return sqlite::StoreReader::open(path); }, api,
      probes_of(roles, inboxes, registry), config.serve.dashboard_dir);
  return std::make_unique<http::Server>(
      http::ServerSettings{.address = config.serve.address,
                           .port = static_cast<std::uint16_t>(config.serve.port)},
      [site, &registry](const http::Request& request) {
        auto response = site->answer(request);
        registry.add(telemetry::Metric::k_http_requests, {std::to_string(response.status)}, 1);
        return response;
      });
}

core::Result<void> announce(const char* what, const std::string& address,
                            const core::Result<std::uint16_t>& port) {
  if (!port) return port.error();
  std::printf("%s: http://%s:%u/\n", what, address.c_str(), static_cast<unsigned>(port.value()));
  std::fflush(stdout);
  return boost::outcome_v2::success();
}

int run_until_stopped(const config::Config& config, const StopSignal& stop) {
  const core::SystemClock clock;
  std::vector<std::string> connectors_named;
  for (const auto& [name, connector] : config.connectors) connectors_named.push_back(name);
  telemetry::Registry registry(std::move(connectors_named));
  telemetry::StreamLog log(stderr, clock);
  const auto connectors = read_connectors(config);
  if (!connectors) return exit_after("run", connectors.error()), kExitConfig;
  const auto policy = normalise::load_policy(config.policy_dir);
  if (!policy) return exit_after("run", policy.error()), kExitConfig;
  const auto inboxes = inboxes_of(config);
  // Before the roles, which tell it what has been committed as long as they live.
  const auto receiver = receiver_of(config, inboxes, {registry, log, clock});
  auto made =
      Roles::create({config, connectors.value(), policy.value(), registry, log, clock, inboxes});
  if (!made) return exit_after("run", made.error());
  auto& roles = *made.value();
  auto server = serve(config, roles, inboxes, registry);
  if (config.has_role("serve")) {
    if (auto said = announce("dashboard", config.serve.address, server->start()); !said)
      return exit_after("run", said.error());
  }
  if (config.receives()) {
    if (auto said = announce("receiver", config.receive.address, receiver->start()); !said)
      return exit_after("run", said.error());
  }
  if (auto started = roles.start(); !started) return exit_after("run", started.error());
  std::optional<std::string> failure;
  while (!failure && !stop.came_within(milliseconds(200))) failure = roles.failure();
  if (failure) std::fprintf(stderr, "procured run: %s\n", failure->c_str());
  receiver->refuse_more();
  const bool in_time = roles.stop(kStopWithin);
  receiver->stop();
  server->stop();
  if (!in_time)
    std::fprintf(stderr, "procured run: a role did not stop within %lld ms\n",
                 static_cast<long long>(kStopWithin.count()));
  return failure ? kExitFailed : in_time ? 0 : kExitSoftware;
}

}  // namespace

void add_run_command(CLI::App& app, int& exit_code) {
  struct Arguments {
    std::string config;
    std::string instance;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = app.add_subcommand(
      "run", "The daemon: connects, normalises, judges, fills the BI store, serves the dashboard");
  command->add_option("--config", arguments->config, "Configuration")->required();
  command->add_option("--instance", arguments->instance,
                      "Name of this instance among those with the same configuration");
  command->footer(
      "Plays the roles that the configuration names. Stops on SIGTERM or SIGINT: finishes the "
      "transaction at hand first.\n\n"
      "Example:\n"
      "  procured run --config procured.yaml --instance procured-2\n");
  command->callback([arguments, &exit_code] {
    auto config = read_config(arguments->config);
    if (!config) {
      exit_code = kExitConfig;
      return;
    }
    if (!arguments->instance.empty()) config->instance = arguments->instance;
    const StopSignal stop;
    exit_code = run_until_stopped(*config, stop);
  });
}

}  // namespace procured::app
