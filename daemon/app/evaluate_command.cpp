#include "app/evaluate_command.h"

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>

#include "app/knowledge.h"
#include "evaluate/evaluation.h"
#include "normalise/policy.h"

namespace procured::app {
namespace {

constexpr int kExitDeadLetters = 2;

struct EvaluateArguments {
  evaluate::EvaluationSettings settings;
  std::string config;
  std::string policy;
  std::uint64_t shuffle = 0;
  bool strict = false;
};

int fail(const core::Error& error, int code) {
  std::fprintf(stderr, "procured evaluate: %s\n", error.detail.c_str());
  return code;
}

int run(EvaluateArguments& arguments) {
  const auto config = read_config(arguments.config);
  if (!config) return kExitConfig;
  const auto connectors = read_connectors(*config);
  if (!connectors) return fail(connectors.error(), kExitConfig);
  const auto policy =
      normalise::load_policy(arguments.policy.empty() ? config->policy_dir : arguments.policy);
  if (!policy) return fail(policy.error(), kExitConfig);

  const bool terminal = isatty(fileno(stderr)) != 0;
  const auto progress = [&](std::size_t done, std::size_t total) {
    if (terminal && (done % 500 == 0 || done == total))
      std::fprintf(stderr, "\revaluate: %zu of %zu files", done, total);
    if (terminal && done == total) std::fputc('\n', stderr);
  };
  const auto result =
      evaluate::evaluate(arguments.settings, *config, connectors.value(), policy.value(), progress);
  if (!result)
    return fail(result.error(),
                result.error().code == "unwritable" ? kExitCannotCreate : kExitNoInput);
  std::fputs(result.value().summary.c_str(), stdout);
  return arguments.strict && result.value().dead_letters > 0 ? kExitDeadLetters : 0;
}

}  // namespace

void add_evaluate_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<EvaluateArguments>();
  auto& settings = arguments->settings;
  auto* command = app.add_subcommand(
      "evaluate", "Normalise and judge files as the daemon would, without a broker");
  command
      ->add_option("PATH", settings.paths,
                   "Files and folders: documents and registers, told apart by their content")
      ->required();
  command->add_option("--config", arguments->config,
                      "Configuration (buyers, connectors); defaults without one");
  command->add_option("--policy", arguments->policy,
                      "Folder of policy files; the built-in policy without one");
  command->add_option("--out", settings.out,
                      "Folder for documents.jsonl, facts.jsonl, verdicts.jsonl, kpis.jsonl, "
                      "dead-letters.jsonl, summary.json");
  auto* shuffle = command->add_option("--shuffle", arguments->shuffle,
                                      "Feed the files in an order made from this seed");
  command->add_flag("--strict", arguments->strict, "Exit 2 when there are dead letters");
  command->add_flag("--duplicate", settings.duplicate, "Feed every file twice")
      ->group("To try that results do not depend on arrival");
  const auto* group = "To try that results do not depend on arrival";
  command->add_option("--batch-size", settings.flow.batch_size, "Records judged together")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
  command->add_option("--partitions", settings.flow.partitions, "Partitions of the flow")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str()
      ->group(group);
  command
      ->add_option("--restart-every", settings.flow.restart_every,
                   "Batches between restarts from the kept state; 0: none")
      ->capture_default_str()
      ->group(group);
  command->footer(
      "Prints the summary as JSON. Results are final states, sorted by key, one JSON object a "
      "line.\n\n"
      "Example:\n"
      "  procured simulate --out town --buyers 1 --documents 200 --months 6 --seed 1\n"
      "  procured evaluate --config town/procured.yaml --out results town/registers "
      "town/documents\n");
  command->callback([arguments, shuffle, &exit_code] {
    if (shuffle->count() > 0) arguments->settings.shuffle_seed = arguments->shuffle;
    exit_code = run(*arguments);
  });
}

}  // namespace procured::app
