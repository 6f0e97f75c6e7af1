#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>

#include "connectors/mapping/tree_decoding.h"
#include "core/hash.h"

// The part of TreeDecoding that reads what a program recognised: one document, or the records of a
// register.
namespace procured::mapping {
namespace {

constexpr int kLinesKeptMax = 2'000;

/// A document to fill: the part's own of an earlier file, so that its memory serves again, unless
/// that file was a giant.
DecodedDocument& emptied(Decoded& part) {
  auto* kept = std::get_if<DecodedDocument>(&part.outcome);
  if (kept == nullptr || kept->content.lines_size() > kLinesKeptMax)
    return part.outcome.emplace<DecodedDocument>();
  kept->content.Clear();
  kept->persons.Clear();
  kept->places.Clear();
  return *kept;
}

}  // namespace

void TreeDecoding::read(const Program& program, const DocumentSource& source, Decoded& part) {
  if (program.is_register) return read_records(program, source, part);
  auto& document = emptied(part);
  file_->memory.add_document();
  LeafReport report;
  const auto& settings = file_->settings;
  const ValueContext context{
      settings.default_currency, settings.default_buyer, settings.default_seller,
      program.decimal_mark == 0 ? file_->decimal_mark : program.decimal_mark};
  auto result = mapper_.run(program, source, context,
                            {&document.content, &document.persons, &document.places},
                            file_->report ? &report : nullptr, file_->memory, file_->trace);
  count(report);
  if (!result) part.outcome = result.error();
}

void TreeDecoding::count(LeafReport& report) {
  decoding_->mapped += report.mapped;
  decoding_->ignored += report.ignored;
  for (auto& leaf : report.unmapped)
    decoding_->unmapped.push_back({std::move(leaf.path), std::move(leaf.value)});
}

/// The records of a register that one document makes; `part` becomes the place that they take.
void TreeDecoding::read_records(const Program& program, const DocumentSource& source,
                                Decoded& part) {
  LeafReport report;
  const auto& settings = file_->settings;
  const ValueContext context{
      settings.default_currency, settings.default_buyer, settings.default_seller,
      program.decimal_mark == 0 ? file_->decimal_mark : program.decimal_mark};
  std::deque<MappedRecord> records;
  const auto result =
      mapper_.run_register(program, source, context, records, file_->report ? &report : nullptr,
                           file_->memory, file_->trace);
  count(report);
  if (!result) {
    part.outcome = result.error();
    return;
  }
  if (records.empty()) {
    const auto& without = program.without_records;
    part.outcome =
        core::bad_document(without.reason, without.detail, source.tree.path_of(source.root));
    return;
  }
  for (auto& mapped : records) {
    const auto number = rows_.size() + 1;
    auto& row = rows_.emplace_back();
    row.position = fmt::format("record {}", number);
    if (mapped.error) {
      row.outcome = std::move(*mapped.error);
      continue;
    }
    row.content_hash = core::sha256_hex(mapped.record.SerializeAsString());
    row.outcome = DecodedRow{program.records[mapped.rule].register_name, number,
                             source.tree.path_of(mapped.element), std::move(mapped.record)};
  }
  part.outcome = DecodedRow();
}

/// Puts the records where the documents stand that made them.
void TreeDecoding::add_records() {
  if (rows_.empty()) return;
  auto& parts = decoding_->parts;
  std::erase_if(parts, [](const Decoded& part) {
    const auto* row = std::get_if<DecodedRow>(&part.outcome);
    return row != nullptr && row->row == 0;
  });
  std::move(rows_.begin(), rows_.end(), std::back_inserter(parts));
}

}  // namespace procured::mapping
