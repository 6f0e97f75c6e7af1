#include <fmt/format.h>

#include <algorithm>

#include "connectors/decoding/tree_mapper.h"
#include "connectors/program/reasons.h"

// The part of TreeMapper that makes the records of a register: one where an element starts, and
// when it ends one for each of the elements that it names.
namespace procured::mapping {

using reader::NodeId;

namespace {

/// A path with what its named element stands for: "../awards[id=$record/awardID]/suppliers/id".
std::string written_out(const RecordRule& rule, std::string path) {
  for (auto named = rule.named.rbegin(); named != rule.named.rend(); ++named) {
    const auto start = '$' + named->name;
    if (path == start || path.starts_with(start + '/'))
      path = named->path.text + path.substr(start.size());
  }
  return path;
}

}  // namespace

core::Result<void> TreeMapper::run_register(const Program& program, const DocumentSource& source,
                                            const ValueContext& context,
                                            std::deque<MappedRecord>& records, LeafReport* report,
                                            MemoryBudget& memory, Trace* trace) {
  program_ = &program;
  target_ = {};
  report_ = report;
  trace_ = trace;
  records_ = &records;
  open_.assign(program.records.size(), nullptr);
  memory_ = &memory;
  writer_.start(program, outside_, outside_, context, &memory);
  auto walked = walk(source);
  named_.clear();
  return walked;
}

void TreeMapper::enter_record(Number slot, NodeId node) {
  const auto rule = program_->slots[slot].record;
  if (records_->size() >= kRecordsMax)
    fail(reason::kTooLarge, fmt::format("more than {} records; split it", kRecordsMax), node);
  auto& open = records_->emplace_back();
  open.rule = rule;
  open.element = node;
  open_[rule] = &open;
  writer_.enter_record(slot, open.record);
  if (trace_ != nullptr) trace_->group_started(slot);
}

/// The record that a slot is in; nullptr outside of records.
MappedRecord* TreeMapper::record_of(Number slot) {
  while (slot != kNothing && program_->slots[slot].record == kNothing)
    slot = program_->slots[slot].parent;
  return slot == kNothing ? nullptr : open_[program_->slots[slot].record];
}

void TreeMapper::leave_record(Number slot, NodeId node) {
  const auto number = program_->slots[slot].record;
  const auto& rule = program_->records[number];
  named_.assign(1, node);
  if (trace_ != nullptr) trace_->group_read(slot);
  is_first_ = true;
  const bool makes_several = std::any_of(rule.named.begin(), rule.named.end(),
                                         [](const NamedElement& named) { return named.each; });
  if (makes_several) {
    unfinished_ = *open_[number];
    ranks_ = writer_.ranks_of(slot);
  }
  name_elements(rule, 0);
  open_[number] = nullptr;
}

/// Finds the elements that the record names, one after the other: a record for each that fits.
void TreeMapper::name_elements(const RecordRule& rule, std::size_t next) {
  if (error_) return;
  if (next == rule.named.size()) return finish_record(rule);
  const auto& named = rule.named[next];
  std::vector<NodeId> found;
  for_each_at(scope_at(named_.front()), named.path, [&](NodeId node) {
    if (named.last) found.clear();
    found.push_back(node);
    return named.each || named.last;
  });
  if (found.empty()) found.push_back(reader::kNoNode);
  for (const auto node : found) {
    named_.resize(next + 1);
    named_.push_back(node);
    name_elements(rule, next + 1);
  }
}

void TreeMapper::finish_record(const RecordRule& rule) {
  auto& open = open_[program_->slots[rule.slot].record];
  if (!is_first_) {
    if (records_->size() >= kRecordsMax)
      return fail(reason::kTooLarge, fmt::format("more than {} records; split it", kRecordsMax),
                  named_.front());
    open = &records_->emplace_back(unfinished_);
    memory_->take(open->record.SpaceUsedLong());
    if (memory_->is_spent())
      return fail(reason::kTooLarge, "more in the document than a file of its size may have",
                  named_.front());
    writer_.turn_to(rule, open->record, ranks_);
    if (trace_ != nullptr) trace_->group_repeated(rule.slot);
  }
  is_first_ = false;
  read_outside(rule.slot, named_.front());
  apply_fallbacks(rule.slot);
  if (open->record.op() == v1::OP_UNSPECIFIED) open->record.set_op(v1::UPSERT);
  if (!open->error) open->error = missing_in_record(rule.slot, *open);
  if (trace_ != nullptr) trace_->group_ended(rule.slot);
}

std::optional<core::Error> TreeMapper::missing_in_record(Number slot, const MappedRecord& open) {
  const bool withdrawn = open.record.op() == v1::DELETE;
  for (const auto& requirement : program_->requirements) {
    if (requirement.group != slot || (withdrawn && !requirement.also_when_deleted) ||
        writer_.fulfils(requirement))
      continue;
    auto place = tree_->path_of(open.element);
    if (!requirement.path.empty() && !is_lookup(requirement.path) && requirement.path != ".")
      place += "/" + requirement.path;
    const auto expected =
        is_lookup(requirement.path)
            ? fmt::format("; looked for at {}",
                          written_out(program_->records[open.rule], requirement.path))
            : std::string();
    return core::bad_document(requirement.reason,
                              fmt::format("the record has no {}{}", requirement.name, expected),
                              std::move(place));
  }
  return std::nullopt;
}

}  // namespace procured::mapping
