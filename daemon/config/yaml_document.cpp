#include "config/yaml_document.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "core/text.h"

namespace procured::config {
namespace {

/// Thrown inside yaml-cpp's callbacks and caught in parse(): a rule of ours that the text breaks.
struct Refused {
  int line = 1;
  int column = 1;
  std::string detail;
};

/// The lines of the text, to turn yaml-cpp's byte columns into characters and to look at quotes.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    for (std::size_t start = 0; start <= text.size();) {
      const auto end = std::min(text.find('\n', start), text.size());
      lines_.push_back(text.substr(start, end - start));
      start = end + 1;
    }
  }

  std::string_view from(const YAML::Mark& mark) const {
    const auto line = line_of(mark);
    const auto column = static_cast<std::size_t>(std::max(mark.column, 0));
    return line.substr(std::min(column, line.size()));
  }

  /// Counted from where the last one stood, if that was before it: a line may hold all of a file.
  int column_in_characters(const YAML::Mark& mark) const {
    const auto line = line_of(mark);
    const auto end = std::min(static_cast<std::size_t>(std::max(mark.column, 0)), line.size());
    if (mark.line != counted_.line || end < counted_.bytes) counted_ = {mark.line, 0, 0};
    const auto more = line.substr(counted_.bytes, end - counted_.bytes);
    const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    counted_.characters += static_cast<int>(std::count_if(more.begin(), more.end(), is_start));
    counted_.bytes = end;
    return counted_.characters + 1;
  }

 private:
  std::string_view line_of(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    return line < lines_.size() ? lines_[line] : std::string_view{};
  }

  struct Counted {
    int line = -1;
    std::size_t bytes = 0;
    int characters = 0;
  };

  std::vector<std::string_view> lines_;
  mutable Counted counted_;
};

/// True when the quote that starts the text is closed in it, with the escapes of its kind.
bool closes_quote(std::string_view text) {
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '\'' && i + 1 < text.size() && text[i + 1] == '\'') {
        ++i;
      } else {
        return true;
      }
    }
  }
  return false;
}

/// Builds the tree from yaml-cpp's events and refuses what its own tree would silently accept.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const Lines& lines) : lines_(lines) {}

  YamlNode take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      refuse(mark, "a second document starts here; a file holds exactly one");
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    finish(node_at(mark, YamlNode::Kind::kNull));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "aliases (*name) are not supported; write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    const auto text = lines_.from(mark);
    const bool in_quotes = !text.empty() && (text.front() == '"' || text.front() == '\'');
    if (tag != "?" && tag != "!") refuse_tag(mark);
    if (!text.empty() && text.front() == '!') refuse_tag(mark);
    if (in_quotes && !closes_quote(text)) {
      refuse(mark, "the quote that starts here is not closed on its line");
    }
    auto node = node_at(mark, YamlNode::Kind::kScalar);
    node.scalar = value;
    node.quoted = tag == "!";
    finish(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    start(mark, tag, anchor, YamlNode::Kind::kSequence);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    start(mark, tag, anchor, YamlNode::Kind::kMap);
  }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    YamlNode node;
    std::vector<YamlNode> pending_key;  ///< Of a map: one key that waits for its value.
    std::set<std::string> keys;         ///< Of a map: those read so far.
  };

  [[noreturn]] void refuse(const YAML::Mark& mark, std::string detail) const {
    throw Refused{mark.line + 1, lines_.column_in_characters(mark), std::move(detail)};
  }
  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor)
      refuse(mark, "anchors (&name) are not supported; write the value out");
  }
  [[noreturn]] void refuse_tag(const YAML::Mark& mark) const {
    refuse(mark, "tags (!name) are not supported; leave it out");
  }

  YamlNode node_at(const YAML::Mark& mark, YamlNode::Kind kind) const {
    YamlNode node;
    node.kind = kind;
    node.line = std::max(mark.line, 0) + 1;
    node.column = lines_.column_in_characters(mark);
    return node;
  }

  void start(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             YamlNode::Kind kind) {
    refuse_anchor(mark, anchor);
    if (tag != "?" && !tag.empty()) refuse_tag(mark);
    if (static_cast<int>(open_.size()) >= YamlDocument::kDepthMax) {
      refuse(mark, "nested deeper than 64 levels");
    }
    open_.push_back({node_at(mark, kind), {}, {}});
  }

  void end() {
    auto node = std::move(open_.back().node);
    open_.pop_back();
    finish(std::move(node));
  }

  void finish(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& parent = open_.back();
    if (parent.node.is_sequence()) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.pending_key.empty()) {
      check_key(parent, node);
      parent.pending_key.push_back(std::move(node));
    } else {
      parent.node.entries.push_back({std::move(parent.pending_key.back()), std::move(node)});
      parent.pending_key.clear();
    }
  }

  static void check_key(Open& map, const YamlNode& key) {
    const auto refuse_key = [&](std::string detail) {
      throw Refused{key.line, key.column, std::move(detail)};
    };
    if (!key.is_scalar()) refuse_key("a key must be a plain text");
    if (key.scalar == "<<" && !key.quoted)
      refuse_key("merge keys (<<) are not supported; write the values out");
    if (!map.keys.insert(key.scalar).second) {
      refuse_key("the key '" + key.scalar + "' stands here a second time");
    }
  }

  const Lines& lines_;
  int documents_ = 0;
  YamlNode root_;
  std::vector<Open> open_;
};

