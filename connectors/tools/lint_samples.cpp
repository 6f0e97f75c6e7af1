#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "connectors/decoding/trace.h"
#include "connectors/language/compiler.h"
#include "connectors/mapping/samples.h"
#include "connectors/tools/lint_checks.h"
#include "connectors/tools/state_ways.h"

namespace procured::tools {

using mapping::Number;
using mapping::Program;
using mapping::Statement;

namespace {

namespace fs = std::filesystem;

class CoverageTrace : public mapping::Trace {
 public:
  CoverageTrace(std::set<const mapping::Use*>& used,
                std::map<const Program*, std::vector<char>>& entered,
                std::set<OfferedPath>& offered)
      : used_(used), entered_(entered), offered_(offered) {}

  void document_started(const Program& program, const reader::Tree& /*tree*/,
                        reader::NodeId /*root*/) override {
    program_ = &program;
    states_ = &entered_[&program];
    states_->resize(program.states.size());
  }
  void row_started(const Program& program, const std::vector<std::string>& /*header*/,
                   std::uint64_t /*line*/) override {
    program_ = &program;
    entered_[&program];
  }
  void entered(std::uint32_t state, reader::NodeId /*node*/) override { (*states_)[state] = 1; }
  void used(const mapping::Use& use) override { used_.insert(&use); }
  void offered(const mapping::Offer& offer) override {
    offered_.insert({program_, offer.leaf.field, offer.leaf.rule, offer.leaf.rank});
  }

 private:
  std::set<const mapping::Use*>& used_;
  std::map<const Program*, std::vector<char>>& entered_;
  std::set<OfferedPath>& offered_;
  const Program* program_ = nullptr;
  std::vector<char>* states_ = nullptr;
};

/// Statements of one place in the mapping files, and whether a sample comes to one of them.
struct Exercise {
  Statement::Kind kind = Statement::Kind::kField;
  std::string text;
  bool exercised = false;
};

}  // namespace

SampleCoverage::SampleCoverage(const mapping::Catalogue& catalogue) : catalogue_(catalogue) {
  CoverageTrace trace(used_, entered_, offered_);
  for (const auto& [entry, folder] : catalogue.folders()) {
    std::error_code ignored;
    for (const auto& child : fs::directory_iterator(fs::path(folder) / "samples", ignored)) {
      if (!child.is_regular_file()) continue;
      std::ifstream file(child.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << file.rdbuf();
      catalogue.decode(
          bytes.str(), mapping::settings_of_sample(child.path()),
          [](const mapping::Decoded& /*part*/) {}, true, &trace);
    }
  }
}

void SampleCoverage::check(Findings& findings) const {
  std::map<std::string, Exercise> by_place;
  for (const auto& program : catalogue_.compilation().programs) {
    const auto states = entered_.find(&program);
    for (const auto& statement : program.statements) {
      const bool is_path = statement.kind == Statement::Kind::kField ||
                           statement.kind == Statement::Kind::kOutside ||
                           statement.kind == Statement::Kind::kMessage ||
                           statement.kind == Statement::Kind::kIgnored;
      if (!is_path) continue;
      auto& exercise = by_place[statement.place];
      exercise.kind = statement.kind;
      exercise.text = statement.text;
      const bool of_element = statement.state != Statement::kAnywhere &&
                              statement.attribute == reader::kUnknownName &&
                              statement.kind != Statement::Kind::kField;
      const bool came =
          of_element ? states != entered_.end() && states->second[statement.state] != 0
          : statement.kind == Statement::Kind::kOutside
              ? offered_.contains({&program, statement.field, statement.rule, statement.rank})
              : used_.contains(use_of(program, statement));
      exercise.exercised = exercise.exercised || came;
    }
  }
  for (const auto& [place, exercise] : by_place) {
    if (exercise.exercised) continue;
    if (exercise.kind == Statement::Kind::kIgnored) {
      findings.add(lint_rule::kIgnoreUnmatched, place,
                   fmt::format("'{}' is ignored and stands in no sample", exercise.text));
    } else {
      findings.add(lint_rule::kPathUnexercised, place,
                   fmt::format("no sample has '{}'", exercise.text));
    }
  }
}

}  // namespace procured::tools
