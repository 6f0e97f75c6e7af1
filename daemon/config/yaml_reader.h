#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "config/problem.h"
#include "config/visitor.h"
#include "config/yaml_document.h"

namespace procured::config {

/// Fills described sections from a YAML document, strictly: an unknown option, a value of the wrong
/// kind or out of range is a problem with its place; what is read up to then stays, so that all
/// problems show at once.
///
///     YamlReader reader(document, folder);  reader.read(config);  reader.problems()
class YamlReader final : public Visitor {
 public:
  /// `folder`: what relative paths are relative to. The document must live as long as the reader.
  YamlReader(const YamlDocument& document, std::filesystem::path folder);

  template <class Section>
  void read(Section& section) {
    open_.push_back({&document_.root(), {}, {}});
    describe(*this, section);
    leave();
  }

  const std::vector<Problem>& problems() const { return problems_; }
  /// The options with one value that the document states, by path, with their places.
  const std::map<std::string, std::string>& single_values() const { return single_values_; }
  /// The place of an option by its path ("buyers[1].id"); of the nearest section around it where it
  /// is left out.
  std::string place_of(std::string path) const;

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

 private:
  struct Open {
    const YamlNode* node = nullptr;  ///< nullptr: left out.
    std::string path = {};
    std::vector<std::string> names = {};  ///< Options asked for so far.
  };

  /// The value of an option of the open section; nullptr where it is left out.
  const YamlNode* take(std::string_view name);
  const YamlNode* take_single(std::string_view name);
  std::string path_of(std::string_view name) const;
  void open(const YamlNode* node, std::string path);
  void refuse(const YamlNode& node, std::string message, std::string suggestion = {});
  bool read_text(const YamlNode& node, std::string_view name, std::string& value);
  bool read_number(const YamlNode& node, std::string_view name, core::Decimal& value);
  std::string resolved(std::string value, const FieldSpec& spec) const;

  const YamlDocument& document_;
  std::filesystem::path folder_;
  std::vector<Open> open_;
  std::map<std::string, std::string> places_;
  std::map<std::string, std::string> single_values_;
  std::vector<Problem> problems_;
};

}  // namespace procured::config
