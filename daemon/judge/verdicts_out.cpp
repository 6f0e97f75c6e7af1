#include "core/hash.h"
#include "judge/judge_stage.h"
#include "judge/state_keys.h"
#include "judge/turn.h"
#include "stream/cloud_events.h"

namespace procured::judge {
namespace {

constexpr std::string_view kSource = "/procured/judge";

struct Event {
  stream::Topic topic = stream::Topic::kFacts;
  std::string_view type;
  std::string key;
  std::uint32_t revision = 0;
  std::string content_type = "application/protobuf";
};

stream::OutboundRecord outbound(const Event& event, std::optional<std::string> value,
                                const std::string& known_at, const Cause& cause) {
  stream::OutboundRecord record{.topic = event.topic,
                                .route = stream::Route::kSamePartition,
                                .route_key = {},
                                .key = event.key,
                                .value = std::move(value),
                                .headers = {}};
  record.headers = stream::cloud_event(
      {.type = std::string(event.type),
       .source = std::string(kSource),
       .id = stream::event_id({event.type, event.key, std::to_string(event.revision)}),
       .subject = event.key,
       .time = known_at,
       .traceparent = cause.traceparent,
       .content_type = record.value ? event.content_type : std::string()});
  return record;
}

/// True when the content differs from what was published last; then remembers it, one revision on.
bool is_news(const std::string& content, v1::Published& published) {
  auto hash = core::sha256_hex(content).substr(0, 32);
  if (hash == published.hash()) return false;
  published.set_hash(std::move(hash));
  published.set_revision(published.revision() + 1);
  return true;
}

void put_provenance(v1::Verdict& verdict, std::uint32_t revision, const std::string& known_at,
                    const Cause& cause) {
  auto& provenance = *verdict.mutable_provenance();
  provenance.set_revision(revision);
  provenance.set_known_at(known_at);
  provenance.set_cause(cause.key);
  provenance.set_traceparent(cause.traceparent);
}

void move_contributions(v1::DocumentState& document, const Contributions& fresh,
                        std::map<std::string, std::pair<kpis::Tally, Cause>>& cells,
                        const Cause& cause) {
  Contributions change = fresh;
  for (const auto& old : document.contributions()) change[old.cell()] += -from_proto(old);
  for (const auto& [cell, tally] : change) {
    if (tally == kpis::Tally{}) continue;
    auto& pending = cells[cell];
    pending.first += tally;
    pending.second = cause;
  }
  document.clear_contributions();
  for (const auto& [cell, tally] : fresh) *document.add_contributions() = to_proto(cell, tally);
}

void publish_verdict(const v1::Verdict& verdict, v1::Published& published,
                     const std::string& known_at, const Cause& cause, stream::Effects& effects) {
  auto value = verdict.SerializeAsString();
  if (!is_news(value, published)) return;
  // Provenance has the last number of a verdict: its bytes stand behind those of the content.
  v1::Verdict rest;
  put_provenance(rest, published.revision(), known_at, cause);
  rest.AppendToString(&value);
  effects.outputs.push_back(outbound({stream::Topic::kVerdicts, "procured.verdict.v1",
                                      subject_key(verdict.subject()), published.revision()},
                                     std::move(value), known_at, cause));
  ++effects.counts["verdict"];
}

/// Takes back everything that was published about a document that no source states any more.
void withdraw(const std::string& identity, v1::DocumentState& document, const std::string& known_at,
              const Cause& cause, stream::Effects& effects) {
  document.mutable_fact()->clear_hash();
  document.mutable_fact()->set_revision(document.fact().revision() + 1);
  effects.outputs.push_back(
      outbound({stream::Topic::kFacts, "procured.fact.v1", identity, document.fact().revision()},
               std::nullopt, known_at, cause));
  if (document.verdict().hash().empty()) return;
  v1::Verdict verdict;
  auto& subject = *verdict.mutable_subject();
  subject.set_kind(v1::Subject::DOCUMENT);
  *subject.mutable_document() = identity_of_key(identity);
  subject.set_buyer_id(subject.document().buyer_id());
  verdict.set_status(v1::Verdict::WITHDRAWN);
  publish_verdict(verdict, *document.mutable_verdict(), known_at, cause, effects);
  document.mutable_verdict()->clear_hash();
}

}  // namespace

void JudgeStage::judge_document(const std::string& identity, Turn& turn) {
  turn.subject.reset();
  if (auto* held = turn.desk.held(identity)) return judge_document(identity, *held, turn);
  const auto before = turn.state.get(document_key(identity));
  if (!before) return;
  auto& document = turn.subject.make<v1::DocumentState>();
  document.ParseFromString(*before);
  judge_document(identity, document, turn);
  turn.desk.put(identity, document, before);
}

void JudgeStage::judge_document(const std::string& identity, v1::DocumentState& document,
                                Turn& turn) {
  Cause cause = turn.cause;
  if (cause.traceparent.empty()) cause.traceparent = document.traceparent();
  if (document.sightings().empty()) {
    if (document.fact().hash().empty()) return;  // came and went between two judgements
    withdraw(identity, document, turn.known_at, cause, turn.effects);
    move_contributions(document, {}, turn.cells, cause);
  } else {
    const Merged merged(document);
    auto& of_buyer = books(merged.identity().buyer_id(), turn.state);
    const auto attributed = attribute(merged, turn.state, turn.desk, of_buyer, shared_);
    auto& counted = turn.subject.make<v1::Fact>();
    put_fact(attributed, merged, counted);
    std::string fact = counted.SerializeAsString();
    if (is_news(fact, *document.mutable_fact())) {
      const Event event{stream::Topic::kFacts, "procured.fact.v1", identity,
                        document.fact().revision()};
      turn.effects.outputs.push_back(outbound(event, std::move(fact), turn.known_at, cause));
    }
    if (model::is_spend(attributed.purchase.kind)) {
      auto& verdict = turn.subject.make<v1::Verdict>();
      put_verdict(attributed, merged, of_buyer, shared_, verdict);
      publish_verdict(verdict, *document.mutable_verdict(), turn.known_at, cause, turn.effects);
    }
    move_contributions(document, contributions_of(attributed.purchase), turn.cells, cause);
  }
}

void JudgeStage::judge_lot(const refdata::LotKey& lot, Turn& turn) {
  const auto key = lot_key(lot.owner_id, lot.agreement_id, lot.lot_id);
  auto stored = load<v1::LotState>(turn.state, key);
  auto& of_buyer = books(lot.owner_id, turn.state);
  const bool exists = !of_buyer.agreements.all_of_lot(lot).empty();
  if (!exists && stored.verdict().hash().empty()) return;
  auto verdict = lot_verdict(of_buyer, lot, shared_.policy);
  if (!exists) {
    verdict.set_status(v1::Verdict::WITHDRAWN);
    verdict.clear_outcome();
    verdict.clear_policy_revision();
    verdict.clear_findings();
  }
  publish_verdict(verdict, *stored.mutable_verdict(), turn.known_at, turn.cause, turn.effects);
  if (!exists) stored.mutable_verdict()->clear_hash();
  turn.state.put(key, stored.SerializeAsString());
}

void JudgeStage::publish_cells(Turn& turn) {
  for (const auto& [cell, change] : turn.cells) {
    if (change.first == kpis::Tally{}) continue;
    auto stored = load<v1::CellState>(turn.state, cell_key(cell));
    auto sum = from_proto(stored.sum());
    sum += change.first;
    *stored.mutable_sum() = to_proto({}, sum);
    stored.set_revision(stored.revision() + 1);
    turn.state.put(cell_key(cell), stored.SerializeAsString());
    const Event event{stream::Topic::kKpis, "procured.kpi.v1", cell, stored.revision(),
                      "application/json"};
    std::optional<std::string> value;
    if (sum.scope_lines > 0) value = cell_json(cell_of(cell, sum));
    turn.effects.outputs.push_back(outbound(event, std::move(value), turn.known_at, change.second));
    ++turn.effects.counts["kpi_cell"];
  }
}

}  // namespace procured::judge
