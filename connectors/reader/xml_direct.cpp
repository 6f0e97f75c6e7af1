#include "connectors/reader/xml_direct.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include "connectors/reader/bounds.h"
#include "connectors/reader/byte_search.h"
#include "connectors/reader/name_ends.h"
#include "connectors/reader/xml_references.h"
#include "core/text.h"

namespace procured::reader {
namespace {

/// Stands for a text that was too long to keep.
constexpr std::string_view kCutText = "xxxxxxxxxxxxxxxx";
static_assert(kCutText.size() == kCutTextBytes);

/// Of the characters of a document, whose only controls are blanks.
bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// The end of a name in a tag, for a name that is one.
[[gnu::always_inline]] inline std::size_t end_of_name(std::string_view text, std::size_t at) {
  return find_byte(text, at,
                   [](Bytes b) { return (b == '>') | (b == '/') | (b == '=') | (b <= ' '); });
}

/// No fewer nodes than a text has, within the limits.
std::size_t nodes_in(std::string_view text, const XmlLimits& limits) {
  const auto count = [&](char c) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
  };
  return std::min<std::size_t>(count('<'), limits.elements_max) +
         std::min<std::size_t>(count('='), limits.attributes_max);
}

/// One document being read.
class Reading {
 public:
  Reading(std::string_view text, const XmlLimits& limits, std::size_t memory_max, XmlNames& names,
          std::vector<XmlDeclaration>& declarations, Tree& tree)
      : text_(text),
        limits_(limits),
        memory_max_(memory_max),
        names_(names),
        declarations_(declarations),
        tree_(tree) {
    if (text.size() < kReservedFrom) return;
    nodes_max_ = std::min(nodes_in(text, limits), memory_max / sizeof(Node));
    tree.reserve(nodes_max_ + limits.attributes_per_element_max + 1);
  }

  bool run() {
    while (at_ < text_.size()) {
      const auto start = at_;
      skip_blanks();
      if (at_ == text_.size()) break;
      if (text_[at_] != '<' && !character_run(start)) return false;
      if (!markup()) return false;
    }
    return tree_.depth() == 0 && element_count_ > 0;
  }

 private:
  struct Declaring {
    NodeId element = 0;
    XmlNames::Scope around;
  };

  bool markup();
  /// None or one within a tag as a rule, many between tags.
  void skip_blanks() {
    if (!is_at_blank()) return;
    ++at_;
    if (is_at_blank()) at_ = find_visible(text_, at_);
  }
  bool is_at_blank() const { return at_ < text_.size() && is_blank(text_[at_]); }
  bool comment_or_cdata();
  bool skip_past(std::size_t from, std::string_view end);
  bool start_tag();
  bool attributes();
  bool attribute_value(std::string_view name);
  bool attribute(std::string_view name, std::string_view value);
  bool name_element(std::string_view name);
  bool declare();
  void close() {
    if (!declaring_.empty() && declaring_.back().element == tree_.open_node()) {
      names_.leave(declaring_.back().around);
      declaring_.pop_back();
    }
    tree_.close();
  }
  bool end_tag();
  bool character_run(std::size_t start);
  bool cdata();
  bool set_text(std::string_view run, std::string_view value);