core::Error syntax_error(const std::string& name, int line, int column, std::string detail) {
  auto error = core::fatal("config_syntax", std::move(detail));
  error.place = name + ':' + std::to_string(line) + ':' + std::to_string(column);
  return error;
}

/// The place of the first byte that is not UTF-8, or of the first NUL.
int line_of_first_bad_byte(std::string_view text) {
  int line = 1;
  for (std::size_t start = 0; start <= text.size(); ++line) {
    const auto end = std::min(text.find('\n', start), text.size());
    const auto content = text.substr(start, end - start);
    if (!core::is_valid_utf8(content) || content.find('\0') != std::string_view::npos) return line;
    start = end + 1;
  }
  return 1;
}

/// yaml-cpp's messages are short; the commonest causes get a word more.
std::string explained(const YAML::ParserException& error, const Lines& lines) {
  std::string detail = error.msg;
  YAML::Mark start = error.mark;
  start.column = 0;
  const auto line = lines.from(start);
  const auto indent = line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
  if (indent.find('\t') != std::string_view::npos)
    detail += " (a tab in the indentation; use blanks)";
  return detail;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& entry : entries) {
    if (entry.key.scalar == key) return &entry.value;
  }
  return nullptr;
}

core::Result<YamlDocument> YamlDocument::load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  if (file) {
    text.resize(kBytesMax + 1);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  }
  if (!file.is_open() || file.bad() || std::filesystem::is_directory(path)) {
    auto error = core::fatal("config_unreadable", "the file cannot be read");
    error.place = path.string();
    return error;
  }
  return parse(text, path.string());
}

core::Result<YamlDocument> YamlDocument::parse(std::string_view text, std::string name) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > kBytesMax) return syntax_error(name, 1, 1, "larger than 1 MiB");
  if (!core::is_valid_utf8(text) || text.find('\0') != std::string_view::npos) {
    return syntax_error(name, line_of_first_bad_byte(text), 1, "the text is not UTF-8");
  }
  const Lines lines(text);
  TreeBuilder builder(lines);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refused& refused) {
    return syntax_error(name, refused.line, refused.column, refused.detail);
  } catch (const YAML::ParserException& error) {
    return syntax_error(name, std::max(error.mark.line, 0) + 1,
                        lines.column_in_characters(error.mark), explained(error, lines));
  } catch (const std::exception& error) {
    return syntax_error(name, 1, 1, error.what());
  }
  auto root = builder.take_root();
  if (root.is_null()) root.kind = YamlNode::Kind::kMap;
  if (!root.is_map())
    return syntax_error(name, root.line, root.column, "the file must hold keys and values");
  return YamlDocument({std::move(name)}, std::move(root));
}

std::string YamlDocument::place(const YamlNode& node) const {
  const auto file = static_cast<std::size_t>(node.file);
  return (file < names_.size() ? names_[file] : name()) + ':' + std::to_string(node.line) + ':' +
         std::to_string(node.column);
}

YamlDocument YamlDocument::merged(std::vector<std::string> names, YamlNode root) {
  return YamlDocument(std::move(names), std::move(root));
}

}  // namespace procured::config
