#pragma once

#include <string>

#include "adapters/sqlite/database.h"
#include "adapters/sqlite/fact_rows.h"
#include "adapters/sqlite/party_rows.h"
#include "adapters/sqlite/schema.h"
#include "adapters/sqlite/verdict_rows.h"
#include "bi/keys.h"
#include "support/example_invoice.h"
#include "support/store_dump.h"

namespace procured::sqlite {

/// A store in memory that is filled by hand, row family by row family.
class SmallStore {
 public:
  SmallStore() { prepare_schema(database); }

  /// Fact and verdict of an invoice; its document key.
  std::string add(const support::PlannedInvoice& invoice) {
    const auto fact = support::invoice_fact(invoice, "hash");
    const auto key = bi::document_key(fact.identity());
    put_fact(database, key, fact, touched);
    put_verdict(database, support::invoice_verdict(invoice, "hash"));
    refresh_parties(database, touched);
    return key;
  }
  void add_cell(const std::string& kpi, const std::string& unit, const std::string& month,
                const std::string& numerator, const std::string& denominator) {
    database.prepared("INSERT INTO fact_kpi VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
        .with(Key{kpi + unit + month}, "b", kpi, unit, month, "NOK", Money{numerator},
              Money{denominator}, 1, Money{"10"}, Money{"20"}, "OK", 1)
        .run();
  }
  void add_unit(const std::string& unit, const std::string& parent,
                const std::string& valid_from = "2020-01-01") {
    database.prepared("INSERT INTO dim_unit VALUES (?,?,?,?,?,?,?,?,?)")
        .with("b", unit, valid_from, "", "Unit " + unit, parent, "", "", "")
        .run();
  }
  std::string rows(const std::string& sql, int columns) {
    return support::rows_of(database, sql, columns);
  }

  Database database{":memory:", Database::Mode::kReadWrite};
  TouchedParties touched;
};

/// An invoice of 100.5 to unit 210 for bread from a baker outside the agreement, of which 36.18 was
/// missed.
inline support::PlannedInvoice bread_elsewhere(const std::string& number) {
  support::PlannedInvoice invoice;
  invoice.buyer_id = "b";
  invoice.buyer_name = "Fjordvik kommune";
  invoice.seller = support::kLocalBakery;
  invoice.number = number;
  invoice.issue_date = "2026-01-31";
  invoice.unit_id = "210";
  support::PlannedLine line{.item_name = "Brød", .category = "50181900", .minor_units = 10050};
  line.agreement = support::kBakeryAgreement;
  line.coverage = v1::COVERED;
  line.channel = v1::INVOICE_ONLY;
  line.missed_minor_units = 3618;
  invoice.lines = {line};
  return invoice;
}

}  // namespace procured::sqlite
