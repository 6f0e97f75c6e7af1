#include "support/judge_driver.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <random>

#include "core/check.h"
#include "core/text.h"

namespace procured::testing {
namespace {

constexpr const char* kKnownAt = "2026-04-01T00:00:00Z";

[[noreturn]] void refuse(const std::string& what) {
  std::fprintf(stderr, "judge driver: %s\n", what.c_str());
  std::abort();
}

}  // namespace

JudgeDriver::JudgeDriver(std::size_t slice_subjects) : slice_subjects_(slice_subjects) {
  restart();
}

void JudgeDriver::restart() { stage_ = std::make_unique<judge::JudgeStage>(slice_subjects_); }

stream::Effects JudgeDriver::run(const std::vector<Event>& events, std::size_t from,
                                 std::size_t count) {
  std::vector<stream::InboundRecord> records;
  for (std::size_t i = from; i < from + count; ++i) {
    stream::InboundRecord record;
    record.topic = events[i].topic;
    record.offset = static_cast<std::int64_t>(i);
    record.value = events[i].value;
    records.push_back(std::move(record));
  }
  return stage_->run({records, kKnownAt}, store_);
}

JudgeDriver& JudgeDriver::deliver(const std::vector<Event>& events, std::size_t batch_size) {
  for (std::size_t from = 0; from < events.size(); from += batch_size) {
    commit(run(events, from, std::min(batch_size, events.size() - from)));
  }
  return *this;
}

void JudgeDriver::abort(const std::vector<Event>& events) {
  run(events, 0, events.size());
  restart();
}

bool JudgeDriver::slice() {
  if (!stage_->has_left_over(store_)) return false;
  commit(stage_->run_left_over(store_, kKnownAt));
  return true;
}

int JudgeDriver::settle() {
  int slices = 0;
  while (slice()) ++slices;
  return slices;
}

JudgeDriver& JudgeDriver::judge(std::string_view yaml) {
  deliver(yaml);
  settle();
  return *this;
}

void JudgeDriver::commit(const stream::Effects& effects) {
  outputs_ += effects.outputs.size();
  for (const auto& output : effects.outputs) {
    if (output.topic == stream::Topic::kFacts) {
      facts_.erase(output.key);
      if (output.value) facts_[output.key] = *output.value;
    } else if (output.topic == stream::Topic::kVerdicts) {
      v1::Verdict verdict;
      PROCURED_CHECK(output.value && verdict.ParseFromString(*output.value));
      history_.push_back(verdict);
      verdicts_[output.key] = std::move(verdict);
    } else {
      const auto grain = core::split_key(output.key);
      const auto key = core::join_key({grain[1], grain[2], grain[3], grain[4], grain[0]});
      cells_.erase(key);
      cell_text_.erase(key);
      if (!output.value) continue;
      PROCURED_CHECK(google::protobuf::util::JsonStringToMessage(*output.value, &cells_[key]).ok());
      cell_text_[key] = *output.value;
    }
  }
  store_.apply(effects.state_writes);
  stage_->committed();
}

v1::Fact JudgeDriver::fact(const std::string& key) const {
  const auto found = facts_.find(key);
  if (found == facts_.end()) refuse("no fact " + key);
  v1::Fact fact;
  PROCURED_CHECK(fact.ParseFromString(found->second));
  return fact;
}

v1::Fact JudgeDriver::fact_of(const std::string& document_number) const {
  for (const auto& [key, bytes] : facts_) {
    if (core::split_key(key)[3] == document_number) return fact(key);
  }
  refuse("no fact of document " + document_number);
}

v1::Verdict JudgeDriver::verdict_of(const std::string& document_number) const {
  for (const auto& [key, verdict] : verdicts_) {
    if (verdict.subject().document().document_number() == document_number) return verdict;
  }
  refuse("no verdict about document " + document_number);
}

v1::Verdict JudgeDriver::verdict(const std::string& subject) const {
  const auto found = verdicts_.find(subject);
  if (found == verdicts_.end()) refuse("no verdict about " + subject);
  return found->second;
}

v1::Finding JudgeDriver::finding(const std::string& document_number, const std::string& rule,
                                 std::uint32_t line) const {
  const v1::Verdict verdict = verdict_of(document_number);
  const v1::Finding* only = nullptr;
  for (const auto& finding : verdict.findings()) {
    if (finding.rule() != rule || finding.line_number() != line) continue;
    if (only != nullptr) refuse("several findings of " + rule);
    only = &finding;
  }
  if (only == nullptr) refuse("no finding of " + rule);
  return *only;
}

bool JudgeDriver::finds(const std::string& document_number, const std::string& rule) const {
  const auto verdict = verdict_of(document_number);
  return std::any_of(verdict.findings().begin(), verdict.findings().end(),
                     [&](const auto& finding) { return finding.rule() == rule; });
}

v1::KpiCell JudgeDriver::cell(const std::string& kpi, const std::string& unit,
                              const std::string& month) const {
  const auto found = cells_.find(core::join_key({kpi, unit, month, "NOK", "B1"}));
  if (found == cells_.end()) refuse("no cell of " + kpi + " for " + unit + " in " + month);
  return found->second;
}

std::string JudgeDriver::final_state() const {
  std::string text;
  for (const auto& [key, bytes] : facts_) text += key + '\n' + fact(key).DebugString();
  for (const auto& [key, published] : verdicts_) {
    if (published.status() == v1::Verdict::WITHDRAWN) continue;
    auto verdict = published;
    verdict.clear_provenance();
    text += key + '\n' + verdict.DebugString();
  }
  for (const auto& [key, json] : cell_text_) text += key + '\n' + json + '\n';
  return text;
}

std::string final_state_of(const std::vector<Event>& events, std::uint64_t seed) {
  if (seed == 0) {
    JudgeDriver undisturbed;
    undisturbed.deliver(events).settle();
    return undisturbed.final_state();
  }
  std::mt19937_64 random(seed);
  JudgeDriver driver(1 + random() % 4);
  const auto order = shuffled(events, random());
  constexpr std::size_t kBatchSizes[] = {1, 2, 7, 1000};
  const auto batch_size = kBatchSizes[random() % 4];
  for (std::size_t from = 0; from < order.size(); from += batch_size) {
    const auto first = order.begin() + static_cast<std::ptrdiff_t>(from);
    const std::vector<Event> batch(
        first, first + static_cast<std::ptrdiff_t>(std::min(batch_size, order.size() - from)));
    if (random() % 8 == 0) driver.abort(batch);
    driver.deliver(batch);
    if (random() % 8 == 0) driver.deliver(batch);  // sent twice
    if (random() % 4 == 0) driver.restart();
    if (random() % 3 == 0) driver.slice();
  }
  driver.settle();
  return driver.final_state();
}

}  // namespace procured::testing
