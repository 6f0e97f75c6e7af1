#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "connectors/tools/lint_checks.h"

namespace procured::tools {
namespace {

namespace fs = std::filesystem;

constexpr auto kSections = std::to_array<std::string_view>(
    {"## Getting the files out", "## What to configure", "## What to know"});

/// Files of a folder by their name without extension.
std::map<std::string, fs::path> files_in(const fs::path& folder) {
  std::map<std::string, fs::path> files;
  std::error_code ignored;
  for (const auto& child : fs::directory_iterator(folder, ignored)) {
    if (child.is_regular_file()) files[child.path().stem().string()] = child.path();
  }
  return files;
}

void check_readme(const std::string& entry, const fs::path& readme, Findings& findings) {
  std::ifstream stream(readme);
  if (!stream) {
    findings.add(lint_rule::kReadmeMissing, readme.parent_path().string(), 1, 1,
                 fmt::format("the entry '{}' has no README.md", entry));
    return;
  }
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  if (lines.empty() || !lines.front().starts_with(fmt::format("# {}: ", entry))) {
    findings.add(lint_rule::kReadmeIncomplete, readme.string(), 1, 1,
                 fmt::format("the first line is no title '# {}: what it is'", entry));
  }
  for (const auto section : kSections) {
    if (std::find(lines.begin(), lines.end(), section) == lines.end())
      findings.add(lint_rule::kReadmeIncomplete, readme.string(), 1, 1,
                   fmt::format("there is no section '{}'", section));
  }
}

}  // namespace

void check_folder(const std::string& entry, const std::string& folder, Findings& findings) {
  const fs::path path(folder);
  check_readme(entry, path / "README.md", findings);
  const auto samples = files_in(path / "samples");
  const auto expected = files_in(path / "expected");
  for (const auto& [name, sample] : samples) {
    if (!expected.contains(name))
      findings.add(lint_rule::kSampleWithoutExpected, sample.string(), 1, 1,
                   fmt::format("there is no expected/{}.json", name));
  }
  for (const auto& [name, result] : expected) {
    if (!samples.contains(name))
      findings.add(lint_rule::kExpectedWithoutSample, result.string(), 1, 1,
                   fmt::format("there is no samples/{}.*", name));
  }
  if (samples.empty())
    findings.add(lint_rule::kSampleWithoutExpected, folder, 1, 1,
                 fmt::format("the entry '{}' has no samples", entry));
}

}  // namespace procured::tools
