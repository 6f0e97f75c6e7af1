#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "config/yaml_document.h"

namespace procured::mapping {

/// A YAML file of the catalogue.
struct SourceFile {
  std::string entry;  ///< Folder that it stands in.
  config::YamlDocument document;
};

/// Everything wrong in the mapping files, collected so that all of it is shown at once; what is
/// wrong in a fragment once, however often it is used.
class Problems {
 public:
  void add(const SourceFile& file, const config::YamlNode& node, std::string_view message);
  void add(std::string message);
  bool empty() const { return messages_.empty(); }
  /// One a line, in the order in which they were found.
  std::string text() const;

 private:
  std::vector<std::string> messages_;
};

/// ", did you mean 'x'?" when one of the names is near, else what there is.
std::string suggestion(std::string_view name, const std::vector<std::string>& known);

/// Reads parts of one file; what is not of the expected shape becomes a problem and reads as empty.
class YamlReading {
 public:
  YamlReading(const SourceFile& file, Problems& problems) : file_(file), problems_(problems) {}

  void problem(const config::YamlNode& node, std::string_view message) const {
    problems_.add(file_, node, message);
  }
  /// False, with problems, when the node is no map or has keys that are not allowed.
  bool map_with(const config::YamlNode& node, std::initializer_list<std::string_view> keys) const;
  /// The text of a scalar below a key; empty when absent.
  std::string text(const config::YamlNode& map, std::string_view key) const;
  bool flag(const config::YamlNode& map, std::string_view key) const;
  /// A scalar, or a sequence of scalars.
  std::vector<const config::YamlNode*> scalars(const config::YamlNode& node) const;
  /// The items of a sequence of maps below a key.
  std::vector<const config::YamlNode*> items(const config::YamlNode& map,
                                             std::string_view key) const;

  const SourceFile& file() const { return file_; }
  /// "file:line:column"
  std::string place(const config::YamlNode& node) const { return file_.document.place(node); }

 private:
  const SourceFile& file_;
  Problems& problems_;
};

}  // namespace procured::mapping
