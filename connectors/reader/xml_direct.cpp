#include "connectors/reader/xml_direct.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "connectors/reader/bounds.h"
#include "connectors/reader/byte_search.h"
#include "connectors/reader/name_ends.h"
#include "connectors/reader/xml_doctype.h"
#include "connectors/reader/xml_references.h"
#include "core/text.h"

namespace procured::reader {
namespace {

/// Stands for a text that was too long to keep.
constexpr std::string_view kCutText = "xxxxxxxxxxxxxxxx";
static_assert(kCutText.size() == kCutTextBytes);

/// Of the characters of a document, whose only controls are blanks.
bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// Of bytes: those that end a name in a tag. "<" and "?", which are in no name, do so, too.
auto ends_name(Bytes b) { return (b <= ' ') | (b == '/') | ((b | 3) == '?'); }

/// A name as the source writes it.
struct SourceName {
  std::string_view text;
  NameEnds ends;
};

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
        tree_(tree),
        nodes_max_(memory_max / sizeof(Node)) {
    if (text.size() < kReservedFrom) return;
    nodes_max_ = std::min(nodes_in(text, limits), nodes_max_);
    tree.reserve(nodes_max_ + limits.attributes_per_element_max + 1);
  }

  bool has_doctype() const { return has_doctype_; }

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
  /// From `start` to here.
  std::string_view text_from(std::size_t start) const {
    return {text_.data() + start, at_ - start};
  }
  bool comment_cdata_or_doctype();
  bool doctype();
  bool skip_past(std::size_t from, std::string_view end);
  SourceName take_name();
  [[gnu::noinline]] SourceName name_ending_from(std::size_t from);
  bool stands_here(std::string_view name) const;
  bool start_tag();
  bool attributes();
  bool attribute_value(std::string_view& value);
  [[gnu::noinline]] bool coded_value(std::size_t start, std::string_view& value);
  bool attribute(const SourceName& name, std::string_view value);
  bool declare(std::string_view name);
  std::string_view keep(std::string text);
  void close() {
    if (!declaring_.empty() && declaring_.back().element == tree_.open_node()) {
      names_.leave(declaring_.back().around);
      declaring_.pop_back();
    }
    tree_.close();
  }
  bool end_tag();
  bool character_run(std::size_t start);
  [[gnu::noinline]] bool coded_run(std::size_t start);
  bool cdata();
  bool set_text(std::string_view run, std::string_view value);

