// Goal: a participant that no register knows is found on the agreement lot (§4).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::rules {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(ParticipantUnknownTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/rules/participant_unknown.md"), "");
}

TEST(ParticipantUnknownTest, AParticipantThatReadsAsABuyerIsNoUnit) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, lot_id: L1, supplier_id: S1, participant_units: [X],
       participant_buyers: [B2]}
expect:
  lots:
    - {agreement_id: A1, lot_id: L1, rule: participant_unknown, parameters: [{name: participant,
         value: X}]}
)"),
            "");
}

TEST(ParticipantUnknownTest, TheFindingsOfALotAreThoseOfAllItsSuppliers) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, participant_units: [X]}
  - {agreement_id: A1, supplier_id: S2, participant_units: [Y, X]}
expect:
  lots:
    - {agreement_id: A1, rule: participant_unknown, parameters: [{name: participant, value: X},
         {name: participant, value: Y}]}
)"),
            "");
}

}  // namespace
}  // namespace procured::rules
