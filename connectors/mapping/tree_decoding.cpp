#include "connectors/mapping/tree_decoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "connectors/mapping/reasons.h"
#include "connectors/mapping/tree_lookup.h"

namespace procured::mapping {

using reader::NodeId;

namespace {

constexpr int kLinesKeptMax = 2'000;

/// A document to fill: the part's own of an earlier file, so that its memory serves again, unless
/// that file was a giant.
DecodedDocument& emptied(Decoded& part) {
  auto* kept = std::get_if<DecodedDocument>(&part.outcome);
  if (kept == nullptr || kept->content.lines_size() > kLinesKeptMax)
    return part.outcome.emplace<DecodedDocument>();
  kept->content.Clear();
  kept->persons.Clear();
  kept->places.Clear();
  return *kept;
}

}  // namespace

bool is_tried(const ConnectorSettings& settings, const std::string& entry) {
  return settings.entries.empty() || std::find(settings.entries.begin(), settings.entries.end(),
                                               entry) != settings.entries.end();
}

void refuse(Decoding& decoding, core::Error error) {
  decoding.parts.resize(1);
  decoding.parts.front().position.clear();
  decoding.parts.front().content_hash.clear();
  decoding.parts.front().outcome = std::move(error);
}

void TreeDecoding::run(const Compilation& compilation, const ConnectorSettings& settings,
                       const reader::Tree& tree, bool report, Decoding& decoding) {
  compilation_ = &compilation;
  settings_ = &settings;
  tree_ = &tree;
  reporting_ = report;
  decoding_ = &decoding;
  constexpr NodeId kRoot = 0;
  if (const auto* envelope = envelope_of(kRoot)) return payloads(kRoot, *envelope);
  decoding.parts.resize(1);
  document(kRoot, "", decoding.parts.front());
}

const Envelope* TreeDecoding::envelope_of(NodeId root) const {
  for (const auto& envelope : compilation_->envelopes) {
    if ((*tree_)[root].symbol == envelope.root.symbol && is_tried(*settings_, envelope.entry))
      return &envelope;
  }
  return nullptr;
}

void TreeDecoding::payloads(NodeId root, const Envelope& envelope) {
  decoding_->entry = envelope.entry;
  std::vector<NodeId> found;
  const auto& tree = *tree_;
  for (auto child = tree.first_child(root); child < tree[root].end; child = tree[child].end) {
    if (reader::local_name(tree[child].name) != envelope.header.name.local) {
      found.push_back(child);
    } else if (reporting_) {
      decoding_->ignored += count_leaves(tree, child);
    }
  }
  if (found.empty()) {
    return refuse(*decoding_,
                  core::bad_document(std::string(reason::kFragment),
                                     "an envelope without a document in it", tree.path_of(root)));
  }
  decoding_->parts.resize(found.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    document(found[i], found.size() == 1 ? "" : std::to_string(i + 1), decoding_->parts[i]);
}

void TreeDecoding::document(NodeId root, std::string position, Decoded& part) {
  part.position = std::move(position);
  part.content_hash.clear();
  if (auto refused = refusal_of(root)) {
    part.outcome = std::move(*refused);
    return;
  }
  const auto* program = program_of(root);
  if (program == nullptr) {
    part.outcome = unknown(root);
    return;
  }
  decoding_->entry = program->entry;
  if (auto excluded = exclusion_of(*program, root)) {
    part.outcome = std::move(*excluded);
    return;
  }
  map(*program, root, part);
}

bool TreeDecoding::all_hold(const std::vector<Condition>& conditions, NodeId root) const {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const Condition& condition) { return holds(condition, *tree_, root); });
}

const Program* TreeDecoding::program_of(NodeId root) const {
  for (const auto& program : compilation_->programs) {
    if (!program.is_register && (*tree_)[root].symbol == program.root.symbol &&
        is_tried(*settings_, program.entry) && all_hold(program.when, root)) {
      return &program;
    }
  }
  return nullptr;
}

/// A root that is known and not read.
std::optional<core::Error> TreeDecoding::refusal_of(NodeId root) const {
  const auto& node = (*tree_)[root];
  for (const auto& refusal : compilation_->refusals) {
    const bool same = refusal.any_namespace
                          ? reader::local_name(node.name) == refusal.root.name.local
                          : node.symbol == refusal.root.symbol;
    if (!same || !is_tried(*settings_, refusal.entry) || !all_hold(refusal.when, root)) continue;
    decoding_->entry = refusal.entry;
    return core::bad_document(refusal.reason, refusal.detail, tree_->path_of(root));
  }
  return std::nullopt;
}

/// What the program's `unless` says about a document that it would read.
std::optional<core::Error> TreeDecoding::exclusion_of(const Program& program, NodeId root) const {
  for (const auto& condition : program.unless) {
    if (!holds(condition, *tree_, root)) continue;
    return core::bad_document(condition.reason, condition.detail,
                              tree_->path_of(root) + "/" + condition.path.text);
  }
  return std::nullopt;
}

core::Error TreeDecoding::unknown(NodeId root) const {
  const auto place = tree_->path_of(root);
  const auto local = reader::local_name((*tree_)[root].name);
  for (const auto& program : compilation_->programs) {
    if (program.is_register || program.root.name.local != local ||
        (*tree_)[root].symbol == program.root.symbol || !is_tried(*settings_, program.entry))
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

void TreeDecoding::map(const Program& program, NodeId root, Decoded& part) {
  auto& document = emptied(part);
  LeafReport report;
  auto result = mapper_.run(program, *tree_, root, {settings_->default_currency, '.'},
                            {&document.content, &document.persons, &document.places},
                            reporting_ ? &report : nullptr);
  decoding_->mapped += report.mapped;
  decoding_->ignored += report.ignored;
  for (auto& leaf : report.unmapped)
    decoding_->unmapped.push_back({std::move(leaf.path), std::move(leaf.value)});
  if (!result) part.outcome = result.error();
}

}  // namespace procured::mapping