  std::string_view text_;
  const XmlLimits& limits_;
  std::size_t memory_max_;
  XmlNames& names_;
  std::vector<XmlDeclaration>& declarations_;  // of the element that starts
  Tree& tree_;
  std::size_t nodes_max_;
  std::size_t at_ = 0;
  std::uint32_t element_count_ = 0;
  std::uint32_t attribute_count_ = 0;
  bool has_doctype_ = false;
  std::vector<Declaring> declaring_;  // of the open elements
};

bool Reading::markup() {
  if (at_ + 2 >= text_.size()) return false;
  switch (text_[at_ + 1]) {
    case '/':
      return end_tag();
    case '!':
      return comment_cdata_or_doctype();
    case '?':
      return starts_name(text_[at_ + 2]) && skip_past(at_ + 2, "?>");
    default:
      return start_tag();
  }
}

bool Reading::comment_cdata_or_doctype() {
  if (text_.substr(at_, 4) == "<!--") return skip_past(at_ + 4, "-->");
  const auto start = text_.substr(at_, 9);
  return start == "<!DOCTYPE" ? doctype() : start == "<![CDATA[" && cdata();
}

/// Passes over one that only names files. False for any other, and where none may stand.
bool Reading::doctype() {
  const auto end = end_of_doctype(text_, at_);
  if (!limits_.external_doctype || has_doctype_ || element_count_ > 0 || end.declares ||
      end.after == std::string_view::npos) {
    return false;
  }
  has_doctype_ = true;
  at_ = end.after;
  return true;
}

bool Reading::skip_past(std::size_t from, std::string_view end) {
  const auto found = text_.find(end, from);
  if (found == std::string_view::npos) return false;
  at_ = found + end.size();
  return true;
}

/// Takes the name that starts here, which may be none.
inline SourceName Reading::take_name() {
  const auto start = at_;
  if (start + sizeof(Bytes) > text_.size()) return name_ending_from(start);
  const auto bytes = bytes_at(text_.data() + start);
  const auto ended = bits_of(ends_name(bytes));
  if (ended == 0) return name_ending_from(start + sizeof(Bytes));
  const auto size = static_cast<std::size_t>(std::countr_zero(ended));
  at_ += size;
  const auto [head, tail] = halves(first_bytes(bytes, size));
  return {text_from(start), {head, tail}};
}

/// The same of one that does not end before.
SourceName Reading::name_ending_from(std::size_t from) {
  const auto start = at_;
  at_ = find_byte(text_, from, ends_name);
  const auto name = text_from(start);
  return {name, ends_of(name)};
}

/// Whether the source says the same here as where this name was read.
inline bool Reading::stands_here(std::string_view name) const {
  const auto* const here = text_.data() + at_;
  if (name.size() > sizeof(Bytes) || at_ + sizeof(Bytes) > text_.size())
    return same_name(name, text_.substr(at_, name.size()));
  const auto same = bits_of(bytes_at(name.data()) == bytes_at(here));
  return (~same & ((std::uint64_t{1} << name.size()) - 1)) == 0;
}

bool Reading::start_tag() {
  if ((tree_.depth() == 0 && element_count_ > 0) || ++element_count_ > limits_.elements_max) {
    return false;
  }
  ++at_;
  const auto [name, ends] = take_name();
  if (at_ == text_.size() || name.size() > limits_.name_bytes_max) return false;
  if (tree_.size() > nodes_max_) return false;
  const auto symbol = names_.symbol_of(name, ends, false);
  if (symbol == XmlNames::kNoName) return false;
  tree_.open(name, symbol);
  if (is_blank(text_[at_]) && !(attributes() && (declarations_.empty() || declare(name))))
    return false;
  const bool is_empty = text_[at_] == '/';
  if (is_empty) ++at_;
  if (at_ == text_.size() || text_[at_] != '>') return false;
  ++at_;
  if (is_empty) {
    close();
    return true;
  }
  return tree_.depth() <= limits_.depth_max;
}

/// Reads attributes up to what ends the tag.
bool Reading::attributes() {
  declarations_.clear();
  for (std::uint32_t count = 0;; ++count) {
    const auto last = at_;
    skip_blanks();
    if (at_ == text_.size()) return false;
    // The limit of scan_xml counts the blanks before a name, and the "/".
    if (text_[at_] == '>' || text_[at_] == '/') return at_ - last < limits_.name_bytes_max;
    const auto start = at_;
    const auto name = take_name();
    skip_blanks();
    if (start == last || at_ == text_.size() || text_[at_] != '=' ||
        at_ - last > limits_.name_bytes_max || count == limits_.attributes_per_element_max) {
      return false;
    }
    ++at_;
    skip_blanks();
    std::string_view value;
    if (!attribute_value(value) || !attribute(name, value)) return false;
  }
}

bool Reading::attribute_value(std::string_view& value) {
  if (at_ == text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return false;
  const auto quote = static_cast<unsigned char>(text_[at_]);
  const auto start = at_ + 1;
  at_ = find_byte(text_, start,
                  [=](Bytes b) { return (b == quote) | (b == '<') | (b == '&') | (b == '\r'); });
  if (at_ == text_.size()) return false;
  if (static_cast<unsigned char>(text_[at_]) != quote) return coded_value(start, value);
  value = text_from(start);
  ++at_;
  return true;
}

/// A value with references or line ends in it, from behind its quotation mark.
bool Reading::coded_value(std::size_t start, std::string_view& value) {
  const auto quote = static_cast<unsigned char>(text_[start - 1]);
  at_ = find_byte(text_, at_, [=](Bytes b) { return (b == quote) | (b == '<'); });
  if (at_ == text_.size() || text_[at_] == '<') return false;
  const auto coded = text_from(start);
  ++at_;
  std::string decoded;
  if (coded.size() > limits_.text_bytes_kept_max || !append_decoded(coded, decoded)) return false;
  value = keep(std::move(decoded));
  return true;
}

/// Adds an attribute to the element that starts. False for one too many, for one too long, and for
/// a name that is none.
bool Reading::attribute(const SourceName& name, std::string_view value) {
  if (value.size() > limits_.text_bytes_kept_max || ++attribute_count_ > limits_.attributes_max)
    return false;
  const auto symbol = names_.symbol_of(name.text, name.ends, true);
  if (symbol == XmlNames::kNoName) return false;
  if (declares_namespace(name.text)) {
    declarations_.push_back({name.text, value});
  } else {
    tree_.attribute(name.text, symbol, core::trim(value));
  }
  return true;
}

/// What an element declares holds for its own name and attributes, too, which stand before it.
bool Reading::declare(std::string_view name) {
  const auto element = tree_.open_node();
  declaring_.push_back({element, names_.scope()});
  for (const auto& [attribute, uri] : declarations_) names_.declare(attribute, uri);
  tree_.set_symbol(element, names_.symbol_of(name, false));
  for (auto node = element + 1; node < tree_.first_child(element); ++node)
    tree_.set_symbol(node, names_.symbol_of(tree_[node].name, true));
  return names_.declared() <= limits_.namespaces_max;
}

/// Makes a text that stands nowhere as a whole part of the tree, which may have fewer nodes for it.
std::string_view Reading::keep(std::string text) {
  const auto kept = tree_.keep(std::move(text));
  const auto left = memory_max_ - std::min(memory_max_, tree_.kept_memory());
  nodes_max_ = std::min(nodes_max_, left / sizeof(Node));
  return kept;
}

bool Reading::end_tag() {
  if (tree_.depth() == 0) return false;
  const auto name = tree_[tree_.open_node()].name;
  at_ += 2;
  if (at_ + name.size() >= text_.size() || text_[at_ + name.size()] != '>' || !stands_here(name))
    return false;
  at_ += name.size() + 1;
  close();
  return true;
}

/// Gives the open element its one text: `run` in the source, of the value `value`. False for a
/// second text, and for text outside the root.
[[gnu::always_inline]] inline bool Reading::set_text(std::string_view run, std::string_view value) {
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

/// Reads text up to the next "<".
bool Reading::character_run(std::size_t start) {
  at_ = find_byte(text_, at_, [](Bytes b) { return (b == '<') | (b == '&') | (b == '\r'); });
  if (at_ == text_.size()) return false;
  if (text_[at_] != '<') return coded_run(start);
  const auto run = text_from(start);
  return set_text(run, run);
}

/// The same with references or line ends in it.
bool Reading::coded_run(std::size_t start) {
  at_ = text_.find('<', at_);
  if (at_ == std::string_view::npos) return false;
  const auto run = text_from(start);
  if (run.size() > limits_.text_bytes_kept_max) return set_text(run, run);
  std::string decoded;
  return append_decoded(run, decoded) && set_text(run, keep(std::move(decoded)));
}

bool Reading::cdata() {
  const auto start = at_ + 9;
  if (!skip_past(start, "]]>")) return false;
  const auto run = text_.substr(start, at_ - 3 - start);
  if (run.size() > limits_.text_bytes_kept_max || run.find('\r') == std::string_view::npos)
    return set_text(run, run);
  std::string decoded;
  append_with_line_ends(run, decoded);
  return set_text(run, keep(std::move(decoded)));
}

}  // namespace

bool XmlDirectReader::read(std::string_view text, const XmlLimits& limits, std::size_t memory_max,
                           const Names& names, Tree& tree) {
  names_.start(names);
  tree.clear();
  Reading reading(text, limits, memory_max, names_, declarations_, tree);
  const bool is_read = reading.run();
  has_doctype_ = is_read && reading.has_doctype();
  if (!is_read) tree.clear();
  return is_read;
}

}  // namespace procured::reader
