#include "connectors/reader/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>

#include "connectors/reader/bounds.h"
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
  JsonIndex* index = nullptr;
  std::size_t memory_max = 0;  ///< For the index and the tree.
};

/// Goes once over the tokens. Each function starts at a token and leaves the one behind what it
/// read; after a refusal nothing is looked at any more.
class Walker {
 public:
  Walker(Source source, const JsonLimits& limits, const Names& names, Tree& tree)
      : source_(source), limits_(limits), names_(names), tree_(tree) {
    has_escapes_ = std::memchr(source.text, '\\', source.size) != nullptr;
    item_ = {kItemName, names.find(Names::kNoNamespace, kItemName)};
    next_piece();
  }

  /// False when the text has more behind its first document.
  bool one_document() {
    open({kRootName, names_.find(Names::kNoNamespace, kRootName)});
    content();
    tree_.close();
    return refusal_ || flaw_ || at_end();
  }

  void all_documents() {
    open({kRootName, names_.find(Names::kNoNamespace, kRootName)});
    while (!refusal_ && !at_end()) element(item_);
    tree_.close();
  }

  const std::optional<Refusal>& refusal() const { return refusal_; }
  /// What the index found wrong, which counts before any refusal.
  const std::optional<core::Error>& flaw() const { return flaw_; }

 private:
  bool at_end() const { return at_ == tokens_.size(); }
  std::size_t offset() const { return at_end() ? source_.size : start_of(at_); }
  std::size_t start_of(std::size_t token) const { return piece_begin_ + tokens_[token]; }

  /// The first byte of the token; 0 behind the last.
  char token() const { return at_end() ? '\0' : source_.text[start_of(at_)]; }

  void advance() {
    if (++at_ == tokens_.size() && piece_end_ < source_.size) next_piece();
  }

  void next_piece() {
    at_ = 0;
    tokens_ = {};
    auto piece = source_.index->next();
    if (!piece) {
      flaw_ = piece.error();
      piece_end_ = source_.size;
      return;
    }
    tokens_ = piece.value().tokens;
    piece_begin_ = piece.value().begin;
    piece_end_ = piece.value().end;
    const auto taken = source_.index->memory();
    nodes_max_ = std::min<std::size_t>(
        limits_.nodes_max,
        taken < source_.memory_max ? (source_.memory_max - taken) / sizeof(Node) : 0);
  }

  /// The bytes of a token that is a string or a scalar.
  std::string_view token_text() const {
    const auto start = start_of(at_);
    auto end = at_ + 1 < tokens_.size() ? start_of(at_ + 1) : piece_end_;
    while (end > start && is_blank(source_.text[end - 1])) --end;
    return {source_.text + start, end - start};
  }

  void refuse(std::string_view why, std::string detail) {
    if (!refusal_) refusal_ = Refusal{why, std::move(detail), offset()};
  }

  /// What is expected is not there: because it is something else, or because there is no more.
  void missing(std::string_view expected) {
    if (at_end()) {
      return refuse(reason::kTruncated, fmt::format("the file ends where {} must be", expected));
    }
    refuse(reason::kNotWellFormed, fmt::format("{} must be here", expected));
  }

  void open(Label label) {
    if (tree_.size() >= nodes_max_) {
      refuse(reason::kTooLarge, fmt::format("more than {} values", nodes_max_));
    }
    tree_.open(label.name, label.symbol);
  }

  /// A value that is an element of its own.
  void element(Label label) {
    if (token() == 'n' && token_text() == "null") {
      advance();
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
    advance();
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
    advance();
    if (c == end) --depth_;
    return c == ',';
  }

  void object() {
    if (!enter()) return;
    if (token() == '}') {
      advance();
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
    advance();
    if (token() != ':') return missing("a colon");
    advance();
    const Label label{name, names_.find(Names::kNoNamespace, name)};
    token() == '[' ? array(label) : element(label);
  }

  /// One element per item.
  void array(Label label) {
    if (!enter()) return;
    if (token() == ']') {
      advance();
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
    advance();
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
    const auto text = unescape_json(source_.text + start_of(at_) + 1, body.size());
    if (!text) {
      refuse(reason::kNotWellFormed,
             "an escape that is none, or half of a surrogate pair, within a string");
    }
    return text.value_or(std::string_view());
  }

  void scalar() {
    if (at_end()) return missing("a value");
    const auto text = token_text();
    if (text == "true" || text == "false" || is_json_number(text)) {
      advance();
      return set_text(text);
    }
    if (text == "null") {
      advance();
      return;
    }
    // The rest of "tru" may have been cut off.
    if (at_ + 1 == tokens_.size() && piece_end_ == source_.size && depth_ > 0 && cut_off(text)) {
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
  std::span<const std::uint32_t> tokens_;  // of the piece
  std::size_t piece_begin_ = 0;
  std::size_t piece_end_ = 0;
  std::size_t nodes_max_ = 0;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool has_escapes_ = false;
  std::optional<Refusal> refusal_;
  std::optional<core::Error> flaw_;
};

/// As many values as the text has, or more: each begins it, or stands behind one of these.
std::size_t values_in(std::string_view text) {
  std::size_t values = 1;
  for (const char before : {',', '[', '{', '\n'})
    values += static_cast<std::size_t>(std::count(text.begin(), text.end(), before));
  return values;
}

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
  const auto start = [&] {
    buffer_.resize(text.size() + JsonIndex::kPadding);
    std::memcpy(buffer_.data(), text.data(), text.size());
    std::memset(buffer_.data() + text.size(), 0, JsonIndex::kPadding);
    index_.start({buffer_.data(), text.size()}, text);
    tree.clear();
  };
  start();
  const auto most = memory_max(bytes.size());
  const auto taken = memory() + kMemorySetAside;
  if (text.size() >= kReservedFrom)
    tree.reserve(std::min<std::size_t>(limits_.nodes_max + 1, values_in(text)));
  const auto beside = taken + tree.room();
  index_.set_memory_max(most > beside ? most - beside : 0);
  const Source source{buffer_.data(), text.size(), &index_, most > taken ? most - taken : 0};
  std::optional<Walker> walker(std::in_place, source, limits_, names, tree);
  if (!walker->one_document()) {
    // That there are several shows only behind the first; its escapes are undone by then.
    start();
    walker.emplace(source, limits_, names, tree);
    walker->all_documents();
  }
  if (const auto& flaw = walker->flaw()) return *flaw;
  if (const auto& refusal = walker->refusal()) {
    return core::bad_document(std::string(refusal->reason), refusal->detail,
                              line_place(text, refusal->offset));
  }
  return boost::outcome_v2::success();
}

}  // namespace procured::reader
