#include "connectors/decoding/tree_decoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "connectors/decoding/tree_lookup.h"
#include "connectors/program/reasons.h"
#include "core/hash.h"

namespace procured::mapping {

using reader::NodeId;
using reader::Tree;

namespace {

/// Elements that may be documents, each as often as mappings ask for it: far more than there may be
/// documents. Beyond, a file is refused.
constexpr std::size_t kClaimsMax = 500'000;
constexpr std::size_t kPositionBytesMax = 200;

core::Error doctype_refused(std::string place) {
  return core::bad_document(std::string(reason::kDoctypeRefused),
                            "documents of this kind have no document type (DOCTYPE): it can name "
                            "other files and grow without bound. Send it without",
                            std::move(place));
}

/// Seven bits a byte, the lowest first: nearly all numbers of a document take one.
char* put_number(char* at, std::size_t number) {
  for (; number >= 0x80; number >>= 7U) *at++ = static_cast<char>(number | 0x80U);
  *at++ = static_cast<char>(number);
  return at;
}

/// SHA-256 of the names and texts of one document among several, so that it is known to be the same
/// where only its neighbours changed.
std::string hash_of(const Tree& tree, NodeId root, core::Sha256& hash) {
  std::array<char, 3 * 10> head{};
  for (auto node = root; node < tree[root].end; ++node) {
    const auto& each = tree[node];
    auto* end = put_number(head.data(), each.name.size());
    end = put_number(end, each.text.size());
    end = put_number(end, each.end - node);
    hash.add({head.data(), end});
    hash.add(each.name);
    hash.add(each.text);
  }
  return hash.hex();
}

}  // namespace

bool is_tried(const ConnectorSettings& settings, const std::string& entry) {
  return settings.entries.empty() || std::find(settings.entries.begin(), settings.entries.end(),
                                               entry) != settings.entries.end();
}

void refuse(const FileContext& file, core::Error error) {
  Decoded part{{}, {}, std::move(error)};
  file.take(part);
}

void refuse_many(const FileContext& file) {
  refuse(file, core::bad_document(
                   std::string(reason::kTooLarge),
                   fmt::format("more than {} documents in one file", reader::kDocumentsMax)));
}

void TreeDecoding::start(const FileContext& file, const Tree& tree) {
  file_ = &file;
  tree_ = &tree;
  mapper_.start_file();
  file.memory.start_tree();
  records_ = 0;
}

void TreeDecoding::hand_over(core::Error error) {
  refuse_part(std::move(error));
  hand_over();
}

void TreeDecoding::run(const FileContext& file, const Tree& tree) {
  start(file, tree);
  constexpr NodeId kRoot = 0;
  if (const auto* envelope = envelope_of(kRoot)) {
    payloads(kRoot, *envelope);
  } else if (auto refused = refusal_of(kRoot)) {
    refuse(file, std::move(*refused));
  } else if (const auto found = claims(kRoot); !found.empty()) {
    several(found);
  } else {
    part_.position.clear();
    part_.content_hash.clear();
    document(kRoot);
  }
}

void TreeDecoding::map_message(const FileContext& file, const Tree& tree, NodeId message,
                               std::string_view type) {
  start(file, tree);
  for (const auto number : readers_of(0)) {
    const auto& program = file.compilation.programs[number];
    if (program.is_register || !may_read(program) || !all_hold(program.when, message)) continue;
    file.summary.entry = program.entry;
    if (auto excluded = exclusion_of(program, message)) {
      refuse_part(std::move(*excluded));
    } else {
      map(program, {tree, message, 0});
    }
    return;
  }
  refuse_part(core::bad_document(std::string(reason::kKindNotSupported),
                                 fmt::format("no connector reads messages of type '{}'", type),
                                 tree.path_of(message)));
}

void TreeDecoding::run_document(const FileContext& file, const Tree& tree, const Program& program) {
  start(file, tree);
  if (auto excluded = exclusion_of(program, 0)) return hand_over(std::move(*excluded));
  read(program, {tree, 0, 0});
}

const Envelope* TreeDecoding::envelope_of(NodeId root) const {
  for (const auto& envelope : file_->compilation.envelopes) {
    if ((*tree_)[root].symbol == envelope.root.symbol && is_tried(file_->settings, envelope.entry))
      return &envelope;
  }
  return nullptr;
}

void TreeDecoding::payloads(NodeId root, const Envelope& envelope) {
  file_->summary.entry = envelope.entry;
  std::vector<NodeId> found;
  const auto& tree = *tree_;
  for (auto child = tree.first_child(root); child < tree[root].end; child = tree[child].end) {
    if (reader::local_name(tree[child].name) != envelope.header.name.local) {
      found.push_back(child);
    } else if (file_->report) {
      file_->summary.ignored += count_leaves(tree, child);
    }
  }
  if (found.empty()) {
    return refuse(*file_,
                  core::bad_document(std::string(reason::kFragment),
                                     "an envelope without a document in it", tree.path_of(root)));
  }
  if (found.size() > reader::kDocumentsMax) return refuse_many(*file_);
  for (std::size_t i = 0; i < found.size(); ++i) {
    part_.position = found.size() == 1 ? "" : std::to_string(i + 1);
    part_.content_hash.clear();
    if (auto refused = refusal_of(found[i])) {
      hand_over(std::move(*refused));
    } else {
      document(found[i]);
    }
  }
}

/// The document that a root is, which is not refused.
void TreeDecoding::document(NodeId root) {
  const auto* program = program_of(root);
  if (program == nullptr) return hand_over(unknown(root));
  file_->summary.entry = program->entry;
  if (auto excluded = exclusion_of(*program, root)) return hand_over(std::move(*excluded));
  read(*program, {*tree_, root, root});
}

/// The documents below a root, in their order. A document belongs to the first program that reads
/// it; one beside documents that are read, which nothing reads, is in the list, too.
std::vector<TreeDecoding::Claim> TreeDecoding::claims(NodeId root) const {
  std::vector<Claim> found;
  const SimplePath* idle = nullptr;  // nothing stands there: not for the next program either
  for (const auto number : readers_of(root)) {
    const auto& program = file_->compilation.programs[number];
    if (program.documents.empty() || !may_read(program)) continue;
    for (const auto& path : program.documents) {
      if (idle != nullptr && idle->steps == path.steps) continue;
      if (!claim(program, path, 0, root, found)) idle = &path;
    }
  }
  if (found.size() > kClaimsMax) return found;
  std::stable_sort(found.begin(), found.end(), [](const Claim& left, const Claim& right) {
    if (left.node != right.node) return left.node < right.node;
    return left.program != nullptr && right.program == nullptr;
  });
  const auto same = [](const Claim& left, const Claim& right) { return left.node == right.node; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return only_documents(found);
}

/// Without lists around documents that are read; nothing, where none is read.
std::vector<TreeDecoding::Claim> TreeDecoding::only_documents(
    const std::vector<Claim>& claims) const {
  std::vector<Claim> kept;
  auto next_read = reader::kNoNode;
  for (auto each = claims.rbegin(); each != claims.rend(); ++each) {
    if (each->program != nullptr) next_read = each->node;
    const bool is_list = each->program == nullptr && next_read < (*tree_)[each->node].end;
    if (!is_list) kept.push_back(*each);
  }
  if (next_read == reader::kNoNode) return {};
  std::reverse(kept.begin(), kept.end());
  return kept;
}

/// False where no element stands at the path.
bool TreeDecoding::claim(const Program& program, const SimplePath& path, std::size_t step,
                         NodeId node, std::vector<Claim>& claims) const {
  const auto& tree = *tree_;
  if (claims.size() > kClaimsMax) return true;
  if (step == path.steps.size()) {
    if (!passes_over(program, node))
      claims.push_back({node, all_hold(program.when, node) ? &program : nullptr});
    return true;
  }
  bool stands = false;
  for (auto child = tree.first_child(node); child < tree[node].end; child = tree[child].end) {
    if (tree[child].symbol == path.steps[step])
      stands = claim(program, path, step + 1, child, claims) || stands;
  }
  return stands;
}

void TreeDecoding::several(const std::vector<Claim>& claims) {
  if (claims.size() > reader::kDocumentsMax) return refuse_many(*file_);
  std::set<std::string> positions;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto& [node, program] = claims[i];
    part_.position = position_of(claims[i], i + 1);
    part_.content_hash = hash_of(*tree_, node, hash_);
    file_->memory.take_for_tree(MemoryBudget::kPosition + part_.position.size());
    if (!positions.insert(part_.position).second) {
      auto error = core::bad_document(
          std::string(reason::kInvalidValue),
          fmt::format("a second document that calls itself '{}'", part_.position),
          tree_->path_of(node));
      part_.position += fmt::format("#{}", i + 1);
      hand_over(std::move(error));
    } else if (program == nullptr) {
      hand_over(core::bad_document(std::string(reason::kKindNotSupported),
                                   "no connector reads what stands here", tree_->path_of(node)));
    } else if (auto excluded = exclusion_of(*program, node)) {
      hand_over(std::move(*excluded));
    } else {
      file_->summary.entry = program->entry;
      read(*program, {*tree_, node, 0});
    }
  }
}

/// What the document calls itself, so that it is known again where its neighbours change; else its
/// number.
std::string TreeDecoding::position_of(const Claim& claim, std::size_t number) const {
  const auto* program = claim.program;
  if (program == nullptr) return '#' + std::to_string(number);
  if (!program->position.steps.empty() || program->position.attribute) {
    const auto* text = text_at(*tree_, claim.node, program->position);
    if (text != nullptr && !text->empty()) return std::string(text->substr(0, kPositionBytesMax));
  }
  return std::to_string(number);
}

const RootIndex::Numbers& TreeDecoding::readers_of(NodeId root) const {
  return file_->compilation.roots.readers_of(file_->syntax, (*tree_)[root].symbol);
}

/// Of the readers of a root those that the settings leave in.
bool TreeDecoding::may_read(const Program& program) const {
  return is_tried(file_->settings, program.entry);
}

/// What is no document of anybody's is counted, and is no dead letter.
bool TreeDecoding::passes_over(const Program& program, NodeId node) const {
  const bool passed =
      std::any_of(program.passes_over.begin(), program.passes_over.end(),
                  [&](const Condition& condition) { return holds(condition, *tree_, node); });
  if (!passed) return false;
  ++file_->summary.passed_over;
  if (file_->report) file_->summary.ignored += count_leaves(*tree_, node);
  return true;
}

bool TreeDecoding::all_hold(const std::vector<Condition>& conditions, NodeId root) const {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const Condition& condition) { return holds(condition, *tree_, root); });
}

