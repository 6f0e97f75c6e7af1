#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/mapping/catalogue.h"
#include "connectors/tools/palette.h"

namespace procured::tools {

/// An error keeps the catalogue from being used; a warning is likely to cost someone time or money;
/// a note says what a person may want to know.
enum class Severity { kError, kWarning, kNote };

/// A check of mapping entries.
struct LintRule {
  std::string_view id;
  Severity severity = Severity::kWarning;
  std::string_view summary;
  std::string_view help;  ///< What it means and what to do.
};

/// All of them, in the order of their ids.
std::span<const LintRule> lint_rules();

struct Finding {
  std::string_view rule;  ///< Id of a rule.
  std::string file;
  int line = 1;
  int column = 1;
  std::string message;
};

/// What is wrong with entries of a catalogue: what the compiler says, and what the checks find.
/// A comment `# lint: allow RULE: reason` on the line before a finding, or where the finding is
/// about the whole file anywhere in it, takes it away.
struct LintResult {
  std::vector<Finding> findings;  ///< By file, line and column.
  std::size_t entries = 0;        ///< That were looked at.

  std::size_t count(Severity severity) const;
};

/// `entries` empty: all of the folders'. @errors kFatal catalogue_invalid: there is no such entry
core::Result<LintResult> lint(const std::vector<std::string>& folders,
                              const std::vector<std::string>& entries);

const LintRule& rule_of(const Finding& finding);

/// One finding a line, as compilers write it, and a sum at the end.
std::string to_text(const LintResult& result, const Palette& palette);
std::string to_json(const LintResult& result);
/// SARIF 2.1.0 (OASIS), as code hosts and editors read it.
std::string to_sarif(const LintResult& result);

}  // namespace procured::tools
