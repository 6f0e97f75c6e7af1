#include "connectors/program/path.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace procured::mapping {
namespace {

using Failure = std::optional<std::string>;

bool is_name_char(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Recursive descent over one path; the first problem ends it.
class PathParser {
 public:
  PathParser(std::string_view text, const Prefixes& prefixes) : text_(text), prefixes_(prefixes) {}

  Failure parse(Path& path) {
    path.text = text_;
    if (text_ == ".") return std::nullopt;
    if (auto failure = steps(path)) return failure;
    return end();
  }

  Failure parse(Lookup& lookup) {
    lookup.text = text_;
    may_name_ = true;
    if (auto failure = origin(lookup)) return failure;
    if (!lookup.absolute && lookup.start.empty() && text_.substr(pos_) == "..") {
      ++lookup.up;
      return std::nullopt;
    }
    if (lookup.start.empty() || take('/')) {
      if (auto failure = steps(lookup)) return failure;
    }
    return end();
  }

 private:
  char peek() const { return pos_ < text_.size() ? text_[pos_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++pos_;
    return true;
  }
  bool take(std::string_view word) {
    if (text_.substr(pos_, word.size()) != word) return false;
    pos_ += word.size();
    return true;
  }

  Failure end() const {
    if (pos_ < text_.size()) return fmt::format("'{}' cannot stand here", text_.substr(pos_));
    return std::nullopt;
  }

  template <class Steps>
  Failure steps(Steps& out) {
    do {
      if (peek() == '@') {
        out.attribute.emplace();
        return attribute(*out.attribute);
      }
      if (auto failure = step(out.steps.emplace_back())) return failure;
    } while (take('/'));
    return std::nullopt;
  }

  /// Where a path starts that does not start at the element itself.
  template <class Start>
  Failure origin(Start& out) {
    if (may_name_ && take('$')) {
      out.start = word();
      if (out.start.empty()) return "a name is missing after '$'";
      while (take("/..")) ++out.up;
      return std::nullopt;
    }
    out.absolute = take('/');
    while (!out.absolute && take("../")) ++out.up;
    return std::nullopt;
  }

  Failure name(Symbol& out) {
    Name name;
    if (auto failure = name_parts(name)) return failure;
    out = prefixes_.names->add(name);
    return std::nullopt;
  }

  Failure name_parts(Name& out) {
    const auto first = word();
    if (first.empty()) return fmt::format("a name is missing at '{}'", text_.substr(pos_));
    out.ns = Names::kNoNamespace;
    out.local = first;
    if (!take(':')) return std::nullopt;
    const auto prefix = prefixes_.namespaces.find(first);
    if (prefix == prefixes_.namespaces.end())
      return fmt::format("the prefix '{}' is not declared under namespaces", first);
    out.ns = prefix->second;
    out.local = word();
    if (out.local.empty()) return fmt::format("a name is missing after '{}:'", first);
    return std::nullopt;
  }

  std::string_view word() {
    if (take('"')) {
      const auto end = std::min(text_.find('"', pos_), text_.size());
      const auto quoted = text_.substr(pos_, end - pos_);
      pos_ = std::min(end + 1, text_.size());
      return quoted;
    }
    const auto start = pos_;
    while (is_name_char(peek())) ++pos_;
    return text_.substr(start, pos_ - start);
  }

  Failure attribute(Symbol& out) {
    ++pos_;
    return name(out);
  }

  Failure step(Step& out) {
    const auto start = pos_;
    if (auto failure = name(out.name)) return failure;
    while (peek() == '[') {
      if (auto failure = predicate(out.predicates.emplace_back())) return failure;
    }
    out.text = text_.substr(start, pos_ - start);
    return std::nullopt;
  }

  /// "." alone: the element itself. Names may start with a dot in EDI and JSON.
  bool is_self() const {
    if (peek() != '.') return false;
    return pos_ + 1 == text_.size() ||
           std::string_view("]=!^)").find(text_[pos_ + 1]) != std::string_view::npos;
  }

  Failure simple(SimplePath& out) {
    const auto start = pos_;
    if (is_self()) {
      out.text = text_.substr(pos_++, 1);
      return std::nullopt;
    }
    if (auto failure = origin(out)) return failure;
    if (out.start.empty() || take('/')) {
      if (auto failure = names(out)) return failure;
    }
    out.text = text_.substr(start, pos_ - start);
    return std::nullopt;
  }

  Failure names(SimplePath& out) {
    do {
      if (peek() == '@') {
        out.attribute.emplace();
        return attribute(*out.attribute);
      }
      if (auto failure = name(out.steps.emplace_back())) return failure;
    } while (take('/'));
    return std::nullopt;
  }

  Failure predicate(Predicate& out) {
    const auto start = pos_++;
    const bool negated = take("not(");
    if (auto failure = simple(out.path)) return failure;
    if (negated) {
      out.test = Predicate::Test::kAbsent;
      if (!take(')')) return "')' is missing";
    } else if (take("!=")) {
      out.test = Predicate::Test::kDiffers;
    } else if (take("^=")) {
      out.test = Predicate::Test::kStartsWith;
    } else if (take('=')) {
      out.test = Predicate::Test::kEquals;
    }
    if (out.test != Predicate::Test::kExists && out.test != Predicate::Test::kAbsent) {
      if (auto failure = operand(out)) return failure;
    }
    if (!take(']')) return "']' is missing";
    out.text = text_.substr(start, pos_ - start);
    return std::nullopt;
  }

  Failure operand(Predicate& out) {
    if (!take('\'')) return simple(out.other.emplace());
    const auto end = text_.find('\'', pos_);
    if (end == std::string_view::npos) return "a quote is not closed";
    out.literal = text_.substr(pos_, end - pos_);
    pos_ = end + 1;
    return std::nullopt;
  }

  std::string_view text_;
  const Prefixes& prefixes_;
  std::size_t pos_ = 0;
  bool may_name_ = false;  // within what is looked up
};

}  // namespace

core::Result<Path> parse_path(std::string_view text, const Prefixes& prefixes) {
  Path path;
  PathParser parser(text, prefixes);
  if (auto failure = parser.parse(path)) return core::fatal("config_value", std::move(*failure));
  return path;
}

bool is_lookup(std::string_view path) {
  return path.starts_with('/') || path.starts_with("../") || path == ".." || path.starts_with('$');
}

core::Result<Lookup> parse_lookup(std::string_view text, const Prefixes& prefixes) {
  Lookup lookup;
  PathParser parser(text, prefixes);
  if (auto failure = parser.parse(lookup)) return core::fatal("config_value", std::move(*failure));
  return lookup;
}

}  // namespace procured::mapping
