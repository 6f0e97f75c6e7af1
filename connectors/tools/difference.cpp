#include "connectors/tools/difference.h"

#include <fmt/format.h>

#include "connectors/tools/flat_message.h"
#include "connectors/tools/profile.h"

namespace procured::tools {

using mapping::Decoded;
using mapping::DecodedDocument;
using mapping::DecodedRow;

namespace {

const core::Error* error_of(const Decoded& part) { return std::get_if<core::Error>(&part.outcome); }

std::string said(const core::Error& error) {
  return fmt::format("{} at {}: {}", error.code, error.place, error.detail);
}

/// What a person calls the document or row.
std::string name_of(const Decoded& part) {
  if (const auto* document = std::get_if<DecodedDocument>(&part.outcome))
    return document->content.id();
  if (const auto* row = std::get_if<DecodedRow>(&part.outcome))
    return fmt::format("{} row {}", row->register_name, row->row);
  return part.position.empty() ? std::string("the file") : "part " + part.position;
}

std::map<std::string, const Decoded*> by_position(const mapping::Decoding& decoding) {
  std::map<std::string, const Decoded*> parts;
  for (const auto& part : decoding.parts) parts[part.position] = &part;
  return parts;
}

/// Findings of a verdict by rule and line, and what came of them.
std::map<std::string, std::string> outcomes_of(const v1::Verdict& verdict) {
  std::map<std::string, std::string> outcomes;
  for (const auto& finding : verdict.findings()) {
    const auto key = finding.line_number() == 0
                         ? finding.rule()
                         : fmt::format("{} line {}", finding.rule(), finding.line_number());
    outcomes[key] = v1::Outcome_Name(finding.outcome());
  }
  return outcomes;
}

std::string subject_of(const std::string& key, const v1::Verdict& verdict) {
  const auto& number = verdict.subject().document().document_number();
  return number.empty() ? key : number;
}

}  // namespace

void Changes::add(Change change) {
  ++count;
  if (examples.size() < kExamplesMax) examples.push_back(std::move(change));
}

void Difference::add_file(const std::string& file, const mapping::Decoding& before,
                          const mapping::Decoding& after) {
  ++files_;
  const bool renamed = before.entry == old_entry_ && after.entry == new_entry_;
  if (before.entry != after.entry && !renamed)
    read_by_another_.add({file, "", before.entry.empty() ? "no entry" : before.entry,
                          after.entry.empty() ? "no entry" : after.entry});
  const auto old_parts = by_position(before);
  auto new_parts = by_position(after);
  for (const auto& [position, part] : old_parts) {
    const auto found = new_parts.find(position);
    add_part(file, part, found == new_parts.end() ? nullptr : found->second);
    if (found != new_parts.end()) new_parts.erase(found);
  }
  for (const auto& [position, part] : new_parts) add_part(file, nullptr, part);
}

void Difference::add_part(const std::string& file, const Decoded* before, const Decoded* after) {
  if (after == nullptr) return no_longer_there_.add({file, name_of(*before), "", ""});
  if (before == nullptr) return new_there_.add({file, name_of(*after), "", ""});
  const auto* old_error = error_of(*before);
  const auto* new_error = error_of(*after);
  if (old_error != nullptr && new_error != nullptr) {
    if (said(*old_error) != said(*new_error))
      other_reasons_.add({file, name_of(*before), said(*old_error), said(*new_error)});
  } else if (new_error != nullptr) {
    became_dead_letters_.add({file, name_of(*before), "", said(*new_error)});
  } else if (old_error != nullptr) {
    stopped_being_dead_letters_.add({file, name_of(*after), said(*old_error), ""});
  } else {
    ++documents_;
    if (!add_fields(file, *before, *after)) ++equal_;
  }
}

/// True when something differs.
bool Difference::add_fields(const std::string& file, const Decoded& before, const Decoded& after) {
  const auto* old_document = std::get_if<DecodedDocument>(&before.outcome);
  const auto* new_document = std::get_if<DecodedDocument>(&after.outcome);
  if (old_document != nullptr && new_document != nullptr) {
    const auto name = name_of(after);
    const bool content = add_messages(file, name, "", old_document->content, new_document->content);
    const bool persons =
        add_messages(file, name, "persons.", old_document->persons, new_document->persons);
    return content || persons;
  }
  const auto* old_row = std::get_if<DecodedRow>(&before.outcome);
  const auto* new_row = std::get_if<DecodedRow>(&after.outcome);
  if (old_row != nullptr && new_row != nullptr)
    return add_messages(file, name_of(after), "", old_row->record, new_row->record);
  read_by_another_.add({file, name_of(after), old_row != nullptr ? "a register" : "a document",
                        new_row != nullptr ? "a register" : "a document"});
  return true;
}

bool Difference::add_messages(const std::string& file, const std::string& document,
                              const std::string& prefix, const google::protobuf::Message& before,
                              const google::protobuf::Message& after) {
  const auto old_values = flat(before, prefix);
  const auto new_values = flat(after, prefix);
  const bool of_persons = prefix == "persons.";
  const auto shown = [&](const std::string& value) {
    return of_persons ? std::string("(about a person)") : value;
  };
  bool differ = false;
  for (const auto& [path, value] : old_values) {
    const auto found = new_values.find(path);
    if (found != new_values.end() && found->second == value) continue;
    differ = true;
    auto& changes = fields_[without_indices(path)];
    const auto where = fmt::format("{} {}", document, path);
    if (found == new_values.end()) {
      changes.removed.add({file, where, shown(value), ""});
    } else {
      changes.changed.add({file, where, shown(value), shown(found->second)});
    }
  }
  for (const auto& [path, value] : new_values) {
    if (old_values.contains(path)) continue;
    differ = true;
    fields_[without_indices(path)].added.add(
        {file, fmt::format("{} {}", document, path), "", shown(value)});
  }
  return differ;
}

void Difference::add_verdicts(const std::map<std::string, v1::Verdict>& before,
                              const std::map<std::string, v1::Verdict>& after) {
  judged_ = true;
  constexpr std::string_view kNone = "no finding";
  std::map<std::string, std::pair<const v1::Verdict*, const v1::Verdict*>> subjects;
  for (const auto& [key, verdict] : before) subjects[key].first = &verdict;
  for (const auto& [key, verdict] : after) subjects[key].second = &verdict;
  subjects_ = subjects.size();
  for (const auto& [key, both] : subjects) {
    const auto old_outcomes =
        both.first == nullptr ? std::map<std::string, std::string>() : outcomes_of(*both.first);
    const auto new_outcomes =
        both.second == nullptr ? std::map<std::string, std::string>() : outcomes_of(*both.second);
    const auto subject = subject_of(key, both.second == nullptr ? *both.first : *both.second);
    auto findings = new_outcomes;
    findings.insert(old_outcomes.begin(), old_outcomes.end());
    for (const auto& [finding, outcome] : findings) {
      const auto was = old_outcomes.find(finding);
      const auto is = new_outcomes.find(finding);
      const auto from = was == old_outcomes.end() ? std::string(kNone) : was->second;
      const auto to = is == new_outcomes.end() ? std::string(kNone) : is->second;
      if (from == to) continue;
      const auto rule = finding.substr(0, finding.find(" line "));
      verdicts_[fmt::format("{}: {} → {}", rule, from, to)].add(
          {"", fmt::format("{} {}", subject, finding), from, to});
    }
  }
}

bool Difference::empty() const {
  return fields_.empty() && verdicts_.empty() && read_by_another_.count == 0 &&
         became_dead_letters_.count == 0 && stopped_being_dead_letters_.count == 0 &&
         other_reasons_.count == 0 && no_longer_there_.count == 0 && new_there_.count == 0;
}

}  // namespace procured::tools
