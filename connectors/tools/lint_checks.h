#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "connectors/language/source_files.h"
#include "connectors/mapping/catalogue.h"
#include "connectors/program/program.h"
#include "connectors/tools/lint.h"

namespace procured::tools {

namespace lint_rule {
inline constexpr std::string_view kAlternativeUnreachable = "alternative-unreachable";
inline constexpr std::string_view kCatalogueInvalid = "catalogue-invalid";
inline constexpr std::string_view kCoreFieldUnmapped = "core-field-unmapped";
inline constexpr std::string_view kExpectedWithoutSample = "expected-without-sample";
inline constexpr std::string_view kIgnoreUnmatched = "ignore-unmatched";
inline constexpr std::string_view kPathUnexercised = "path-unexercised";
inline constexpr std::string_view kReadmeIncomplete = "readme-incomplete";
inline constexpr std::string_view kReadmeMissing = "readme-missing";
inline constexpr std::string_view kSampleWithoutExpected = "sample-without-expected";
inline constexpr std::string_view kTableCodeUnreachable = "table-code-unreachable";
inline constexpr std::string_view kTableUnused = "table-unused";
}  // namespace lint_rule

/// Where findings go: each place of a rule once.
class Findings {
 public:
  void add(std::string_view rule, std::string file, int line, int column, std::string message);
  /// At a place "file:line:column".
  void add(std::string_view rule, std::string_view place, std::string message);
  /// Without those that comments in the files allow, by file, line and column.
  std::vector<Finding> take();

 private:
  std::vector<Finding> findings_;
  std::set<std::string> seen_;
};

/// An entry's folder: README, samples and expected results.
void check_folder(const std::string& entry, const std::string& folder, Findings& findings);
/// Terms that every document of EN 16931 has, or every order, and that a mapping never states.
void check_core_fields(const mapping::Program& program, Findings& findings);
/// Alternatives and variants of elements that another takes before.
void check_alternatives(const mapping::Program& program, Findings& findings);
/// Code tables that are never looked at, and codes that no text can be.
void check_tables(const mapping::SourceFile& file, Findings& findings);

/// A path of a field that offered a text: program, field, rule and rank, as in Leaf.
using OfferedPath =
    std::tuple<const mapping::Program*, mapping::Number, mapping::Number, std::uint8_t>;

/// Which statements of the mappings the samples come to.
class SampleCoverage {
 public:
  /// Decodes the samples of every entry of the catalogue.
  explicit SampleCoverage(const mapping::Catalogue& catalogue);

  /// Statements that nothing comes to; a place that several programs share counts once.
  void check(Findings& findings) const;

 private:
  const mapping::Catalogue& catalogue_;
  std::set<const mapping::Use*> used_;
  std::map<const mapping::Program*, std::vector<char>> entered_;  // by state
  std::set<OfferedPath> offered_;
};

}  // namespace procured::tools
