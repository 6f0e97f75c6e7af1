// Goal: the history has every revision, the current verdict is the latest, and only it has
// findings. Method: two revisions in and out of order, one twice, and a withdrawal.
#include "adapters/sqlite/verdict_rows.h"

#include <gtest/gtest.h>

#include "adapters/sqlite/small_store.h"

namespace procured::sqlite {
namespace {

v1::Verdict revision(std::uint32_t number) {
  auto verdict = support::invoice_verdict(bread_elsewhere("1"), "hash");
  if (number == 1) verdict = support::before_agreement_was_known(verdict);
  verdict.mutable_provenance()->set_revision(number);
  return verdict;
}

constexpr const char* kFindings =
    "SELECT rule, line_number, outcome, missed_amount FROM fact_finding";
constexpr const char* kLatestFindings =
    "agreement_bypassed|1|BREACH|36.18\norder_missing|0|BREACH|-\n";

TEST(VerdictRowsTest, TheLatestRevisionIsCurrentAndAllAreHistory) {
  SmallStore store;
  put_verdict(store.database, revision(1));
  put_verdict(store.database, revision(2));
  EXPECT_EQ(store.rows("SELECT revision, outcome, status FROM fact_verdict", 3),
            "2|BREACH|CURRENT\n");
  EXPECT_EQ(store.rows("SELECT revision, outcome FROM verdict_history", 2), "1|BREACH\n2|BREACH\n");
  EXPECT_EQ(store.rows(kFindings, 4), kLatestFindings);
  EXPECT_EQ(store.rows("SELECT rule, rule_version, family FROM dim_rule", 3),
            "agreement_bypassed|1|COMPLIANCE\norder_missing|1|COMPLIANCE\n");
}

TEST(VerdictRowsTest, AnEarlierRevisionReadAgainChangesNothing) {
  SmallStore store;
  for (const auto number : {1U, 2U, 1U, 2U}) put_verdict(store.database, revision(number));
  EXPECT_EQ(store.rows("SELECT revision FROM fact_verdict", 1), "2\n");
  EXPECT_EQ(store.rows("SELECT count(*) FROM verdict_history", 1), "2\n");
  EXPECT_EQ(store.rows(kFindings, 4), kLatestFindings);
}

TEST(VerdictRowsTest, AWithdrawnVerdictHasNoFindingsButAHistory) {
  SmallStore store;
  put_verdict(store.database, revision(1));
  v1::Verdict withdrawn;
  *withdrawn.mutable_subject() = revision(1).subject();
  withdrawn.set_status(v1::Verdict::WITHDRAWN);
  withdrawn.mutable_provenance()->set_revision(2);
  put_verdict(store.database, withdrawn);
  EXPECT_EQ(store.rows("SELECT status, outcome FROM fact_verdict", 2), "WITHDRAWN|\n");
  EXPECT_EQ(store.rows("SELECT count(*) FROM fact_finding", 1), "0\n");
  EXPECT_EQ(store.rows("SELECT revision, status FROM verdict_history", 2),
            "1|CURRENT\n2|WITHDRAWN\n");
}

TEST(VerdictRowsTest, AnAgreementLotIsASubjectOfItsOwn) {
  SmallStore store;
  v1::Verdict verdict;
  auto& subject = *verdict.mutable_subject();
  subject.set_kind(v1::Subject::AGREEMENT_LOT);
  subject.set_buyer_id("b");
  subject.mutable_agreement_lot()->set_agreement_id("A|1");
  subject.mutable_agreement_lot()->set_lot_id("2");
  verdict.set_status(v1::Verdict::CURRENT);
  verdict.set_outcome(v1::NOT_APPLICABLE);
  put_verdict(store.database, verdict);
  EXPECT_EQ(
      store.rows("SELECT subject_key, document_key, agreement_id, lot_id FROM fact_verdict", 4),
      "agreement_lot|b|A\\|1|2|-|A|1|2\n");
}

}  // namespace
}  // namespace procured::sqlite
