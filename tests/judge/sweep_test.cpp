// Goal: a sweep reaches every subject once, in bounded slices; a newer cause costs at most one
// round more. Method: states of a few keys, swept in slices of two, with causes at every moment.
#include "judge/sweep.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "judge/state_keys.h"
#include "state/memory_store.h"

namespace procured::judge {
namespace {

class SweepTest : public ::testing::Test {
 protected:
  void put(const std::string& key, const std::string& value = "x") {
    const state::Write write{key, value};
    store_.apply({&write, 1});
  }
  void documents(std::initializer_list<const char*> names) {
    for (const auto* name : names) put(document_key(name));
  }
  void cause(std::string_view prefix, const char* why) {
    state::Overlay overlay(store_);
    schedule_sweep(overlay, prefix, why);
    store_.apply(overlay.take());
  }
  Slice slice(std::size_t limit = 2) {
    state::Overlay overlay(store_);
    auto result = next_slice(overlay, limit);
    store_.apply(overlay.take());
    return result;
  }
  /// All identities of all slices until nothing is left.
  std::vector<std::string> rest() {
    std::vector<std::string> all;
    int slices = 0;
    while (has_sweep(store_) && ++slices < 100) {
      for (auto& identity : slice().identities) all.push_back(identity);
    }
    EXPECT_LT(slices, 100);
    return all;
  }

  state::MemoryStore store_;
};

using Names = std::vector<std::string>;

TEST_F(SweepTest, ReachesEveryDocumentOnceInSlicesThatAreBounded) {
  documents({"B1|a", "B1|b", "B1|c", "B1|d", "B1|e"});
  cause(kDocumentsPrefix, "policy");
  const auto first = slice();
  EXPECT_EQ(first.identities, (Names{"B1|a", "B1|b"}));
  EXPECT_EQ(first.cause, "policy");
  EXPECT_EQ(rest(), (Names{"B1|c", "B1|d", "B1|e"}));
  EXPECT_FALSE(has_sweep(store_));
}

TEST_F(SweepTest, ASweepOfABuyerLeavesOthersAlone) {
  documents({"B1|a", "B11|a", "B2|a"});
  cause(documents_prefix("B1"), "agreement");
  EXPECT_EQ(rest(), (Names{"B1|a"}));
}

TEST_F(SweepTest, ANewerCauseMakesItAFullRoundFromWhereItStands) {
  documents({"B1|a", "B1|b", "B1|c", "B1|d", "B1|e"});
  cause(kDocumentsPrefix, "first");
  slice();
  cause(kDocumentsPrefix, "second");
  EXPECT_EQ(rest(), (Names{"B1|c", "B1|d", "B1|e", "B1|a", "B1|b"}));
}

TEST_F(SweepTest, ManyCausesAtOnceCostOneRound) {
  documents({"B1|a", "B1|b", "B1|c"});
  for (int i = 0; i < 50; ++i) cause(kDocumentsPrefix, "policy");
  EXPECT_EQ(rest().size(), 3u);
}

TEST_F(SweepTest, ACauseDuringTheSecondHalfOfARoundStillReachesEveryDocument) {
  documents({"B1|a", "B1|b", "B1|c", "B1|d", "B1|e"});
  cause(kDocumentsPrefix, "first");
  slice();
  slice();
  cause(kDocumentsPrefix, "second");
  slice();
  slice();  // wrapped by now
  cause(kDocumentsPrefix, "third");
  auto all = rest();
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  EXPECT_EQ(all, (Names{"B1|a", "B1|b", "B1|c", "B1|d", "B1|e"}));
}

TEST_F(SweepTest, ADocumentThatLeavesDuringASweepDoesNotStopIt) {
  documents({"B1|a", "B1|b", "B1|c", "B1|d"});
  cause(kDocumentsPrefix, "first");
  slice();
  cause(kDocumentsPrefix, "second");
  const state::Write gone{document_key("B1|b"), std::nullopt};
  store_.apply({&gone, 1});
  EXPECT_EQ(rest(), (Names{"B1|c", "B1|d", "B1|a"}));
}

TEST_F(SweepTest, AnIndexSweepReachesTheInvoicesThatItNames) {
  put(invoice_index_prefix("B1", "7") + "B1|INVOICE|S|1|2026", "B1|INVOICE|S|1|2026");
  put(invoice_index_prefix("B1", "77") + "B1|INVOICE|S|2|2026", "B1|INVOICE|S|2|2026");
  cause(invoice_index_prefix("B1", "7"), "order");
  EXPECT_EQ(rest(), (Names{"B1|INVOICE|S|1|2026"}));
}

TEST_F(SweepTest, ASweepOfLotsReachesLots) {
  put(lot_key("B1", "A|1", "L"), "");
  put(lot_key("B2", "A2", ""), "");
  cause(kLotsPrefix, "policy");
  const auto found = slice().lots;
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], (refdata::LotKey{"B1", "A|1", "L"}));
  EXPECT_EQ(found[1], (refdata::LotKey{"B2", "A2", ""}));
}

TEST_F(SweepTest, NothingToSweepIsOverAtOnce) {
  EXPECT_FALSE(has_sweep(store_));
  cause(kDocumentsPrefix, "policy");
  EXPECT_TRUE(has_sweep(store_));
  EXPECT_TRUE(slice().identities.empty());
  EXPECT_FALSE(has_sweep(store_));
}

}  // namespace
}  // namespace procured::judge
