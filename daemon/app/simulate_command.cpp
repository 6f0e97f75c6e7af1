#include "app/simulate_command.h"

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>

#include "app/exit_codes.h"
#include "simulate/simulate.h"

namespace procured::app {
namespace {

struct SimulateArguments {
  simulate::Options options;
  std::string folder;
};

int run(const SimulateArguments& arguments) {
  const auto total = arguments.options.buyers * arguments.options.documents;
  const bool terminal = isatty(fileno(stderr)) != 0;
  const auto progress = [&](std::size_t written) {
    // On a terminal one line that moves; in a log one line per tenth.
    if (terminal) std::fprintf(stderr, "\rsimulate: %zu of %zu documents", written, total);
    if (!terminal && total >= 10'000 && written % (total / 10 / 1000 * 1000) == 0) {
      std::fprintf(stderr, "simulate: %zu of %zu documents\n", written, total);
    }
  };
  const auto result = simulate::simulate(arguments.options, arguments.folder, progress);
  if (terminal && total >= 1000) std::fputc('\n', stderr);
  if (!result) {
    std::fprintf(stderr, "procured simulate: %s\n", result.error().detail.c_str());
    return result.error().code == "bad_option" ? kExitUsage : kExitCannotCreate;
  }
  std::printf("%zu documents of %zu buyers (%zu MB) in %s\n", result.value().documents,
              arguments.options.buyers, result.value().bytes / 1'000'000, arguments.folder.c_str());
  return 0;
}

}  // namespace

void add_simulate_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<SimulateArguments>();
  auto* command = app.add_subcommand(
      "simulate",
      "Make up municipalities with registers, purchase documents and the truth about them");
  command->add_option("--out", arguments->folder, "Folder to write to; must be empty or not exist")
      ->required();
  command->add_option("--buyers", arguments->options.buyers, "Municipalities")
      ->capture_default_str();
  command
      ->add_option("--documents", arguments->options.documents,
                   "Documents per buyer: orders, invoices and credit notes together")
      ->capture_default_str();
  command
      ->add_option("--months", arguments->options.months,
                   "Months of purchases, ending with June 2026")
      ->capture_default_str();
  command->add_option("--seed", arguments->options.seed, "Same seed and options, same bytes")
      ->capture_default_str();
  command->footer(
      "Writes registers/*.csv, documents/<buyer>/<yyyy-mm>/*.xml (Peppol BIS 3), price catalogues\n"
      "beside them in documents/<buyer>/catalogues/, procured.yaml, and truth/: the findings and\n"
      "amounts that were planted.\n\n"
      "Example:\n"
      "  procured simulate --out sample --buyers 3 --documents 2000 --months 12 --seed 1\n"
      "  procured evaluate --config sample/procured.yaml --out verdicts sample/registers "
      "sample/documents");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace procured::app
