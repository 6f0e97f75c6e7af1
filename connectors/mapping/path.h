#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace procured::mapping {

/// Namespaces of all mappings, numbered, so that names compare as numbers. 0 is "no namespace".
class NamespaceTable {
 public:
  static constexpr int kNone = 0;
  static constexpr int kForeign = -1;  ///< Declared in the document, named by no mapping.
  static constexpr int kUndeclared = -2;

  NamespaceTable() { number_.emplace("", kNone); }
  int add(std::string_view uri) {
    return number_.try_emplace(std::string(uri), static_cast<int>(number_.size())).first->second;
  }
  int find(std::string_view uri) const {
    const auto found = number_.find(uri);
    return found == number_.end() ? kForeign : found->second;
  }

 private:
  std::map<std::string, int, std::less<>> number_;
};

struct Name {
  int ns = NamespaceTable::kNone;
  std::string local;

  friend bool operator==(const Name&, const Name&) = default;
};

/// What a predicate looks at or compares with: names down from an element, and an attribute at the
/// end.
struct SimplePath {
  bool absolute = false;  ///< From the document's root element.
  std::vector<Name> steps;
  std::optional<Name> attribute = std::nullopt;
  std::string text;
};

struct Predicate {
  enum class Test { kExists, kAbsent, kEquals, kDiffers };
  Test test = Test::kExists;
  SimplePath path;
  std::string literal;
  std::optional<SimplePath> other = std::nullopt;  ///< Compared with instead of the literal.
  std::string text;                                ///< As written, with brackets.
};

struct Step {
  Name name;
  std::vector<Predicate> predicates;
  std::string text;  ///< As written.
};

/// Where a value stands, relative to the element that a mapping is about.
///
///     path      = "." | steps [ "/" attribute ] | attribute
///     steps     = step { "/" step }
///     step      = [ prefix ":" ] local { "[" predicate "]" }
///     attribute = "@" [ prefix ":" ] local
///     predicate = simple | "not(" simple ")" | simple ( "=" | "!=" ) ( "'" text "'" | simple )
///     simple    = [ "/" ] names without predicates [ "/" attribute ]; a leading "/" starts at the
///     root element
///
/// Prefixes are those that the mapping file declares; documents may use others. No prefix is no
/// namespace.
struct Path {
  std::vector<Step> steps;
  std::optional<Name> attribute = std::nullopt;
  std::string text;
};

using Prefixes = std::map<std::string, int, std::less<>>;

/// @errors kFatal config_value: what is wrong with the path.
core::Result<Path> parse_path(std::string_view text, const Prefixes& prefixes);

}  // namespace procured::mapping
