#include "normalise/normalise_stage.h"

#include <charconv>
#include <variant>

#include "core/check.h"
#include "normalise/documents.h"
#include "normalise/raw_record.h"
#include "normalise/registers.h"
#include "normalise/work.h"

namespace procured::normalise {
namespace {

/// A connector without a configuration of its own (somebody writes to its topic) is read with the
/// defaults.
ConnectorProfile profile_of(const Knowledge& knowledge, const std::string& connector) {
  const auto found = knowledge.connectors.find(connector);
  if (found != knowledge.connectors.end()) return found->second;
  ConnectorProfile profile;
  profile.decoding.name = connector;
  return profile;
}

/// The error of a file that could not be read at all; nullptr when it was split.
const core::Error* refusal_of(const mapping::Decoding& decoding) {
  if (decoding.parts.size() != 1 || !decoding.parts.front().position.empty()) return nullptr;
  return std::get_if<core::Error>(&decoding.parts.front().outcome);
}

/// The row that an error of a later part of a file names is counted through the file, as positions
/// of rows are.
core::Error through_the_file(core::Error error, const RawRecord& raw, const std::string& position) {
  const auto named = "row " + position;
  std::uint64_t line = 0;
  const auto read = std::from_chars(position.data(), position.data() + position.size(), line);
  if (raw.first_row == 0 || read.ec != std::errc() || !error.place.starts_with(named)) return error;
  error.place.replace(0, named.size(), "row " + std::to_string(row_in_file(raw, line)));
  return error;
}

void take_parts(const RawRecord& raw, mapping::Decoding& decoding, DocumentTaker& documents,
                RowTaker& rows, Work& work) {
  for (auto& part : decoding.parts) {
    if (auto* document = std::get_if<mapping::DecodedDocument>(&part.outcome)) {
      documents.take(part, *document);
    } else if (auto* row = std::get_if<mapping::DecodedRow>(&part.outcome)) {
      rows.take(part, *row);
    } else {
      documents.skip(part.position);
      const auto& error = std::get<core::Error>(part.outcome);
      work.dead_letter(through_the_file(error, raw, part.position), part.position);
    }
  }
  documents.finish();
}

void take(const RawRecord& raw, const Knowledge& knowledge, mapping::Decoding& decoding,
          Work& work) {
  const auto profile = profile_of(knowledge, raw.connector);
  DocumentTaker documents(raw, profile, knowledge.buyers, work);
  if (raw.withdrawn) {
    work.tally.split();
    documents.withdraw_all();
    return;
  }
  knowledge.decode(raw.bytes, profile.decoding, decoding);
  if (const auto* refusal = refusal_of(decoding)) {
    work.tally.refused();
    work.effects.outputs.push_back(work.dead_letters.letter(*refusal, {}));
    return;
  }
  work.tally.split();
  RowTaker rows(raw, knowledge.buyers, work);
  take_parts(raw, decoding, documents, rows, work);
}

}  // namespace

NormaliseStage::NormaliseStage(std::shared_ptr<const Knowledge> knowledge)
    : knowledge_(std::move(knowledge)) {
  PROCURED_CHECK(knowledge_ != nullptr && knowledge_->decode != nullptr);
}

stream::Effects NormaliseStage::run(const stream::Batch& batch, const state::Reader& committed) {
  stream::Effects effects;
  state::Overlay overlay(committed);
  for (const auto& inbound : batch.records) {
    const RawRecord raw(inbound, batch.known_at);
    DeadLetters dead_letters(raw);
    Work work{overlay, effects, Tally(effects), dead_letters};
    take(raw, *knowledge_, decoding_, work);
  }
  effects.state_writes = overlay.take();
  return effects;
}

std::unique_ptr<stream::Stage> NormaliseFactory::create(std::int32_t) const {
  return std::make_unique<NormaliseStage>(knowledge_);
}

}  // namespace procured::normalise
