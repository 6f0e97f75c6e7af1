#include <fmt/format.h>

#include <deque>

#include "connectors/decoding/tree_decoding.h"
#include "core/hash.h"

// The part of TreeDecoding that reads what a program recognised: one document, or the records of a
// register.
namespace procured::mapping {
namespace {

/// Bytes that a document may leave behind for the next one: more than nearly all of them have, and
/// of a giant nothing.
constexpr std::size_t kKeptMax = 2'000'000;
/// How much may be mapped, as MemoryBudget counts it, before what is kept is measured.
constexpr std::size_t kUnmeasuredMax = 8'000'000;

std::size_t bytes_of(const DecodedDocument& document) {
  return document.content.SpaceUsedLong() + document.persons.SpaceUsedLong() +
         document.places.SpaceUsedLong();
}

}  // namespace

void TreeDecoding::read(const Program& program, const DocumentSource& source) {
  if (program.is_register) return read_records(program, source);
  map(program, source);
  hand_over();
}

/// A document to fill: an earlier one, so that its memory serves again. What it holds grows by what
/// documents before it had in different places.
DecodedDocument& TreeDecoding::empty_document() {
  if (!std::holds_alternative<DecodedDocument>(part_.outcome)) part_.outcome = std::move(spare_);
  auto& document = std::get<DecodedDocument>(part_.outcome);
  if (unmeasured_ > kUnmeasuredMax) {
    if (bytes_of(document) > kKeptMax) document = {};
    unmeasured_ = 0;
  }
  document.content.Clear();
  document.persons.Clear();
  document.places.Clear();
  return document;
}

void TreeDecoding::refuse_part(core::Error error) {
  if (auto* document = std::get_if<DecodedDocument>(&part_.outcome)) spare_ = std::move(*document);
  part_.outcome = std::move(error);
}

ValueContext TreeDecoding::context_of(const Program& program) const {
  const auto& settings = file_->settings;
  return {settings.default_currency, settings.default_buyer, settings.default_seller,
          program.decimal_mark == 0 ? file_->decimal_mark : program.decimal_mark};
}

void TreeDecoding::map(const Program& program, const DocumentSource& source) {
  auto& document = empty_document();
  file_->memory.start_document();
  LeafReport report;
  auto result = mapper_.run(program, source, context_of(program),
                            {&document.content, &document.persons, &document.places},
                            file_->report ? &report : nullptr, file_->memory, file_->trace);
  unmeasured_ += file_->memory.taken();
  count(report);
  if (!result) refuse_part(result.error());
}

void TreeDecoding::count(LeafReport& report) {
  file_->summary.mapped += report.mapped;
  file_->summary.ignored += report.ignored;
  for (auto& leaf : report.unmapped)
    file_->summary.unmapped.push_back({std::move(leaf.path), std::move(leaf.value)});
}

/// The records of a register that one document makes, in its place.
void TreeDecoding::read_records(const Program& program, const DocumentSource& source) {
  file_->memory.start_document();
  LeafReport report;
  std::deque<MappedRecord> records;
  const auto result =
      mapper_.run_register(program, source, context_of(program), records,
                           file_->report ? &report : nullptr, file_->memory, file_->trace);
  count(report);
  if (!result) return hand_over(result.error());
  if (records.empty()) {
    const auto& without = program.without_records;
    return hand_over(
        core::bad_document(without.reason, without.detail, source.tree.path_of(source.root)));
  }
  for (auto& mapped : records) {
    part_.position = fmt::format("record {}", ++records_);
    part_.content_hash.clear();
    if (mapped.error) {
      hand_over(std::move(*mapped.error));
      continue;
    }
    part_.content_hash = core::sha256_hex(mapped.record.SerializeAsString());
    part_.outcome = DecodedRow{program.records[mapped.rule].register_name, records_,
                               source.tree.path_of(mapped.element), std::move(mapped.record)};
    hand_over();
  }
}

}  // namespace procured::mapping
