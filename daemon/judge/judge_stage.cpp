#include "judge/judge_stage.h"

#include "judge/state_keys.h"
#include "judge/sweep.h"
#include "judge/turn.h"
#include "refdata/versions.h"
#include "rules/rule.h"
#include "stream/topics.h"

namespace procured::judge {
namespace {

template <class Message>
bool parse(const stream::InboundRecord& record, Message& message) {
  return message.ParseFromArray(record.value->data(), static_cast<int>(record.value->size()));
}

bool was_judged_by_older(const state::Reader& state) {
  const auto version = state.get(kVersionKey);
  return version && std::stoul(*version) < catalogue_version();
}

}  // namespace

std::uint32_t catalogue_version() {
  std::uint32_t version = rules::catalogue_version();
  for (const auto& kpi : kpis::catalogue()) version += kpi.version;
  return version;
}

stream::Effects JudgeStage::run(const stream::Batch& batch, const state::Reader& committed) {
  turn_memory_.reset();
  Turn turn(committed, batch.known_at, turn_memory_, subject_memory_);
  load_shared(turn.state);
  if (!turn.state.get(kVersionKey))
    turn.state.put(kVersionKey, std::to_string(catalogue_version()));
  for (const auto& record : batch.records) {
    if (!record.value) continue;
    turn.cause = {{}, std::string(record.header("traceparent"))};
    if (record.topic == stream::kReferenceTopic) {
      auto& reference = turn.memory.make<v1::ReferenceRecord>();
      if (!parse(record, reference)) continue;
      turn.cause.key = reference.key();
      apply_reference(reference, turn);
    } else if (record.topic == stream::kDocumentsTopic) {
      auto& document = turn.memory.make<v1::PurchaseDocument>();
      if (!parse(record, document)) continue;
      turn.cause.key = document.origin().source_key();
      apply_document(document, turn);
    }
  }
  return finish(turn);
}

bool JudgeStage::has_left_over(const state::Reader& committed) const {
  return has_sweep(committed) || was_judged_by_older(committed);
}

stream::Effects JudgeStage::run_left_over(const state::Reader& committed,
                                          const std::string& known_at) {
  turn_memory_.reset();
  Turn turn(committed, known_at, turn_memory_, subject_memory_);
  load_shared(turn.state);
  if (was_judged_by_older(turn.state)) {
    turn.state.put(kVersionKey, std::to_string(catalogue_version()));
    schedule_sweep(turn.state, kDocumentsPrefix, kVersionKey);
    schedule_sweep(turn.state, kLotsPrefix, kVersionKey);
  }
  const auto slice = next_slice(turn.state, slice_subjects_);
  turn.cause.key = slice.cause;
  for (const auto& identity : slice.identities) turn.touch(identity);
  for (const auto& lot : slice.lots) turn.lots.emplace(lot, turn.cause);
  return finish(turn);
}

stream::Effects JudgeStage::finish(Turn& turn) {
  // Before the first policy facts are only remembered: its arrival sweeps over all of them.
  if (shared_.has_policy) {
    for (const auto& [identity, cause] : turn.documents) {
      turn.cause = cause;
      judge_document(identity, turn);
    }
    for (const auto& [lot, cause] : turn.lots) {
      turn.cause = cause;
      judge_lot(lot, turn);
    }
    publish_cells(turn);
  }
  turn.desk.put_back();
  turn.effects.state_writes = turn.state.take();
  return std::move(turn.effects);
}

void JudgeStage::load_shared(const state::Reader& state) {
  if (shared_loaded_) return;
  shared_loaded_ = true;
  const auto prefix = reference_prefix({});
  state.scan(prefix, {}, [&](std::string_view key, std::string_view value) {
    v1::ReferenceVersions versions;
    versions.ParseFromArray(value.data(), static_cast<int>(value.size()));
    shared_.set(std::string(key.substr(prefix.size())), refdata::effective(versions));
    return true;
  });
}

refdata::Books& JudgeStage::books(const std::string& buyer_id, const state::Reader& state) {
  auto& books = books_[buyer_id];
  if (books) return *books;
  books = std::make_unique<refdata::Books>(buyer_id);
  const auto prefix = reference_prefix(buyer_id);
  state.scan(prefix, {}, [&](std::string_view key, std::string_view value) {
    v1::ReferenceVersions versions;
    versions.ParseFromArray(value.data(), static_cast<int>(value.size()));
    books->set(std::string(key.substr(prefix.size())), refdata::effective(versions));
    return true;
  });
  return *books;
}

}  // namespace procured::judge
