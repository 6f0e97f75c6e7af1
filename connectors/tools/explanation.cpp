#include "connectors/tools/explanation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "connectors/language/compiler.h"
#include "connectors/tools/explanation_trace.h"

namespace procured::tools {
namespace {

std::string_view word_of(Attempt::Outcome outcome) {
  switch (outcome) {
    case Attempt::Outcome::kTaken:
      return "taken";
    case Attempt::Outcome::kNotUsed:
      return "not used";
    case Attempt::Outcome::kInvalid:
      return "invalid";
    case Attempt::Outcome::kNothing:
      break;
  }
  return "nothing";
}

std::string painted(const Palette& palette, Attempt::Outcome outcome) {
  const auto word = fmt::format("{:<8}", word_of(outcome));
  switch (outcome) {
    case Attempt::Outcome::kTaken:
      return palette.good(word);
    case Attempt::Outcome::kInvalid:
      return palette.bad(word);
    default:
      return palette.dim(word);
  }
}

std::string text_of(const Attempt& attempt, const Palette& palette) {
  auto text = fmt::format("  {}  {}  {}\n", painted(palette, attempt.outcome), attempt.path,
                          palette.dim(attempt.mapping_place));
  constexpr std::string_view kIndent = "            ";
  if (!attempt.source_place.empty())
    text += fmt::format("{}{} states '{}'\n", kIndent, attempt.source_place, attempt.text);
  for (const auto& step : attempt.steps)
    text += fmt::format("{}{}: '{}'\n", kIndent, step.what, step.result);
  if (!attempt.why.empty()) text += fmt::format("{}{}\n", kIndent, attempt.why);
  return text;
}

std::string text_of(const ExplainedDocument& document, const Palette& palette) {
  auto text = fmt::format("{} read by {}/{}\n", document.place, document.entry, document.title);
  if (!document.error.empty())
    text += palette.bad(fmt::format("dead letter: {}\n", document.error));
  if (!document.is_mapped) {
    text += fmt::format("the mapping {}/{} says nothing about this field\n", document.entry,
                        document.title);
  }
  for (const auto& field : document.fields) {
    text += field.values.empty()
                ? fmt::format("{} {}\n", palette.strong(field.field), palette.odd("has no value"))
                : fmt::format("{} = {}\n", palette.strong(field.field),
                              palette.good(fmt::format("{}", fmt::join(field.values, ", "))));
    for (const auto& attempt : field.attempts) text += text_of(attempt, palette);
  }
  return text;
}

nlohmann::ordered_json json_of(const Attempt& attempt) {
  nlohmann::ordered_json json = {{"outcome", word_of(attempt.outcome)},
                                 {"path", attempt.path},
                                 {"mapping", attempt.mapping_place}};
  if (!attempt.why.empty()) json["why"] = attempt.why;
  if (!attempt.source_place.empty()) {
    json["place"] = attempt.source_place;
    json["text"] = attempt.text;
  }
  if (!attempt.steps.empty()) json["steps"] = nlohmann::ordered_json::array();
  for (const auto& step : attempt.steps)
    json["steps"].push_back({{"step", step.what}, {"result", step.result}});
  if (attempt.outcome == Attempt::Outcome::kTaken) json["value"] = attempt.value;
  return json;
}

nlohmann::ordered_json json_of(const ExplainedDocument& document) {
  nlohmann::ordered_json json = {{"place", document.place},
                                 {"entry", document.entry},
                                 {"mapping", document.title},
                                 {"is_mapped", document.is_mapped},
                                 {"fields", nlohmann::ordered_json::array()}};
  if (!document.error.empty()) json["error"] = document.error;
  for (const auto& field : document.fields) {
    nlohmann::ordered_json one = {{"field", field.field},
                                  {"values", field.values},
                                  {"attempts", nlohmann::ordered_json::array()}};
    for (const auto& attempt : field.attempts) one["attempts"].push_back(json_of(attempt));
    json["fields"].push_back(std::move(one));
  }
  return json;
}

}  // namespace

Explanation explain(const mapping::Catalogue& catalogue, std::string_view bytes,
                    const mapping::ConnectorSettings& settings, const FieldSelector& selector) {
  ExplanationTrace trace(catalogue.compilation().names, selector);
  std::string refusal;
  const auto take = [&](const mapping::Decoded& part) {
    if (const auto* error = std::get_if<core::Error>(&part.outcome))
      refusal = fmt::format("{} at {}: {}", error->code, error->place, error->detail);
  };
  catalogue.decode(bytes, settings, take, true, &trace);
  Explanation explanation{{}, trace.take()};
  if (explanation.documents.empty()) explanation.refusal = std::move(refusal);
  return explanation;
}

std::string to_text(const Explanation& explanation, const Palette& palette) {
  std::string text;
  if (!explanation.refusal.empty())
    text += palette.bad(fmt::format("nothing was mapped: {}\n", explanation.refusal));
  for (const auto& document : explanation.documents) text += text_of(document, palette);
  return text;
}

std::string to_json(const Explanation& explanation) {
  nlohmann::ordered_json json = {{"documents", nlohmann::ordered_json::array()}};
  if (!explanation.refusal.empty()) json["refusal"] = explanation.refusal;
  for (const auto& document : explanation.documents) json["documents"].push_back(json_of(document));
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace procured::tools
