#pragma once

#include <string>
#include <vector>

#include "config/visitor.h"

namespace procured::config {

/// Writes described sections as a YAML file: each option under a comment with its doc, unit, bounds
/// and choices. A list of sections that is empty shows the options of one as comments.
class ReferencePrinter final : public Visitor {
 public:
  const std::string& text() const { return text_; }

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
  void leave() override;
  std::size_t begin_list(std::string_view name, const FieldSpec& spec, std::size_t size) override;
  std::optional<std::vector<std::string>> begin_map(std::string_view name,
                                                    const FieldSpec& spec) override;
  void end_group() override;
  bool wants_pattern() const override { return true; }

 private:
  void line(const std::string& content);
  void comment(const FieldSpec& spec);
  void option(std::string_view name, const std::string& value, const FieldSpec& spec);

  std::string text_;
  std::size_t depth_ = 0;
  std::size_t pattern_depth_ = 0;  ///< Depth at which commented-out options start; 0: none do.
};

}  // namespace procured::config