  std::string_view text_;
  const XmlLimits& limits_;
  std::size_t memory_max_;
  std::size_t nodes_max_ = std::numeric_limits<std::size_t>::max();
  XmlNames& names_;
  std::vector<XmlDeclaration>& declarations_;  // of the element that starts
  Tree& tree_;
  std::size_t at_ = 0;
  std::uint32_t element_count_ = 0;
  std::uint32_t attribute_count_ = 0;
  std::vector<Declaring> declaring_;  // of the open elements
};

bool Reading::markup() {
  if (at_ + 2 >= text_.size()) return false;
  switch (text_[at_ + 1]) {
    case '/':
      return end_tag();
    case '!':
      return comment_or_cdata();
    case '?':
      return starts_name(text_[at_ + 2]) && skip_past(at_ + 2, "?>");
    default:
      return start_tag();
  }
}

bool Reading::comment_or_cdata() {
  if (text_.substr(at_, 4) == "<!--") return skip_past(at_ + 4, "-->");
  return text_.substr(at_, 9) == "<![CDATA[" && cdata();
}

bool Reading::skip_past(std::size_t from, std::string_view end) {
  const auto found = text_.find(end, from);
  if (found == std::string_view::npos) return false;
  at_ = found + end.size();
  return true;
}

bool Reading::start_tag() {
  if ((tree_.depth() == 0 && element_count_ > 0) || ++element_count_ > limits_.elements_max) {
    return false;
  }
  const auto start = at_ + 1;
  at_ = end_of_name(text_, start);
  const auto name = text_.substr(start, at_ - start);
  if (at_ == text_.size() || name.size() > limits_.name_bytes_max) return false;
  if (tree_.size() > nodes_max_ || tree_.memory() > memory_max_) return false;
  tree_.open(name, kUnknownName);
  declarations_.clear();
  if (is_blank(text_[at_]) && !attributes()) return false;
  const bool is_empty = text_[at_] == '/';
  if (is_empty) ++at_;
  if (at_ == text_.size() || text_[at_] != '>') return false;
  ++at_;
  if (!is_empty && tree_.depth() > limits_.depth_max) return false;
  if (!name_element(name)) return false;
  if (is_empty) close();
  return true;
}

/// Reads attributes up to what ends the tag.
bool Reading::attributes() {
  while (true) {
    const auto last = at_;
    skip_blanks();
    if (at_ == text_.size()) return false;
    // The limit of scan_xml counts the blanks before a name, and the "/".
    if (text_[at_] == '>' || text_[at_] == '/') return at_ - last < limits_.name_bytes_max;
    const auto start = at_;
    at_ = end_of_name(text_, start);
    const auto name = text_.substr(start, at_ - start);
    skip_blanks();
    if (start == last || at_ == text_.size() || text_[at_] != '=' ||
        at_ - last > limits_.name_bytes_max) {
      return false;
    }
    ++at_;
    skip_blanks();
    if (!attribute_value(name)) return false;
  }
}

bool Reading::attribute_value(std::string_view name) {
  if (at_ == text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return false;
  const auto quote = static_cast<unsigned char>(text_[at_]);
  const auto start = at_ + 1;
  at_ = find_byte(text_, start,
                  [=](Bytes b) { return (b == quote) | (b == '<') | (b == '&') | (b == '\r'); });
  const bool is_coded = at_ < text_.size() && (text_[at_] == '&' || text_[at_] == '\r');
  if (is_coded) at_ = find_byte(text_, at_, [=](Bytes b) { return (b == quote) | (b == '<'); });
  if (at_ == text_.size() || text_[at_] == '<') return false;
  auto value = text_.substr(start, at_ - start);
  ++at_;
  const auto attributes = tree_[tree_.open_node()].attributes + declarations_.size();
  if (value.size() > limits_.text_bytes_kept_max ||
      attributes >= limits_.attributes_per_element_max ||
      ++attribute_count_ > limits_.attributes_max) {
    return false;
  }
  if (is_coded) {
    std::string decoded;
    if (!append_decoded(value, decoded)) return false;
    value = tree_.keep(std::move(decoded));
  }
  return attribute(name, value);
}

/// Adds an attribute to the element that starts. False for a name that is none.
bool Reading::attribute(std::string_view name, std::string_view value) {
  const auto symbol = names_.symbol_of(name, true);
  if (symbol == XmlNames::kNoName) return false;
  if (declares_namespace(name)) {
    declarations_.push_back({name, value});
  } else {
    tree_.attribute(name, symbol, core::trim(value));
  }
  return true;
}

/// Says what the element is that has started, whose attributes are known. False for a name that is
/// none.
bool Reading::name_element(std::string_view name) {
  if (!declarations_.empty() && !declare()) return false;
  const auto symbol = names_.symbol_of(name, false);
  tree_.set_symbol(tree_.open_node(), symbol);
  return symbol != XmlNames::kNoName;
}

/// What an element declares holds for its own attributes, too, and for those before it.
bool Reading::declare() {
  const auto element = tree_.open_node();
  declaring_.push_back({element, names_.scope()});
  for (const auto& [attribute, uri] : declarations_) names_.declare(attribute, uri);
  for (auto node = element + 1; node < tree_.first_child(element); ++node)
    tree_.set_symbol(node, names_.symbol_of(tree_[node].name, true));
  return names_.declared() <= limits_.namespaces_max;
}

bool Reading::end_tag() {
  if (tree_.depth() == 0) return false;
  const auto name = tree_[tree_.open_node()].name;
  const auto end = at_ + 2 + name.size();
  if (end >= text_.size() || text_[end] != '>' ||
      !same_name(name, {text_.data() + at_ + 2, name.size()})) {
    return false;
  }
  at_ = end + 1;
  close();
  return true;
}

/// Reads text up to the next "<".
bool Reading::character_run(std::size_t start) {
  at_ = find_byte(text_, at_, [](Bytes b) { return (b == '<') | (b == '&') | (b == '\r'); });
  const bool is_coded = at_ < text_.size() && text_[at_] != '<';
  if (is_coded) at_ = std::min(text_.find('<', at_), text_.size());
  if (at_ == text_.size()) return false;
  const auto run = text_.substr(start, at_ - start);
  if (!is_coded || run.size() > limits_.text_bytes_kept_max) return set_text(run, run);
  std::string decoded;
  return append_decoded(run, decoded) && set_text(run, tree_.keep(std::move(decoded)));
}

bool Reading::cdata() {
  const auto start = at_ + 9;
  if (!skip_past(start, "]]>")) return false;
  const auto run = text_.substr(start, at_ - 3 - start);
  if (run.size() > limits_.text_bytes_kept_max || run.find('\r') == std::string_view::npos)
    return set_text(run, run);
  std::string decoded;
  append_with_line_ends(run, decoded);
  return set_text(run, tree_.keep(std::move(decoded)));
}

/// Gives the open element its one text: `run` in the source, of the value `value`. False for a
/// second text, and for text outside the root.
bool Reading::set_text(std::string_view run, std::string_view value) {
  if (tree_.depth() == 0 || tree_[tree_.open_node()].text.data() != nullptr) return false;
  const auto kept = core::trim(value);
  if (kept.empty()) {
    // An empty text is a text, too.
    tree_.set_text(run.substr(0, 0));
  } else if (run.size() > limits_.text_bytes_kept_max) {
    tree_.set_text(kCutText);
    tree_.mark_cut(tree_.open_node(), kept.size());
  } else {
    tree_.set_text(kept);
  }
  return true;
}

}  // namespace

bool XmlDirectReader::read(std::string_view text, const XmlLimits& limits, std::size_t memory_max,
                           const Names& names, Tree& tree) {
  names_.start(names);
  tree.clear();
  if (Reading(text, limits, memory_max, names_, declarations_, tree).run()) return true;
  tree.clear();
  return false;
}

}  // namespace procured::reader
