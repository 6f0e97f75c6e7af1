#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace procured::config {

struct YamlEntry;

/// One node of a document. Scalars keep their text as written, so numbers lose no digit and "010"
/// stays "010".
struct YamlNode {
  enum class Kind { kNull, kScalar, kSequence, kMap };

  Kind kind = Kind::kNull;
  std::string scalar;           ///< Of a scalar.
  bool quoted = false;          ///< A scalar in quotes or a block: a text, whatever it looks like.
  std::vector<YamlNode> items;  ///< Of a sequence.
  std::vector<YamlEntry> entries;  ///< Of a map, in the order of the file; keys are unique.
  int line = 1;                    ///< From 1.
  int column = 1;                  ///< From 1, in characters.
  int file = 0;                    ///< Of a merged document: which of its files.

  bool is_null() const { return kind == Kind::kNull; }
  bool is_scalar() const { return kind == Kind::kScalar; }
  bool is_sequence() const { return kind == Kind::kSequence; }
  bool is_map() const { return kind == Kind::kMap; }

  /// The value of a map's key; nullptr when it has none or this is no map.
  const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  YamlNode key;
  YamlNode value;
};

/// A YAML file, read strictly: yaml-cpp silently accepts duplicate keys, a quote that is not closed
/// and swallows the lines after it, second documents and content after a sequence; all of these are
/// errors here, as are anchors, aliases, merge keys, tags, invalid UTF-8, a root that is no map,
/// more than 1 MiB and more than 64 levels. An empty file is an empty map. Immutable. @thread any
class YamlDocument {
 public:
  static constexpr std::size_t kBytesMax = 1 << 20;
  static constexpr int kDepthMax = 64;

  /// @errors kFatal config_unreadable, config_syntax; place is "file:line:column".
  static core::Result<YamlDocument> load(const std::filesystem::path& path);
  /// `name` stands for the file in places.
  static core::Result<YamlDocument> parse(std::string_view text, std::string name);
  /// A document put together from nodes of several files; each node's `file` counts in `names`,
  /// which is not empty. It goes by the first name.
  static YamlDocument merged(std::vector<std::string> names, YamlNode root);

  const YamlNode& root() const { return root_; }
  const std::string& name() const { return names_.front(); }
  const std::vector<std::string>& names() const { return names_; }
  /// "file:line:column"
  std::string place(const YamlNode& node) const;

 private:
  YamlDocument(std::vector<std::string> names, YamlNode root)
      : names_(std::move(names)), root_(std::move(root)) {}

  std::vector<std::string> names_;
  YamlNode root_;
};

}  // namespace procured::config