const Program* TreeDecoding::program_of(NodeId root) const {
  for (const auto number : readers_of(root)) {
    const auto& program = file_->compilation.programs[number];
    if (program.reads_root && may_read(program) && all_hold(program.when, root)) return &program;
  }
  return nullptr;
}

/// A root that is known and not read.
std::optional<core::Error> TreeDecoding::refusal_of(NodeId root) const {
  const auto& node = (*tree_)[root];
  for (const auto number : file_->compilation.roots.refusals_of(node.symbol)) {
    const auto& refusal = file_->compilation.refusals[number];
    const bool same =
        !refusal.any_namespace || reader::local_name(node.name) == refusal.root.name.local;
    if (!same || !is_tried(file_->settings, refusal.entry) || !all_hold(refusal.when, root))
      continue;
    file_->summary.entry = refusal.entry;
    return core::bad_document(refusal.reason, refusal.detail, tree_->path_of(root));
  }
  return std::nullopt;
}

/// What the program's `unless` says about a document that it would read.
std::optional<core::Error> TreeDecoding::exclusion_of(const Program& program, NodeId root) const {
  if (file_->has_doctype && !program.external_doctype) return doctype_refused(tree_->path_of(root));
  for (const auto& condition : program.unless) {
    if (!holds(condition, *tree_, root)) continue;
    return core::bad_document(condition.reason, condition.detail,
                              tree_->path_of(root) + "/" + condition.path.text);
  }
  return std::nullopt;
}

