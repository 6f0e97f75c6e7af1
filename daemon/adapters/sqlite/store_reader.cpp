#include "adapters/sqlite/store_reader.h"

#include "adapters/sqlite/conditions.h"
#include "adapters/sqlite/finding_queries.h"
#include "adapters/sqlite/kpi_queries.h"
#include "adapters/sqlite/schema.h"
#include "core/text.h"

namespace procured::sqlite {
namespace {

std::vector<bi::BuyerRow> buyer_rows(Database& database) {
  auto& query = database.prepared(
      "SELECT buyer.buyer_id, buyer.name,"
      " (SELECT min(month) FROM fact_kpi WHERE buyer_id = buyer.buyer_id AND kpi = 'spend_amount'),"
      " (SELECT max(month) FROM fact_kpi WHERE buyer_id = buyer.buyer_id AND kpi = 'spend_amount'),"
      " (SELECT count(*) FROM fact_document WHERE buyer_id = buyer.buyer_id)"
      " FROM dim_buyer AS buyer ORDER BY buyer.buyer_id");
  std::vector<bi::BuyerRow> rows;
  while (query.step()) {
    rows.push_back(
        {query.text(0), query.text(1), "", query.text(2), query.text(3), query.integer(4)});
  }
  for (auto& row : rows) row.currency = main_currency(database, row.id);
  return rows;
}

bi::StoreCounts store_counts(Database& database) {
  auto& query = database.prepared(
      "SELECT (SELECT updated_at FROM store_update), (SELECT count(*) FROM document_source),"
      " (SELECT count(*) FROM fact_document), (SELECT count(*) FROM fact_verdict),"
      " (SELECT count(*) FROM dead_letter), (SELECT count(*) FROM refused_record)");
  query.step();
  const bi::StoreCounts counts{query.text(0),    query.integer(1), query.integer(2),
                               query.integer(3), query.integer(4), query.integer(5)};
  query.rewind();
  return counts;
}

std::optional<bi::SourceLocation> source_location(Database& database, const bi::SourceId& id) {
  auto& query = database
                    .prepared(
                        "SELECT topic, partition, record_offset FROM document_source"
                        " WHERE connector = ? AND source_key = ? AND content_hash = ?")
                    .with(Key{id.connector}, Key{id.source_key}, Key{id.content_hash});
  if (!query.step()) return std::nullopt;
  bi::SourceLocation location{query.text(0), static_cast<std::int32_t>(query.integer(1)),
                              query.integer(2)};
  query.rewind();
  return location;
}

bi::Slice<bi::DeadLetterRow> dead_letter_rows(Database& database, const bi::Page& page) {
  Conditions conditions;
  const auto parts = core::split_key(page.after);
  if (parts.size() == 4) {
    conditions.add(
        "(connector, source_key, partition, record_offset) >"
        " (?, ?, CAST(? AS INTEGER), CAST(? AS INTEGER))",
        {parts[0], parts[1], parts[2], parts[3]});
  }
  auto& query = conditions.bound(
      database,
      "SELECT connector, source_key, reason, place, detail, bytes, partition,"
      " record_offset FROM dead_letter" +
          conditions.where() + " ORDER BY connector, source_key, partition, record_offset LIMIT ?");
  query.bind(static_cast<std::int64_t>(page.limit) + 1);
  bi::Slice<bi::DeadLetterRow> slice;
  while (query.step()) {
    slice.items.push_back(
        {query.text(0), query.text(1), query.text(2), query.text(3), query.text(4),
         query.integer(5),
         core::join_key({query.text(0), query.text(1), query.text(6), query.text(7)})});
  }
  if (slice.items.size() > page.limit) {
    slice.items.pop_back();
    if (!slice.items.empty()) slice.next = slice.items.back().key;
  }
  return slice;
}

}  // namespace

StoreReader::StoreReader(const std::string& path) : database_(path, Database::Mode::kReadOnly) {
  check_schema(database_);
}

core::Result<std::unique_ptr<bi::Store>> StoreReader::open(const std::string& path) {
  return guarded([&] { return std::unique_ptr<bi::Store>(new StoreReader(path)); });
}

core::Result<std::vector<bi::BuyerRow>> StoreReader::buyers() {
  return snapshot([&] { return buyer_rows(database_); });
}

core::Result<bi::StoreCounts> StoreReader::counts() {
  return snapshot([&] { return store_counts(database_); });
}

core::Result<std::vector<bi::KpiRow>> StoreReader::kpi(std::string_view id, bi::Grouping grouping,
                                                       const bi::Filter& filter) {
  return snapshot([&] { return kpi_rows(database_, id, grouping, filter); });
}

core::Result<std::vector<bi::UnitRow>> StoreReader::units(const std::string& buyer) {
  return snapshot([&] { return unit_rows(database_, buyer); });
}

core::Result<std::vector<bi::UnitTally>> StoreReader::rollup(std::string_view kpi,
                                                             const bi::Filter& filter) {
  return snapshot([&] { return rollup_rows(database_, kpi, filter); });
}

core::Result<std::vector<bi::AgreementRow>> StoreReader::agreements(const std::string& buyer) {
  return snapshot([&] { return agreement_rows(database_, buyer); });
}

core::Result<std::vector<bi::LeakRow>> StoreReader::leaks(bi::LeakGrouping grouping,
                                                          const bi::Filter& filter) {
  return snapshot([&] { return leak_rows(database_, grouping, filter); });
}

core::Result<bi::Slice<bi::FindingRow>> StoreReader::findings(std::string_view rule,
                                                              std::string_view outcome,
                                                              const bi::Filter& filter,
                                                              const bi::Page& page) {
  return snapshot([&] { return finding_rows(database_, {rule, outcome}, filter, page); });
}

core::Result<std::optional<bi::VerdictView>> StoreReader::verdict(std::string_view key) {
  return snapshot([&] { return verdict_view(database_, key); });
}

core::Result<std::vector<std::string>> StoreReader::find_subjects(std::string_view text) {
  return snapshot([&] { return subjects_named(database_, text); });
}

core::Result<std::optional<bi::SourceLocation>> StoreReader::source(const bi::SourceId& id) {
  return snapshot([&] { return source_location(database_, id); });
}

core::Result<bi::Slice<bi::DeadLetterRow>> StoreReader::dead_letters(const bi::Page& page) {
  return snapshot([&] { return dead_letter_rows(database_, page); });
}

}  // namespace procured::sqlite
