#include "evaluate/final_state.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/text.h"
#include "judge/published.h"
#include "judge/state_keys.h"
#include "normalise/dead_letters.h"
#include "stream/topics.h"

namespace procured::evaluate {
namespace {

template <class Message>
Message parsed(const stream::OutboundRecord& record) {
  Message message;
  message.ParseFromString(*record.value);
  return message;
}

v1::DeadLetter dead_letter_of(const stream::OutboundRecord& record) {
  const auto header = [&](std::string_view name) {
    for (const auto& entry : record.headers) {
      if (entry.name == name) return entry.value;
    }
    return std::string();
  };
  v1::DeadLetter letter;
  letter.set_connector(header(normalise::kSourceConnectorHeader));
  letter.set_source_key(header(stream::kPathHeader).empty() ? header(normalise::kSourceKeyHeader)
                                                            : header(stream::kPathHeader));
  letter.set_reason(header(normalise::kErrorCodeHeader));
  letter.set_place(header(normalise::kErrorPlaceHeader));
  letter.set_detail(header(normalise::kErrorDetailHeader));
  letter.set_content_hash(header(normalise::kSourceHashHeader));
  letter.set_stage(header(normalise::kErrorStageHeader));
  const auto bytes = header(normalise::kSourceBytesHeader);
  if (!bytes.empty()) letter.set_bytes(std::stoull(bytes));
  if (record.value) letter.set_content(*record.value);
  return letter;
}

core::Result<void> write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) return core::fatal("unwritable", path.string() + ": cannot be written");
  return boost::outcome_v2::success();
}

template <class Map, class Line>
std::string lines(const Map& map, Line&& line) {
  std::string text;
  for (const auto& [key, value] : map) text += line(value) + '\n';
  return text;
}

}  // namespace

void FinalState::take(const stream::OutboundRecord& record) {
  switch (record.topic) {
    case stream::Topic::kDocuments: {
      auto document = parsed<v1::PurchaseDocument>(record);
      auto key = judge::identity_key(document.identity());
      core::append_key(key, document.origin().connector());
      core::append_key(key, document.origin().source_key());
      document.clear_provenance();
      data_quality_.erase(key);
      for (const auto& noted : document.content().data_quality())
        ++data_quality_[key][noted.code()];
      if (document.op() == v1::DELETE) {
        documents_.erase(key);
      } else {
        documents_[key] = judge::to_json(document);
      }
      return;
    }
    case stream::Topic::kFacts:
      if (record.value) {
        facts_[record.key] = judge::to_json(parsed<v1::Fact>(record));
      } else {
        facts_.erase(record.key);
      }
      return;
    case stream::Topic::kVerdicts: {
      auto verdict = parsed<v1::Verdict>(record);
      verdict.clear_provenance();
      if (verdict.status() == v1::Verdict::WITHDRAWN) {
        verdicts_.erase(record.key);
      } else {
        verdicts_[record.key] = std::move(verdict);
      }
      return;
    }
    case stream::Topic::kKpis:
      if (record.value) {
        cells_[record.key] = *record.value;
      } else {
        cells_.erase(record.key);
      }
      return;
    case stream::Topic::kDeadLetters:
      take(dead_letter_of(record));
      return;
    case stream::Topic::kReference:
      return;
  }
}

void FinalState::take(v1::DeadLetter letter) {
  auto key =
      core::join_key({letter.connector(), letter.source_key(), letter.place(), letter.reason()});
  dead_letters_.emplace(std::move(key), std::move(letter));
}

std::string FinalState::summary(
    const std::map<std::string, std::uint64_t, std::less<>>& counts) const {
  const auto count = [&](std::string_view name) {
    const auto found = counts.find(name);
    return found == counts.end() ? std::uint64_t{0} : found->second;
  };
  nlohmann::ordered_json json;
  for (const auto* name : {"raw", "split", "refused"}) json["records"][name] = count(name);
  json["records"]["balanced"] = count("raw") == count("split") + count("refused");
  auto& documents = json["documents"];
  documents["documents"] = count("documents");
  documents["sightings"] = count("sighting");
  documents["versions"] = count("version");
  documents["duplicates"] = count("duplicate");
  documents["retractions"] = count("retraction");
  documents["dead_letters"] = count("dead_letter");
  documents["balanced"] = count("documents") == count("sighting") + count("version") +
                                                    count("duplicate") + count("retraction") +
                                                    count("dead_letter");
  json["facts"] = facts_.size();
  json["kpi_cells"] = cells_.size();
  json["verdicts"] = {{"subjects", verdicts_.size()},
                      {"outcomes", nlohmann::json::object()},
                      {"rules", nlohmann::json::object()}};
  const auto add_one = [](nlohmann::ordered_json& number) {
    number = number.is_null() ? 1 : number.get<std::uint64_t>() + 1;
  };
  for (const auto& [key, verdict] : verdicts_) {
    add_one(json["verdicts"]["outcomes"][v1::Outcome_Name(verdict.outcome())]);
    for (const auto& finding : verdict.findings()) {
      add_one(json["verdicts"]["rules"][finding.rule()][v1::Outcome_Name(finding.outcome())]);
    }
  }
  json["dead_letters"] = nlohmann::json::object();
  std::map<std::string, std::uint64_t> reasons;
  for (const auto& [key, letter] : dead_letters_) ++reasons[letter.reason()];
  for (const auto& [reason, number] : reasons) json["dead_letters"][reason] = number;
  json["data_quality"] = nlohmann::json::object();
  std::map<std::string, std::uint64_t> flaws;
  for (const auto& [key, codes] : data_quality_) {
    for (const auto& [code, number] : codes) flaws[code] += number;
  }
  for (const auto& [code, number] : flaws) json["data_quality"][code] = number;
  return json.dump(2) + '\n';
}

core::Result<void> FinalState::write(
    const std::string& folder,
    const std::map<std::string, std::uint64_t, std::less<>>& counts) const {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return core::fatal("unwritable", folder + ": " + error.message());
  const auto same = [](const std::string& line) -> const std::string& { return line; };
  const auto json = [](const auto& message) { return judge::to_json(message); };
  const std::vector<std::pair<std::string, std::string>> files = {
      {"documents.jsonl", lines(documents_, same)},       {"facts.jsonl", lines(facts_, same)},
      {"verdicts.jsonl", lines(verdicts_, json)},         {"kpis.jsonl", lines(cells_, same)},
      {"dead-letters.jsonl", lines(dead_letters_, json)}, {"summary.json", summary(counts)}};
  for (const auto& [name, text] : files) {
    if (auto written = write_file(fs::path(folder) / name, text); !written) return written;
  }
  return boost::outcome_v2::success();
}

}  // namespace procured::evaluate
