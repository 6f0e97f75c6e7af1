#include "connectors/reader/json_reader.h"

#include <fmt/format.h>

#include <cstring>
#include <optional>
#include <span>

#include "connectors/reader/encoding.h"
#include "connectors/reader/json_scalar.h"
#include "connectors/reader/reasons.h"
#include "connectors/reader/xml_scan.h"
#include "core/text.h"

namespace procured::reader {
namespace {

constexpr std::string_view kRootName = "json";
constexpr std::string_view kItemName = "item";
// Enough to see that there is a value, as in XML.
constexpr std::string_view kCutText = "xxxxxxxxxxxxxxxx";
static_assert(kCutText.size() == kCutTextBytes);

struct Refusal {
  std::string_view reason;
  std::string detail;
  std::size_t offset = 0;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Most texts have nothing to trim, which two bytes tell.
std::string_view trimmed(std::string_view text) {
  const auto may_be_blank = [](char c) {
    return static_cast<signed char>(c) <= ' ';  // bytes above 0x7F too: a no-break space has two
  };
  if (text.empty() || !(may_be_blank(text.front()) || may_be_blank(text.back()))) return text;
  return core::trim(text);
}

struct Label {
  std::string_view name;
  Symbol symbol = kUnknownName;
};

struct Source {
  char* text = nullptr;
  std::size_t size = 0;
  std::span<const std::uint32_t> tokens;
};

/// Goes once over the tokens. Each function starts at a token and leaves the one behind what it
/// read; after a refusal nothing is looked at any more.
class Walker {
 public:
  Walker(Source source, const JsonLimits& limits, const Names& names, Tree& tree)
      : source_(source), limits_(limits), names_(names), tree_(tree) {
    has_escapes_ = std::memchr(source.text, '\\', source.size) != nullptr;
    item_ = {kItemName, names.find(Names::kNoNamespace, kItemName)};
  }

  /// False when the text has more behind its first document.
  bool one_document() {
    open({kRootName, names_.find(Names::kNoNamespace, kRootName)});
    content();
    tree_.close();
    return refusal_ || at_ == source_.tokens.size();
  }

  void all_documents() {
    open({kRootName, names_.find(Names::kNoNamespace, kRootName)});
    while (!refusal_ && at_ < source_.tokens.size()) element(item_);
    tree_.close();
  }

  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  std::size_t offset() const {
    return at_ < source_.tokens.size() ? source_.tokens[at_] : source_.size;
  }

  /// The first byte of the token; 0 behind the last.
  char token() const {
    return at_ < source_.tokens.size() ? source_.text[source_.tokens[at_]] : '\0';
  }

  /// The bytes of a token that is a string or a scalar.
  std::string_view token_text() const {
    const std::size_t start = source_.tokens[at_];
    std::size_t end = at_ + 1 < source_.tokens.size() ? source_.tokens[at_ + 1] : source_.size;
    while (end > start && is_blank(source_.text[end - 1])) --end;
    return {source_.text + start, end - start};
  }

  void refuse(std::string_view why, std::string detail) {
    if (!refusal_) refusal_ = Refusal{why, std::move(detail), offset()};
  }

  /// What is expected is not there: because it is something else, or because there is no more.
  void missing(std::string_view expected) {
    if (at_ >= source_.tokens.size()) {
      return refuse(reason::kTruncated, fmt::format("the file ends where {} must be", expected));
    }
    refuse(reason::kNotWellFormed, fmt::format("{} must be here", expected));
  }

  void open(Label label) {
    if (tree_.size() >= limits_.nodes_max) {
      refuse(reason::kTooLarge, fmt::format("more than {} values", limits_.nodes_max));
    }
    tree_.open(label.name, label.symbol);
  }

  /// A value that is an element of its own.
  void element(Label label) {
    if (token() == 'n' && token_text() == "null") {
      ++at_;
      return;
    }
    open(label);
    if (!refusal_) content();
    tree_.close();
  }

  /// A value as the content of the open element.
  void content() {
    switch (token()) {
      case '{':
        return object();
      case '[':
        return array(item_);
      case '"':
        return string();
      default:
        return scalar();
    }
  }

  bool enter() {
    if (depth_ >= limits_.depth_max) {
      refuse(reason::kTooDeep, fmt::format("nested more than {} deep", limits_.depth_max));
      return false;
    }
    ++depth_;
    ++at_;
    return true;
  }

  /// Past the comma to the next member or item, or past the end; false there and after a refusal.
  bool another(char end, std::string_view expected) {
    if (refusal_) return false;
    const char c = token();
    if (c != ',' && c != end) {
      missing(expected);
      return false;
    }
    ++at_;
    if (c == end) --depth_;
    return c == ',';
  }

