#include <algorithm>
#include <array>
#include <span>

#include "connectors/tools/lint_checks.h"

namespace procured::tools {
namespace {

using enum Severity;

constexpr auto kRules = std::to_array<LintRule>({
    {lint_rule::kAlternativeUnreachable, kWarning,
     "A path that another path of the mapping takes before it",
     "Of the variants of one element the first whose predicates hold is taken, and of the "
     "alternatives of a field the first with a value. This one can never be the first: an earlier "
     "one has the same path, or asks for less. Take it out, or put it before the other."},
    {lint_rule::kCatalogueInvalid, kError, "The mapping files cannot be compiled",
     "The daemon refuses to start with this catalogue. The message says what is wrong and what is "
     "known instead; connectors/README.md describes the mapping language."},
    {lint_rule::kCoreFieldUnmapped, kWarning,
     "A mandatory term of EN 16931, or of every order, that the mapping never states",
     "Verdicts and KPIs need these fields. Map the term, give it a default, or, where the system "
     "does not have it, allow it with a comment that says so."},
    {lint_rule::kExpectedWithoutSample, kWarning, "An expected result without its sample",
     "expected/NAME.json belongs to samples/NAME.*. Add the sample, or take the result out."},
    {lint_rule::kIgnoreUnmatched, kNote, "What is ignored stands in no sample",
     "An ignore that matches nothing may be wider than needed, and would hide a field that comes "
     "later. Add it to a sample, or take it out."},
    {lint_rule::kPathUnexercised, kNote, "A path that no sample has",
     "Nobody has seen this path work. Add the element to a sample and its value to the expected "
     "result."},
    {lint_rule::kReadmeIncomplete, kWarning, "The README lacks a section",
     "Whoever connects the system needs: a title that begins with the entry's name, 'Getting the "
     "files out', 'What to configure' and 'What to know'."},
    {lint_rule::kReadmeMissing, kWarning, "The entry has no README.md",
     "Say what the system is, how to get the data out of it, what to configure, and its known "
     "quirks."},
    {lint_rule::kSampleWithoutExpected, kWarning, "A sample without its expected result",
     "Derive expected/NAME.json from the sample by hand or from the standard; `procured connector "
     "try` prints its form."},
    {lint_rule::kTableCodeUnreachable, kWarning, "A code of a table that no text can be",
     "Texts are trimmed before the look-up, and those listed under 'empty' are never looked up. "
     "Write the code as the source does, or take it out."},
    {lint_rule::kTableUnused, kWarning, "A table that is never looked at",
     "A decimal, date, year or currency is read as such and never looked up. Take the table or "
     "the type out."},
});

}  // namespace

std::span<const LintRule> lint_rules() { return kRules; }

const LintRule& rule_of(const Finding& finding) {
  return *std::find_if(kRules.begin(), kRules.end(),
                       [&](const LintRule& rule) { return rule.id == finding.rule; });
}

std::size_t LintResult::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return rule_of(finding).severity == severity; }));
}

}  // namespace procured::tools
