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

/// Takes the parts of one raw record as they are read.
class PartTaker {
 public:
  PartTaker(const RawRecord& raw, const ConnectorProfile& profile, const Knowledge& knowledge,
            Work& work)
      : raw_(raw),
        work_(work),
        documents_(raw, profile, knowledge.buyers, work),
        rows_(raw, knowledge.buyers, work) {}

  void take(mapping::Decoded& part) {
    if (auto* document = std::get_if<mapping::DecodedDocument>(&part.outcome)) {
      documents_.take(part, *document);
    } else if (auto* row = std::get_if<mapping::DecodedRow>(&part.outcome)) {
      rows_.take(part, *row);
    } else {
      take_error(part, std::get<core::Error>(part.outcome));
    }
  }

  void finish() {
    if (refused_) return work_.tally.refused();
    work_.tally.split();
    documents_.finish();
  }

  void withdraw_all() {
    work_.tally.split();
    documents_.withdraw_all();
  }

 private:
  void take_error(const mapping::Decoded& part, const core::Error& error) {
    refused_ = part.position.empty();
    if (refused_) {
      work_.effects.outputs.push_back(work_.dead_letters.letter(error, {}));
      return;
    }
    documents_.skip(part.position);
    work_.dead_letter(through_the_file(error, raw_, part.position), part.position);
  }

  const RawRecord& raw_;
  Work& work_;
  DocumentTaker documents_;
  RowTaker rows_;
  bool refused_ = false;  // it could not be read at all
};

void take(const RawRecord& raw, const Knowledge& knowledge, Work& work) {
  const auto profile = profile_of(knowledge, raw.connector);
  PartTaker parts(raw, profile, knowledge, work);
  if (raw.withdrawn) return parts.withdraw_all();
  knowledge.decode(raw.bytes, profile.decoding, [&](mapping::Decoded& part) { parts.take(part); });
  parts.finish();
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
    take(raw, *knowledge_, work);
  }
  effects.state_writes = overlay.take();
  return effects;
}

std::unique_ptr<stream::Stage> NormaliseFactory::create(std::int32_t) const {
  return std::make_unique<NormaliseStage>(knowledge_);
}

}  // namespace procured::normalise