  void object() {
    if (!enter()) return;
    if (token() == '}') {
      ++at_;
      --depth_;
      return;
    }
    do {
      member();
    } while (another('}', "a comma or the end of the object"));
  }

  void member() {
    if (token() != '"') return missing("a name in quotes");
    const auto name = unquoted();
    if (refusal_) return;
    if (name.size() > limits_.name_bytes_max) {
      return refuse(reason::kTooLarge,
                    fmt::format("a name of more than {} bytes", limits_.name_bytes_max));
    }
    ++at_;
    if (token() != ':') return missing("a colon");
    ++at_;
    const Label label{name, names_.find(Names::kNoNamespace, name)};
    token() == '[' ? array(label) : element(label);
  }

  /// One element per item.
  void array(Label label) {
    if (!enter()) return;
    if (token() == ']') {
      ++at_;
      --depth_;
      return;
    }
    do {
      element(label);
    } while (another(']', "a comma or the end of the array"));
  }

  void string() {
    const auto text = trimmed(unquoted());
    if (refusal_) return;
    ++at_;
    set_text(text);
  }

  void set_text(std::string_view text) {
    if (text.size() <= limits_.text_bytes_kept_max) return tree_.set_text(text);
    tree_.set_text(kCutText);
    tree_.mark_cut(tree_.open_node(), text.size());
  }

  std::string_view unquoted() {
    const auto quoted = token_text();
    if (quoted.size() < 2 || quoted.back() != '"') {
      refuse(reason::kNotWellFormed, "a string that does not end");
      return {};
    }
    const auto body = quoted.substr(1, quoted.size() - 2);
    if (!has_escapes_ || std::memchr(body.data(), '\\', body.size()) == nullptr) return body;
    const auto text = unescape_json(source_.text + source_.tokens[at_] + 1, body.size());
    if (!text) {
      refuse(reason::kNotWellFormed,
             "an escape that is none, or half of a surrogate pair, within a string");
    }
    return text.value_or(std::string_view());
  }

  void scalar() {
    if (at_ >= source_.tokens.size()) return missing("a value");
    const auto text = token_text();
    if (text == "true" || text == "false" || is_json_number(text)) {
      ++at_;
      return set_text(text);
    }
    if (text == "null") {
      ++at_;
      return;
    }
    // The rest of "tru" may have been cut off.
    if (at_ + 1 == source_.tokens.size() && depth_ > 0 && cut_off(text)) {
      return refuse(reason::kTruncated, "the file ends within a value");
    }
    refuse(reason::kNotWellFormed, "no value of JSON");
  }

  static bool cut_off(std::string_view text) {
    const auto starts = [&](std::string_view word) { return word.starts_with(text); };
    return starts("true") || starts("false") || starts("null") ||
           is_json_number(std::string(text) + '0');
  }

  Source source_;
  const JsonLimits& limits_;
  const Names& names_;
  Tree& tree_;
  Label item_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool has_escapes_ = false;
  std::optional<Refusal> refusal_;
};

}  // namespace

core::Result<void> JsonReader::read(std::string_view bytes, const Names& names, Tree& tree) {
  tree.clear();
  if (bytes.find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos) {
    return core::bad_document(std::string(reason::kEmptyFile), "the file is empty", "line 1");
  }
  const auto converted = json_as_utf8(bytes, converted_);
  if (!converted) return converted.error();
  const auto text = converted.value();
  if (text.size() > limits_.document_bytes_max) {
    return core::bad_document(std::string(reason::kTooLarge),
                              fmt::format("more than {} bytes", limits_.document_bytes_max),
                              "line 1");
  }
  const auto copy = [&] {
    buffer_.resize(text.size() + JsonIndex::kPadding);
    std::memcpy(buffer_.data(), text.data(), text.size());
    std::memset(buffer_.data() + text.size(), 0, JsonIndex::kPadding);
  };
  copy();
  const auto tokens = index_.tokens_of({buffer_.data(), text.size()});
  if (!tokens) return tokens.error();
  const Source source{buffer_.data(), text.size(), tokens.value()};
  std::optional<Walker> walker(std::in_place, source, limits_, names, tree);
  if (!walker->one_document()) {
    // That there are several shows only behind the first; its escapes are undone by then.
    copy();
    tree.clear();
    walker.emplace(source, limits_, names, tree);
    walker->all_documents();
  }
  if (const auto& refusal = walker->refusal()) {
    return core::bad_document(std::string(refusal->reason), refusal->detail,
                              line_place(text, refusal->offset));
  }
  return boost::outcome_v2::success();
}

}  // namespace procured::reader
