#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "connectors/tools/explanation_trace.h"

// The part of ExplanationTrace that turns what was noted into attempts.
namespace procured::tools {

using mapping::Statement;
using Writing = mapping::MessageWriter::Outcome;

ExplainedField ExplanationTrace::explained(const Instance& instance) const {
  ExplainedField field;
  field.field = instance.label;
  for (const auto& each : program_->statements) {
    if (each.field == instance.field) statement(each, instance, field);
  }
  // A better path may have come after a worse one: only the last one set is the value.
  const auto& contract = *program_->fields[instance.field].descriptor;
  auto& attempts = field.attempts;
  const auto is_taken = [](const Attempt& a) { return a.outcome == Attempt::Outcome::kTaken; };
  const auto best = std::find_if(attempts.begin(), attempts.end(), is_taken);
  for (auto& attempt : attempts) {
    if (!is_taken(attempt)) continue;
    if (!contract.is_repeated() && attempt.mapping_place != best->mapping_place) {
      attempt.outcome = Attempt::Outcome::kNotUsed;
      attempt.why = "an alternative before it has a value, too";
    } else if (contract.is_repeated()) {
      field.values.push_back(attempt.value);
    } else {
      field.values = {attempt.value};
    }
  }
  return field;
}

void ExplanationTrace::statement(const Statement& statement, const Instance& instance,
                                 ExplainedField& field) const {
  if (read_attempts(statement, instance, field)) return;
  Attempt attempt;
  attempt.path = statement.text;
  attempt.mapping_place = statement.place;
  const bool is_value =
      statement.kind == Statement::Kind::kDefault || statement.kind == Statement::Kind::kConstant;
  if (is_value) {
    attempt.why = statement.kind == Statement::Kind::kDefault
                      ? "default, for where the source states nothing"
                      : "constant of the mapping";
    attempt.outcome = Attempt::Outcome::kNotUsed;
    for (auto i = instance.fills; i < fills_.size(); ++i) {
      if (fills_[i].field != instance.field) continue;
      attempt.outcome = Attempt::Outcome::kTaken;
      attempt.value = fills_[i].value;
    }
    const bool is_site = statement.text.starts_with('$');
    if (attempt.outcome == Attempt::Outcome::kNotUsed && is_site)
      attempt.why += "; not needed, or the site declares none";
  } else {
    attempt.why = why_nothing(statement, instance.events);
  }
  field.attempts.push_back(std::move(attempt));
}

/// The texts that were offered by a path; false: none was.
bool ExplanationTrace::read_attempts(const Statement& statement, const Instance& instance,
                                     ExplainedField& field) const {
  bool any = false;
  for (auto i = instance.offers; i < offers_.size(); ++i) {
    const auto& offered = offers_[i];
    const bool same_path = offered.rule == statement.rule && offered.rank == statement.rank;
    const bool is_path =
        statement.kind == Statement::Kind::kField || statement.kind == Statement::Kind::kOutside;
    if (!is_path || offered.field != instance.field || !same_path) continue;
    any = true;
    auto attempt = offered.attempt;
    attempt.path = statement.text;
    attempt.mapping_place = statement.place;
    switch (offered.outcome) {
      case Writing::kSet:
        attempt.outcome = Attempt::Outcome::kTaken;
        break;
      case Writing::kSuperseded:
        attempt.outcome = Attempt::Outcome::kNotUsed;
        attempt.why = attempt.steps.empty() ? "an alternative before it has a value already"
                                            : "nothing of the text is meant";
        break;
      case Writing::kRepeated:
        attempt.outcome = Attempt::Outcome::kNotUsed;
        attempt.why = "a second occurrence of what is single; the first counts";
        break;
      case Writing::kInvalid:
        attempt.outcome = Attempt::Outcome::kInvalid;
        break;
    }
    field.attempts.push_back(std::move(attempt));
  }
  return any;
}

std::string ExplanationTrace::why_nothing(const Statement& statement, std::size_t since) const {
  if (header_ != nullptr) {
    const bool has = std::find(header_->begin(), header_->end(), statement.text) != header_->end();
    return has ? "the cell is empty" : "the file has no such column";
  }
  if (statement.kind == Statement::Kind::kOutside || statement.state == Statement::kAnywhere)
    return "nothing stands there, or another path gave the value before";
  // Down to which element of the path did it come? Above its group it came anyway.
  auto state = statement.state;
  auto below = Statement::kAnywhere;
  for (; state != Statement::kAnywhere; below = state, state = ways_[state].from) {
    for (auto i = events_.size(); i > since; --i) {
      const auto& event = events_[i - 1];
      if (event.kind != Event::Kind::kEntered || event.state != state) continue;
      if (below != Statement::kAnywhere) return why_not_entered(below, state, event.node, since);
      const auto place = tree_->path_of(event.node);
      return statement.attribute == reader::kUnknownName
                 ? fmt::format("{} has no text of its own", place)
                 : fmt::format("{} has no attribute {}", place,
                               names_.name(statement.attribute).local);
    }
  }
  return "nothing stands there";
}

/// Why no element below `node`, which is in the state `above`, came to `state`.
std::string ExplanationTrace::why_not_entered(std::uint32_t state, std::uint32_t above,
                                              reader::NodeId node, std::size_t since) const {
  const auto name = names_.name(ways_[state].edge->name).local;
  std::string why;
  std::set<reader::NodeId> told;
  for (auto i = since; i < events_.size(); ++i) {
    const auto& event = events_[i];
    const bool beside = event.kind == Event::Kind::kEntered && event.state != state &&
                        ways_[event.state].edge == ways_[state].edge;
    std::string found;
    if (event.kind == Event::Kind::kPassedOver && event.state == state) {
      found = fmt::format("{} is there, but {}", tree_->path_of(event.node), event.detail);
    } else if (event.kind == Event::Kind::kSecond && event.state == state) {
      found = fmt::format("{} is a second one of what is single; the first counts",
                          tree_->path_of(event.node));
    } else if (beside) {
      found = fmt::format("{} is read by another path of the mapping, which fits it first",
                          tree_->path_of(event.node));
    }
    // One element may be passed over by one path and then read by another.
    if (found.empty() || !told.insert(event.node).second) continue;
    if (why.empty()) why = std::move(found);
  }
  if (told.size() > 1) return fmt::format("{} (and {} more)", why, told.size() - 1);
  if (!why.empty()) return why;
  return fmt::format("there is no {} in {}", name,
                     above == 0 ? tree_->path_of(root_) : tree_->path_of(node));
}

/// Of a repeated message of which there is none: why.
void ExplanationTrace::missing_groups() {
  if (tree_ == nullptr || selector_.steps().empty()) return;
  const auto& name = selector_.steps().front().name;
  ExplainedField field;
  field.field = name;
  if (selector_.steps().front().index)
    field.field += fmt::format("[{}]", *selector_.steps().front().index);
  for (const auto& each : program_->statements) {
    if (each.kind != Statement::Kind::kMessage || !program_->slots[each.slot].group ||
        name_of_group(*program_, each.slot) != name)
      continue;
    const auto count = indices_[each.slot];
    field.attempts.push_back(
        {Attempt::Outcome::kNothing,
         each.text,
         each.place,
         count == 0 ? why_nothing(each, 0) : fmt::format("there are {} of them", count),
         {},
         {},
         {},
         {}});
  }
  if (!field.attempts.empty()) documents_.back().fields.push_back(std::move(field));
}

}  // namespace procured::tools
