#include "connectors/mapping/samples.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "connectors/language/yaml_reading.h"
#include "connectors/mapping/decoding_json.h"

namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLinesComparedMax = 3000;  // the table of the comparison has this squared

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::set<fs::path> files_in(const fs::path& folder) {
  std::set<fs::path> files;
  std::error_code ignored;
  for (const auto& child : fs::directory_iterator(folder, ignored)) {
    if (child.is_regular_file()) files.insert(child.path());
  }
  return files;
}

void run_entry(const Catalogue& catalogue, const std::string& entry, const fs::path& folder,
               std::vector<SampleOutcome>& outcomes) {
  auto expected = files_in(folder / "expected");
  for (const auto& sample : files_in(folder / "samples")) {
    const auto result = folder / "expected" / (sample.stem().string() + ".json");
    SampleOutcome outcome{entry, sample.filename().string(), {}};
    const auto decoded =
        to_json(catalogue.decode_whole(bytes_of(sample), settings_of_sample(sample), true));
    outcome.difference = expected.erase(result) == 0
                             ? fmt::format("there is no {}; decoded:\n{}", result.string(), decoded)
                             : line_difference(bytes_of(result), decoded);
    outcomes.push_back(std::move(outcome));
  }
  for (const auto& left : expected) {
    outcomes.push_back({entry, left.filename().string(), "there is no sample for it"});
  }
}

}  // namespace

/// One may be written for a site with decimal commas, or for one that declares a currency: its name
/// says so.
ConnectorSettings settings_of_sample(const fs::path& sample) {
  constexpr std::string_view kCurrency = "currency_";
  constexpr std::size_t kCodeBytes = 3;
  ConnectorSettings settings;
  settings.default_buyer = "0192:958935420";
  settings.default_seller = "0192:964338531";
  const auto name = sample.stem().string();
  if (name.find("decimal_comma") != std::string::npos) settings.decimal_point = ',';
  if (const auto at = name.find(kCurrency); at != std::string::npos)
    settings.default_currency = name.substr(at + kCurrency.size(), kCodeBytes);
  return settings;
}

std::string line_difference(const std::string& expected, const std::string& actual) {
  if (expected == actual) return {};
  const auto left = lines_of(expected);
  const auto right = lines_of(actual);
  if (left.size() > kLinesComparedMax || right.size() > kLinesComparedMax)
    return "the texts differ";
  // Longest common subsequence, from the ends.
  std::vector<std::vector<std::uint16_t>> common(left.size() + 1,
                                                 std::vector<std::uint16_t>(right.size() + 1, 0));
  for (std::size_t i = left.size(); i-- > 0;) {
    for (std::size_t j = right.size(); j-- > 0;) {
      common[i][j] = left[i] == right[j] ? static_cast<std::uint16_t>(common[i + 1][j + 1] + 1)
                                         : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string difference;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() || j < right.size()) {
    if (i < left.size() && j < right.size() && left[i] == right[j]) {
      ++i;
      ++j;
    } else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
      difference += fmt::format("{:5} - {}\n", i + 1, left[i]);
      ++i;
    } else {
      difference += fmt::format("{:5} + {}\n", j + 1, right[j]);
      ++j;
    }
  }
  return difference.empty() ? "only line ends differ\n" : difference;
}

core::Result<std::vector<SampleOutcome>> run_samples(const Catalogue& catalogue,
                                                     const std::string& entry) {
  const auto known = catalogue.entries();
  if (!entry.empty() && std::find(known.begin(), known.end(), entry) == known.end()) {
    return core::fatal("catalogue_invalid",
                       fmt::format("there is no entry '{}'{}", entry, suggestion(entry, known)));
  }
  std::vector<SampleOutcome> outcomes;
  for (const auto& [name, folder] : catalogue.folders()) {
    if (entry.empty() || entry == name) run_entry(catalogue, name, folder, outcomes);
  }
  if (outcomes.empty()) return core::fatal("catalogue_invalid", "there are no samples to test");
  return outcomes;
}

}  // namespace procured::mapping
