#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "connectors/tools/difference.h"

// The part of Difference that shows it: for people, and as JSON for machines.
namespace procured::tools {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t kTextShownMax = 100;

std::string in_quotes(std::string_view text) {
  return fmt::format("'{}'", text.substr(0, kTextShownMax));
}

std::string text_of(const Change& change) {
  std::string values;
  if (!change.before.empty() && !change.after.empty()) {
    values = fmt::format(": {} → {}", in_quotes(change.before), in_quotes(change.after));
  } else if (!change.before.empty() || !change.after.empty()) {
    values = ": " + in_quotes(change.before.empty() ? change.after : change.before);
  }
  const auto* blank = change.where.empty() || change.file.empty() ? "" : "  ";
  return fmt::format("             {}{}{}{}\n", change.file, blank, change.where, values);
}

std::string text_of(const std::string& title, const Changes& changes) {
  if (changes.count == 0) return {};
  auto text = fmt::format("  {:>7}  {}\n", changes.count, title);
  for (const auto& example : changes.examples) text += text_of(example);
  return text;
}

ordered_json json_of(const Changes& changes) {
  ordered_json json = {{"count", changes.count}, {"examples", ordered_json::array()}};
  for (const auto& example : changes.examples) {
    json["examples"].push_back({{"file", example.file},
                                {"where", example.where},
                                {"before", example.before},
                                {"after", example.after}});
  }
  return json;
}

}  // namespace

std::string Difference::to_text(const Palette& palette) const {
  auto text = fmt::format("{} files, {} documents or rows read by both: {} equal, {} differ\n",
                          files_, documents_, equal_, documents_ - equal_);
  std::string documents =
      text_of("read by another entry", read_by_another_) +
      text_of("no longer documents of their file", no_longer_there_) +
      text_of("new documents of their file", new_there_) +
      text_of(palette.bad("become dead letters"), became_dead_letters_) +
      text_of(palette.good("are dead letters no more"), stopped_being_dead_letters_) +
      text_of("dead letters for another reason", other_reasons_);
  if (!documents.empty()) text += palette.strong("\ndocuments\n") + documents;
  if (!fields_.empty()) text += palette.strong("\nfields\n");
  for (const auto& [path, changes] : fields_) {
    text += text_of(fmt::format("{} {}", palette.good("added"), path), changes.added) +
            text_of(fmt::format("{} {}", palette.bad("removed"), path), changes.removed) +
            text_of(fmt::format("{} {}", palette.odd("changed"), path), changes.changed);
  }
  if (!judged_) return text;
  text += palette.strong("\nverdicts\n");
  if (verdicts_.empty()) text += fmt::format("  none of {} subjects changes\n", subjects_);
  for (const auto& [transition, changes] : verdicts_) text += text_of(transition, changes);
  return text;
}

std::string Difference::to_json() const {
  ordered_json json = {{"files", files_},
                       {"documents", documents_},
                       {"equal", equal_},
                       {"read_by_another", json_of(read_by_another_)},
                       {"no_longer_there", json_of(no_longer_there_)},
                       {"new_there", json_of(new_there_)},
                       {"became_dead_letters", json_of(became_dead_letters_)},
                       {"stopped_being_dead_letters", json_of(stopped_being_dead_letters_)},
                       {"other_reasons", json_of(other_reasons_)},
                       {"fields", ordered_json::array()}};
  for (const auto& [path, changes] : fields_) {
    json["fields"].push_back({{"field", path},
                              {"added", json_of(changes.added)},
                              {"removed", json_of(changes.removed)},
                              {"changed", json_of(changes.changed)}});
  }
  if (judged_) {
    json["verdicts"] = {{"subjects", subjects_}, {"changes", ordered_json::array()}};
    for (const auto& [transition, changes] : verdicts_) {
      auto change = json_of(changes);
      change["transition"] = transition;
      json["verdicts"]["changes"].push_back(std::move(change));
    }
  }
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace procured::tools
