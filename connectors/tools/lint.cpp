#include "connectors/tools/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <tuple>

#include "connectors/language/compiler.h"
#include "connectors/tools/lint_checks.h"
#include "core/text.h"

namespace procured::tools {
namespace {

constexpr std::string_view kAllow = "# lint: allow ";

/// A place "file:line:column" in its parts; all of it is the file where it is none.
struct Place {
  std::string file;
  int line = 1;
  int column = 1;
  std::size_t end = 0;  ///< Of the place in the text.
};

/// Reads ":12" at `at`; false, and `at` stays, where no number stands there.
bool read_number(std::string_view text, std::size_t& at, int& number) {
  if (at >= text.size() || text[at] != ':') return false;
  const auto* const begin = text.data() + at + 1;
  const auto read = std::from_chars(begin, text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr == begin) return false;
  at = static_cast<std::size_t>(read.ptr - text.data());
  return true;
}

Place place_in(std::string_view text) {
  for (auto colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    Place place;
    auto at = colon;
    if (read_number(text, at, place.line) && read_number(text, at, place.column)) {
      place.file = text.substr(0, colon);
      place.end = at;
      return place;
    }
  }
  Place place;
  place.file = text.substr(0, text.find(": "));
  place.end = place.file.size();
  return place;
}

std::vector<std::string> lines_of(const std::string& file) {
  std::vector<std::string> lines;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// True when a line allows the rule and says why.
bool allows(const std::string& line, std::string_view rule) {
  const auto at = line.find(kAllow);
  if (at == std::string::npos) return false;
  const auto rest = std::string_view(line).substr(at + kAllow.size());
  return rest.starts_with(rule) && rest.substr(rule.size()).starts_with(": ") &&
         !core::trim(rest.substr(rule.size() + 1)).empty();
}

bool is_allowed(const Finding& finding, const std::vector<std::string>& lines) {
  const bool of_file = finding.line == 1 || finding.rule == lint_rule::kCoreFieldUnmapped;
  if (of_file) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return allows(line, finding.rule); });
  }
  const auto before = static_cast<std::size_t>(finding.line) - 2;
  return before < lines.size() && allows(lines[before], finding.rule);
}

/// What the compiler says, line by line.
void add_problems(const std::string& problems, Findings& findings) {
  std::istringstream stream(problems);
  for (std::string line; std::getline(stream, line);) {
    const auto place = place_in(line);
    auto message = core::trim(std::string_view(line).substr(place.end));
    if (message.starts_with(':')) message = core::trim(message.substr(1));
    findings.add(lint_rule::kCatalogueInvalid, place.file, place.line, place.column,
                 std::string(message.empty() ? std::string_view(line) : message));
  }
}

void check_entries(const mapping::Catalogue& catalogue, const mapping::Sources& sources,
                   const std::set<std::string>& entries, Findings& findings) {
  for (const auto& entry : entries) check_folder(entry, catalogue.folders().at(entry), findings);
  for (const auto& program : catalogue.compilation().programs) {
    if (!entries.contains(program.entry)) continue;
    check_core_fields(program, findings);
    check_alternatives(program, findings);
  }
  for (const auto& file : sources.files) {
    if (entries.contains(file.entry)) check_tables(file, findings);
  }
  SampleCoverage(catalogue).check(findings);
}

}  // namespace

void Findings::add(std::string_view rule, std::string file, int line, int column,
                   std::string message) {
  if (seen_.insert(fmt::format("{} {}:{}:{} {}", rule, file, line, column, message)).second)
    findings_.push_back({rule, std::move(file), line, column, std::move(message)});
}

void Findings::add(std::string_view rule, std::string_view text, std::string message) {
  auto place = place_in(text);
  add(rule, std::move(place.file), place.line, place.column, std::move(message));
}

std::vector<Finding> Findings::take() {
  std::stable_sort(findings_.begin(), findings_.end(), [](const auto& left, const auto& right) {
    return std::tie(left.file, left.line, left.column) <
           std::tie(right.file, right.line, right.column);
  });
  std::vector<Finding> kept;
  std::string file;
  std::vector<std::string> lines;
  for (auto& finding : findings_) {
    if (finding.file != file) lines = lines_of(file = finding.file);
    if (!is_allowed(finding, lines)) kept.push_back(std::move(finding));
  }
  return kept;
}

core::Result<LintResult> lint(const std::vector<std::string>& folders,
                              const std::vector<std::string>& entries) {
  Findings findings;
  const auto catalogue = mapping::Catalogue::load(folders);
  if (!catalogue) {
    add_problems(catalogue.error().detail, findings);
    return LintResult{findings.take(), entries.size()};
  }
  const auto known = catalogue.value().entries();
  for (const auto& entry : entries) {
    if (std::find(known.begin(), known.end(), entry) == known.end())
      return core::fatal("catalogue_invalid", fmt::format("there is no entry '{}'{}", entry,
                                                          mapping::suggestion(entry, known)));
  }
  mapping::Problems none;
  const auto sources = mapping::read_sources(folders, none);
  const auto& chosen = entries.empty() ? known : entries;
  const std::set<std::string> names(chosen.begin(), chosen.end());
  check_entries(catalogue.value(), sources, names, findings);
  // A finding in a file that an entry takes over from its base belongs to the base.
  std::vector<Finding> own;
  for (auto& finding : findings.take()) {
    const auto in_it = [&](const std::string& entry) {
      return finding.file.starts_with(catalogue.value().folders().at(entry) + "/") ||
             finding.file == catalogue.value().folders().at(entry);
    };
    if (std::any_of(names.begin(), names.end(), in_it)) own.push_back(std::move(finding));
  }
  return LintResult{std::move(own), names.size()};
}

}  // namespace procured::tools
