#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/name_ends.h"
#include "connectors/reader/names.h"
#include "core/result.h"

namespace procured::mapping {

using reader::Name;
using reader::Names;
using reader::Symbol;

inline constexpr int kNoElement = -1;

/// What a predicate looks at or compares with: names down from an element, and an attribute at the
/// end.
struct SimplePath {
  bool absolute = false;     ///< From the document's root element.
  int up = 0;                ///< Elements upwards first: what stands beside.
  std::string start = {};    ///< The name of an element that the record names: "$award".
  int element = kNoElement;  ///< That element's number among those of the record.
  std::vector<Symbol> steps;
  std::optional<Symbol> attribute = std::nullopt;
  std::string text;

  /// What most are: elements below the one they start from, and no attribute.
  bool is_names_below() const { return !steps.empty() && !absolute && up == 0 && !attribute; }

  friend bool operator==(const SimplePath&, const SimplePath&) = default;
};

struct Predicate {
  enum class Test { kExists, kAbsent, kEquals, kDiffers, kStartsWith };
  Test test = Test::kExists;
  SimplePath path;
  std::string literal;
  std::optional<SimplePath> other = std::nullopt;  ///< Compared with instead of the literal.
  std::string text;                                ///< As written, with brackets.
  std::uint16_t look = 0;      ///< Of its path among those that an edge's predicates look at.
  reader::NameEnds ends = {};  ///< Of the literal.
};

struct Step {
  Symbol name = reader::kUnknownName;
  std::vector<Predicate> predicates;
  std::string text;  ///< As written.
};

/// Where a value stands, relative to the element that a mapping is about.
///
///     path      = "." | steps [ "/" attribute ] | attribute
///     steps     = step { "/" step }
///     step      = [ prefix ":" ] local { "[" predicate "]" }
///     attribute = "@" [ prefix ":" ] local
///     predicate = simple | "not(" simple ")"
///               | simple ( "=" | "!=" | "^=" ) ( "'" text "'" | simple )
///     simple    = "." | [ "/" | "../" { "../" } ] names [ "/" attribute ]
///
/// A local name is a word, or anything in double quotes. Names of a simple path have no predicates;
/// in predicates "^=" is starts with, "." the element itself, a leading "/" starts at the root
/// element, "../" at the element around.
///
/// Prefixes are those that the mapping file declares; documents may use others. No prefix is no
/// namespace.
struct Path {
  std::vector<Step> steps;
  std::optional<Symbol> attribute = std::nullopt;
  std::string text;
};

/// Elements that stand elsewhere in the file: from its root ("/"), upwards ("../"), or from an
/// element that a record names ("$award/").
///
///     lookup = ("/" | "../" {"../"} | "$" name {"/.."} "/") (steps ["/" attribute] | attribute)
///            | "$" name {"/.."} | ".." {"/.."}
///
/// Its predicates may start from named elements, too: `../awards[id=$record/awardID]/suppliers`.
struct Lookup {
  bool absolute = false;
  int up = 0;
  std::string start;
  int element = kNoElement;
  std::vector<Step> steps;
  std::optional<Symbol> attribute = std::nullopt;
  std::string text;

  bool starts_like(const Lookup& other) const {
    return absolute == other.absolute && up == other.up && element == other.element;
  }
};

/// What the prefixes of a mapping file mean, and where the names of its paths are numbered.
struct Prefixes {
  std::map<std::string, int, std::less<>> namespaces = {};
  Names* names = nullptr;
};

/// @errors kFatal config_value: what is wrong with the path.
core::Result<Path> parse_path(std::string_view text, const Prefixes& prefixes);

/// True for what is looked up elsewhere instead of read where it stands.
bool is_lookup(std::string_view path);
/// @errors as parse_path
core::Result<Lookup> parse_lookup(std::string_view text, const Prefixes& prefixes);

}  // namespace procured::mapping
