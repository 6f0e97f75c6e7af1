#include "connectors/tools/sample_leaves.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/reader/json_reader.h"
#include "connectors/reader/xml_reader.h"
#include "connectors/tools/table_sample.h"

namespace procured::tools {

using mapping::Syntax;
using reader::NodeId;
using reader::Tree;

namespace {

constexpr std::size_t kPathsMax = 2'000;

/// The declarations of namespaces as they are written; where a prefix is declared twice the first
/// one is meant.
void read_namespaces(std::string_view bytes, std::map<std::string, std::string>& namespaces) {
  constexpr std::string_view kDeclaration = "xmlns";
  for (auto at = bytes.find(kDeclaration); at != std::string_view::npos;
       at = bytes.find(kDeclaration, at + 1)) {
    const auto equals = bytes.find('=', at);
    if (equals == std::string_view::npos) return;
    auto prefix = bytes.substr(at + kDeclaration.size(), equals - at - kDeclaration.size());
    while (!prefix.empty() && prefix.back() == ' ') prefix.remove_suffix(1);
    if (prefix.starts_with(':')) prefix.remove_prefix(1);
    const auto open = bytes.find_first_of("\"'", equals);
    if (open == std::string_view::npos) return;
    const auto close = bytes.find(bytes[open], open + 1);
    if (close == std::string_view::npos) return;
    namespaces.try_emplace(std::string(prefix), bytes.substr(open + 1, close - open - 1));
  }
}

class Collector {
 public:
  Collector(const Tree& tree, SampleLeaves& leaves) : tree_(tree), leaves_(leaves) {
    for (std::size_t i = 0; i < leaves.paths.size(); ++i) index_[leaves.paths[i].steps] = i;
  }

  void below(NodeId node, std::vector<std::string>& steps) {
    for (NodeId i = 1; i <= tree_[node].attributes; ++i) add(node + i, '@', steps, 1);
    std::map<std::string_view, std::uint64_t> seen;
    for (auto child = tree_.first_child(node); child < tree_[node].end; child = tree_[child].end) {
      const auto times = ++seen[tree_[child].name];
      if (!add(child, '\0', steps, times)) continue;
      steps.emplace_back(tree_[child].name);
      below(child, steps);
      steps.pop_back();
    }
  }

 private:
  /// False where there are too many paths to tell apart.
  bool add(NodeId node, char mark, std::vector<std::string>& steps, std::uint64_t times) {
    const auto name = (mark == '\0' ? "" : std::string(1, mark)) + std::string(tree_[node].name);
    steps.push_back(name);
    auto found = index_.find(steps);
    if (found == index_.end() && leaves_.paths.size() < kPathsMax) {
      found = index_.emplace(steps, leaves_.paths.size()).first;
      leaves_.paths.push_back({steps, 0, 0, 0, {}});
    }
    steps.pop_back();
    if (found == index_.end()) return false;
    auto& path = leaves_.paths[found->second];
    ++path.count;
    path.most_in_parent = std::max(path.most_in_parent, times);
    const std::string text(tree_[node].text);
    if (text.empty()) return true;
    ++path.texts;
    if (path.values.size() < SampleLeaves::kValuesMax) path.values.push_back(text);
    return true;
  }

  const Tree& tree_;
  SampleLeaves& leaves_;
  std::map<std::vector<std::string>, std::size_t> index_;
};

core::Error mixed(const std::string& one, const std::string& other) {
  return core::fatal("sample_mixed",
                     fmt::format("one sample has the root '{}', another '{}': a mapping is for "
                                 "files of one root",
                                 one, other));
}

}  // namespace

core::Result<void> read_sample(std::string_view bytes, SampleLeaves& leaves) {
  const auto syntax = mapping::syntax_of(bytes);
  if (syntax == Syntax::kTable) {
    if (leaves.root.empty()) return read_table_sample(bytes, leaves);
    if (leaves.syntax == Syntax::kTable) return boost::outcome_v2::success();
    return mixed(leaves.root, "record");
  }
  if (syntax != Syntax::kXml && syntax != Syntax::kJson) {
    return core::fatal("sample_syntax",
                       fmt::format("no entry of the catalogue reads this {}, and a mapping can be "
                                   "proposed for XML, JSON and CSV alone",
                                   mapping::name_of(syntax)));
  }
  reader::Names names;
  Tree tree;
  reader::XmlReader xml;
  reader::JsonReader json;
  xml.skip_external_doctypes(true);
  auto read = syntax == Syntax::kXml ? xml.read(bytes, names, tree) : json.read(bytes, names, tree);
  if (!read) return read.error();
  const std::string root(tree[0].name);
  if (!leaves.root.empty() && (leaves.root != root || leaves.syntax != syntax)) {
    return mixed(leaves.root, root);
  }
  leaves.syntax = syntax;
  leaves.root = root;
  if (syntax == Syntax::kXml) read_namespaces(bytes, leaves.namespaces);
  std::vector<std::string> steps;
  Collector(tree, leaves).below(0, steps);
  return boost::outcome_v2::success();
}

}  // namespace procured::tools
