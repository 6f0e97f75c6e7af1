// Goal: the rows of a document are those of its latest fact, and go with it.
// Method: a hand-made invoice is put, put again with fewer lines, and erased.
#include "adapters/sqlite/fact_rows.h"

#include <gtest/gtest.h>

#include "adapters/sqlite/small_store.h"

namespace procured::sqlite {
namespace {

TEST(FactRowsTest, ALineKeepsWhatWasCounted) {
  SmallStore store;
  store.add(bread_elsewhere("1"));
  EXPECT_EQ(store.rows("SELECT month, unit_id, amount, amount_e4, channel, coverage, agreement_id,"
                       " on_agreement, potential, missed_saving, category_scheme, category_code"
                       " FROM fact_purchase_line",
                       12),
            "2026-01|210|100.5|1005000|INVOICE_ONLY|COVERED|RA-2025-07|0|1|36.18|TST|50181900\n");
  EXPECT_EQ(store.rows("SELECT document_number, kind, supplier_id, amount FROM fact_document", 4),
            "1|INVOICE|0192:976390512|100.5\n");
  EXPECT_EQ(store.rows("SELECT connector, source_key FROM fact_sighting", 2),
            "folder|faktura/1.xml\n");
}

TEST(FactRowsTest, WhatIsUnknownIsAbsent) {
  SmallStore store;
  auto invoice = bread_elsewhere("1");
  invoice.lines[0].coverage = v1::COVERAGE_UNDETERMINED;
  invoice.lines[0].channel = v1::CHANNEL_UNSPECIFIED;
  store.add(invoice);
  EXPECT_EQ(store.rows("SELECT channel, agreement_id, on_agreement, potential, missed_saving"
                       " FROM fact_purchase_line",
                       5),
            "-|-|-|-|-\n");
}

TEST(FactRowsTest, ALaterFactReplacesAllRows) {
  SmallStore store;
  auto invoice = bread_elsewhere("1");
  invoice.lines.push_back(invoice.lines[0]);
  store.add(invoice);
  EXPECT_EQ(store.rows("SELECT line_number FROM fact_purchase_line", 1), "1\n2\n");
  invoice.lines.pop_back();
  store.add(invoice);
  EXPECT_EQ(store.rows("SELECT line_number FROM fact_purchase_line", 1), "1\n");
  EXPECT_EQ(store.rows("SELECT amount FROM fact_document", 1), "100.5\n");
}

TEST(FactRowsTest, AnErasedFactLeavesNoRow) {
  SmallStore store;
  const auto key = store.add(bread_elsewhere("1"));
  erase_fact(store.database, key, store.touched);
  erase_fact(store.database, "never there", store.touched);
  EXPECT_EQ(store.rows("SELECT (SELECT count(*) FROM fact_document),"
                       " (SELECT count(*) FROM fact_purchase_line),"
                       " (SELECT count(*) FROM fact_sighting)",
                       3),
            "0|0|0\n");
}

}  // namespace
}  // namespace procured::sqlite
