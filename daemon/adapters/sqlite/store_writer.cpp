#include "adapters/sqlite/store_writer.h"

#include <google/protobuf/util/json_util.h>

#include <charconv>

#include "adapters/sqlite/decimal_sum.h"
#include "adapters/sqlite/fact_rows.h"
#include "adapters/sqlite/reference_rows.h"
#include "adapters/sqlite/schema.h"
#include "adapters/sqlite/verdict_rows.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/kpi.pb.h"
#include "stream/topics.h"

namespace procured::sqlite {
namespace {

constexpr std::string_view kPutKpi =
    "INSERT OR REPLACE INTO fact_kpi VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr std::string_view kPutSource =
    "INSERT INTO document_source VALUES (?,?,?,?,?,?)"
    " ON CONFLICT (connector, source_key, content_hash) DO UPDATE SET topic = excluded.topic,"
    " partition = excluded.partition, record_offset = excluded.record_offset"
    " WHERE excluded.record_offset > document_source.record_offset";
constexpr std::string_view kPutDeadLetter =
    "INSERT OR REPLACE INTO dead_letter VALUES (?,?,?,?,?,?,?,?,?,?)";
constexpr std::string_view kPutPosition = "INSERT OR REPLACE INTO kafka_position VALUES (?,?,?)";

template <class Message>
std::optional<Message> decoded(const stream::InboundRecord& record) {
  Message message;
  const auto& value = *record.value;
  if (!message.ParseFromArray(value.data(), static_cast<int>(value.size()))) return std::nullopt;
  return message;
}

bool is_decimal(const std::string& text) { return stored_decimal(text).has_value(); }

bool is_complete(const v1::KpiCell& cell) {
  return !cell.buyer_id().empty() && !cell.kpi().empty() && is_decimal(cell.numerator()) &&
         (cell.denominator().empty() || is_decimal(cell.denominator())) &&
         is_decimal(cell.coverage_known()) && is_decimal(cell.coverage_scope());
}

std::int64_t number_in(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

core::Result<std::unique_ptr<StoreWriter>> StoreWriter::open(const std::string& path,
                                                             const core::Clock& clock) {
  return guarded([&] { return std::unique_ptr<StoreWriter>(new StoreWriter(path, clock)); });
}

StoreWriter::StoreWriter(const std::string& path, const core::Clock& clock)
    : database_(path, Database::Mode::kReadWrite), clock_(clock) {
  prepare_schema(database_);
  auto& query = database_.prepared("SELECT topic, partition, next_offset FROM kafka_position");
  while (query.step()) {
    next_offsets_[{query.text(0), static_cast<std::int32_t>(query.integer(1))}] = query.integer(2);
  }
}

stream::Positions StoreWriter::positions() const {
  stream::Positions result;
  for (const auto& [place, next] : next_offsets_)
    result.push_back({place.first, place.second, next});
  return result;
}

core::Result<void> StoreWriter::write(std::span<const stream::InboundRecord> records) {
  NextOffsets reached = next_offsets_;
  auto written = guarded([&] { write_transaction(records, reached); });
  if (written) next_offsets_ = std::move(reached);
  return written;
}

void StoreWriter::write_transaction(std::span<const stream::InboundRecord> records,
                                    NextOffsets& reached) {
  Database::Transaction transaction(database_, "IMMEDIATE");
  TouchedParties touched;
  NextOffsets moved;
  for (const auto& record : records) {
    auto& next = reached[{std::string(record.topic), record.partition}];
    if (record.offset < next) continue;
    apply(record, touched);
    next = record.offset + 1;
    moved[{std::string(record.topic), record.partition}] = next;
  }
  if (moved.empty()) return;
  refresh_parties(database_, touched);
  for (const auto& [place, next] : moved) {
    database_.prepared(kPutPosition).with(Key{place.first}, place.second, next).run();
  }
  database_.prepared("INSERT OR REPLACE INTO store_update VALUES (1, ?)")
      .with(Key{core::to_rfc3339(clock_.now())})
      .run();
  transaction.commit();
}

void StoreWriter::apply(const stream::InboundRecord& record, TouchedParties& touched) {
  if (record.topic == stream::kDeadLettersTopic) return put_dead_letter(record);
  if (record.topic == stream::kKpisTopic) return put_kpi(record);
  if (!record.value) {
    if (record.topic == stream::kFactsTopic) erase_fact(database_, record.key, touched);
    return;
  }
  if (record.topic == stream::kFactsTopic) {
    const auto fact = decoded<v1::Fact>(record);
    if (!fact) return refuse(record, "no Fact");
    return put_fact(database_, record.key, *fact, touched);
  }
  if (record.topic == stream::kVerdictsTopic) {
    const auto verdict = decoded<v1::Verdict>(record);
    if (!verdict) return refuse(record, "no Verdict");
    return put_verdict(database_, *verdict);
  }
  if (record.topic == stream::kReferenceTopic) {
    const auto reference = decoded<v1::ReferenceRecord>(record);
    if (!reference) return refuse(record, "no ReferenceRecord");
    return put_reference(database_, *reference, touched);
  }
  if (record.topic == stream::kDocumentsTopic) return put_document_source(record);
}

void StoreWriter::put_document_source(const stream::InboundRecord& record) {
  const auto document = decoded<v1::PurchaseDocument>(record);
  if (!document) return refuse(record, "no PurchaseDocument");
  // A retraction comes with the record that replaced the document, not with its bytes.
  if (document->op() == v1::DELETE) return;
  const auto& origin = document->origin();
  const auto& provenance = document->provenance();
  database_.prepared(kPutSource)
      .with(Key{origin.connector()}, Key{origin.source_key()}, Key{origin.content_hash()},
            Key{provenance.topic()}, provenance.partition(),
            static_cast<std::int64_t>(provenance.offset()))
      .run();
}

void StoreWriter::put_kpi(const stream::InboundRecord& record) {
  if (!record.value) {
    database_.prepared("DELETE FROM fact_kpi WHERE cell_key = ?").with(Key{record.key}).run();
    return;
  }
  v1::KpiCell cell;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const auto read =
      google::protobuf::util::JsonStringToMessage(std::string(*record.value), &cell, options);
  if (!read.ok() || !is_complete(cell)) return refuse(record, "no KpiCell");
  database_.prepared(kPutKpi)
      .with(Key{record.key}, Key{cell.buyer_id()}, Key{cell.kpi()}, Key{cell.unit_id()},
            Key{cell.month()}, Key{cell.currency()}, Money{cell.numerator()},
            Money{cell.denominator()}, cell.count(), Money{cell.coverage_known()},
            Money{cell.coverage_scope()}, Key{cell.status()}, cell.definition_version())
      .run();
}

void StoreWriter::put_dead_letter(const stream::InboundRecord& record) {
  const auto stated_bytes = record.header("procured.source.bytes");
  const auto bytes = !stated_bytes.empty() ? number_in(stated_bytes)
                     : record.value        ? static_cast<std::int64_t>(record.value->size())
                                           : 0;
  const auto source_key = record.header("procured.source.key");
  database_.prepared(kPutDeadLetter)
      .with(record.partition, record.offset, Key{record.header("procured.source.connector")},
            Key{source_key.empty() ? record.key : source_key},
            Key{record.header("procured.error.code")}, record.header("procured.error.place"),
            record.header("procured.error.detail"), record.header("procured.source.hash"), bytes,
            record.header("procured.error.stage"))
      .run();
}

void StoreWriter::refuse(const stream::InboundRecord& record, std::string_view reason) {
  database_.prepared("INSERT OR REPLACE INTO refused_record VALUES (?,?,?,?)")
      .with(Key{record.topic}, record.partition, record.offset, Key{reason})
      .run();
}

}  // namespace procured::sqlite
