#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"

namespace procured::config {

/// A bound of an option.
inline core::Decimal number(std::int64_t value) { return core::Decimal(value, 0); }

/// What is known about an option besides its name and default.
struct FieldSpec {
  std::string_view doc = {};   ///< One sentence for whoever runs procured.
  std::string_view unit = {};  ///< "ms", "days".
  std::optional<core::Decimal> min = std::nullopt;
  std::optional<core::Decimal> max = std::nullopt;
  std::vector<std::string> choices = {};  ///< Closed list; empty: free.
  bool required = false;                  ///< An empty value is an error.
  bool path = false;                      ///< Relative to the folder of the configuration file.
};

/// Walks the options of a section. Each section is a struct with defaults and one function
/// `describe(visitor, section)`, which names every option once; whoever reads, checks or prints is
/// a visitor, so that none of them can forget an option.
class Visitor {
 public:
  virtual ~Visitor() = default;

  virtual void field(std::string_view name, std::string& value, const FieldSpec& spec) = 0;
  virtual void field(std::string_view name, std::uint64_t& value, const FieldSpec& spec) = 0;
  virtual void field(std::string_view name, core::Decimal& value, const FieldSpec& spec) = 0;
  virtual void field(std::string_view name, std::vector<std::string>& value,
                     const FieldSpec& spec) = 0;
  virtual void field(std::string_view name, std::map<std::string, core::Decimal>& value,
                     const FieldSpec& spec) = 0;

  template <class Section>
  void section(std::string_view name, Section& value, const FieldSpec& spec) {
    enter(name, spec);
    describe(*this, value);
    leave();
  }

  /// A list of sections.
  template <class Section>
  void list(std::string_view name, std::vector<Section>& values, const FieldSpec& spec) {
    resize(values, begin_list(name, spec, values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
      enter_item(i);
      describe(*this, values[i]);
      leave();
    }
    if (values.empty() && wants_pattern()) {
      Section pattern;
      enter_item(0);
      describe(*this, pattern);
      leave();
    }
    end_group();
  }

  /// Sections under names that the administrator chooses.
  template <class Section>
  void map(std::string_view name, std::map<std::string, Section>& values, const FieldSpec& spec) {
    std::vector<std::string> names;
    for (const auto& [key, value] : values) names.push_back(key);
    if (auto replaced = begin_map(name, spec)) {
      values.clear();
      names = *std::move(replaced);
    }
    for (const auto& key : names) {
      enter_entry(key);
      describe(*this, values[key]);
      leave();
    }
    end_group();
  }

 protected:
  virtual void enter(std::string_view name, const FieldSpec& spec) = 0;
  virtual void enter_item(std::size_t index) = 0;
  virtual void enter_entry(const std::string& key) = 0;
  virtual void leave() = 0;
  /// How many sections the list shall have; `size` when the visitor changes nothing.
  virtual std::size_t begin_list(std::string_view name, const FieldSpec& spec,
                                 std::size_t size) = 0;
  /// The names that replace those of the map; nullopt when the visitor changes nothing.
  virtual std::optional<std::vector<std::string>> begin_map(std::string_view name,
                                                            const FieldSpec& spec) = 0;
  virtual void end_group() = 0;
  /// True when an empty list is shown by the options of one section.
  virtual bool wants_pattern() const { return false; }

 private:
  /// A list of another length than before is read anew, so that no default of an item that was
  /// there shines through.
  template <class Section>
  static void resize(std::vector<Section>& values, std::size_t size) {
    if (values.size() != size) values.assign(size, Section{});
  }
};

}  // namespace procured::config
