#include "adapters/sqlite/party_rows.h"

namespace procured::sqlite {
namespace {

constexpr std::string_view kDropBuyer =
    "DELETE FROM dim_buyer WHERE buyer_id = ?1 AND NOT EXISTS ("
    "SELECT 1 FROM fact_document WHERE buyer_id = ?1)";
constexpr std::string_view kPutBuyer =
    "INSERT INTO dim_buyer SELECT ?1, (SELECT buyer_name FROM fact_document"
    " WHERE buyer_id = ?1 AND buyer_name IS NOT NULL"
    " ORDER BY issue_date DESC, document_key DESC LIMIT 1)"
    " WHERE EXISTS (SELECT 1 FROM fact_document WHERE buyer_id = ?1)"
    " ON CONFLICT (buyer_id) DO UPDATE SET name = excluded.name";

constexpr std::string_view kDropSupplier = "DELETE FROM dim_supplier WHERE supplier_id = ?1";
constexpr std::string_view kPutSupplier =
    "INSERT INTO dim_supplier SELECT ?1, coalesce("
    "(SELECT name FROM supplier_period WHERE supplier_id = ?1 AND name IS NOT NULL"
    " ORDER BY valid_from DESC LIMIT 1),"
    "(SELECT supplier_name FROM fact_document WHERE supplier_id = ?1 AND supplier_name IS NOT NULL"
    " ORDER BY issue_date DESC, document_key DESC LIMIT 1),"
    "(SELECT max(supplier_name) FROM dim_agreement WHERE supplier_id = ?1)),"
    " EXISTS (SELECT 1 FROM supplier_period WHERE supplier_id = ?1)"
    " WHERE EXISTS (SELECT 1 FROM supplier_period WHERE supplier_id = ?1)"
    " OR EXISTS (SELECT 1 FROM fact_document WHERE supplier_id = ?1)"
    " OR EXISTS (SELECT 1 FROM dim_agreement WHERE supplier_id = ?1)";

}  // namespace

void refresh_parties(Database& database, const TouchedParties& touched) {
  for (const auto& buyer : touched.buyers) {
    database.prepared(kDropBuyer).with(Key{buyer}).run();
    database.prepared(kPutBuyer).with(Key{buyer}).run();
  }
  for (const auto& supplier : touched.suppliers) {
    database.prepared(kDropSupplier).with(Key{supplier}).run();
    database.prepared(kPutSupplier).with(Key{supplier}).run();
  }
}

}  // namespace procured::sqlite