core::Error TreeDecoding::unknown(NodeId root) const {
  const auto place = tree_->path_of(root);
  if (file_->has_doctype) return doctype_refused(place);
  if (file_->summary.passed_over > 0) {
    return core::bad_document(
        std::string(reason::kKindNotSupported),
        fmt::format("none of its {} records is a document", file_->summary.passed_over), place);
  }
  if (file_->syntax != Syntax::kXml) {
    const auto syntax = name_of(file_->syntax);
    return core::bad_document(
        std::string(reason::kNotRecognised),
        count_leaves(*tree_, root) == 0
            ? fmt::format("this {} is an empty list: no document, and no other text", syntax)
            : fmt::format("no connector reads what this {} holds", syntax),
        place);
  }
  const auto local = reader::local_name((*tree_)[root].name);
  for (const auto& program : file_->compilation.programs) {
    if (program.maps_rows || program.root.name.local != local ||
        (*tree_)[root].symbol == program.root.symbol || !is_tried(file_->settings, program.entry))
      continue;
    return core::bad_document(
        std::string(reason::kWrongNamespace),
        fmt::format("'{}' is the root of {} documents, but not in this namespace", local,
                    program.title),
        place);
  }
  return core::bad_document(
      std::string(reason::kWrongRoot),
      fmt::format("no connector reads documents whose root is '{}'", local.substr(0, 80)), place);
}

}  // namespace procured::mapping
