#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/problem.h"
#include "config/visitor.h"

namespace procured::config {

/// What is wrong with a value by its spec; nullopt when nothing is. The place is left to the
/// caller.
std::optional<Problem> text_problem(std::string_view name, const std::string& value,
                                    const FieldSpec& spec);
std::optional<std::string> number_problem(std::string_view name, const core::Decimal& value,
                                          const FieldSpec& spec);

/// Checks the values of described sections wherever they come from (the command line overrides
/// some), with the option's path as place. Changes nothing.
class RangeChecker final : public Visitor {
 public:
  std::vector<Problem> take_problems() { return std::move(problems_); }

  void field(std::string_view name, std::string& value, const FieldSpec& spec) override;
  void field(std::string_view name, std::uint64_t& value, const FieldSpec& spec) override;
  void field(std::string_view name, core::Decimal& value, const FieldSpec& spec) override;
  void field(std::string_view name, std::vector<std::string>& value,
             const FieldSpec& spec) override;
  void field(std::string_view name, std::map<std::string, core::Decimal>& value,
             const FieldSpec& spec) override;

 protected:
  void enter(std::string_view name, const FieldSpec& spec) override;
  void enter_item(std::size_t index) override;
  void enter_entry(const std::string& key) override;
  void leave() override { path_.pop_back(); }
  std::size_t begin_list(std::string_view name, const FieldSpec& spec, std::size_t size) override;
  std::optional<std::vector<std::string>> begin_map(std::string_view name,
                                                    const FieldSpec& spec) override;
  void end_group() override { path_.pop_back(); }

 private:
  std::string path_of(std::string_view name) const;
  void add(std::string_view name, Problem problem);

  std::vector<std::string> path_;  ///< Full path of each section around.
  std::vector<Problem> problems_;
};

}  // namespace procured::config
