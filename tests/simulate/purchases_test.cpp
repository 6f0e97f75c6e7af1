// Goal: a municipality's purchases are complete, in their months, and hold every plant.
// Method: collect all purchases of one buyer and look.
#include "simulate/purchases.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace procured::simulate {
namespace {

class PurchasesTest : public testing::Test {
 protected:
  PurchasesTest() {
    PurchaseSink sink;
    sink.order = [this](const Document&, const Order& order) { orders_.push_back(order); };
    sink.document = [this](const Document& document) { documents_.push_back(document); };
    sink.copy = [this](const Document&) { ++copies_; };
    make_purchases(world_, world_.buyers[0], sink);
  }
  static World make() {
    Options options;
    options.buyers = 1;
    options.documents = 3001;
    options.months = 8;
    return build_world(options);
  }

  World world_ = make();
  std::vector<Order> orders_;
  std::vector<Document> documents_;
  std::size_t copies_ = 0;
};

TEST_F(PurchasesTest, ThereAreExactlyAsManyAsAskedFor) {
  EXPECT_EQ(orders_.size() + documents_.size() + copies_, 3001U);
  EXPECT_GT(copies_, 0U);
}

TEST_F(PurchasesTest, AllDatesLieWithinTheMonths) {
  for (const auto& document : documents_) {
    EXPECT_GE(document.issued, world_.first_day);
    EXPECT_LE(document.issued, world_.last_day);
  }
  for (const auto& order : orders_) {
    EXPECT_GE(order.issued, world_.first_day);
    EXPECT_LE(order.issued, world_.last_day);
  }
}

TEST_F(PurchasesTest, AKnownOrderWasSentOnTheDayThatDecides) {
  std::map<std::string, std::set<core::Date>> sent;
  for (const auto& order : orders_) sent[order.number].insert(order.issued);
  bool later = false;
  bool twice = false;
  for (const auto& document : documents_) {
    if (document.order_plant != OrderPlant::kKnown) {
      EXPECT_EQ(document.decided_on, document.issued);
      EXPECT_EQ(sent.count(document.order_reference), 0U);
      continue;
    }
    EXPECT_EQ(sent[document.order_reference].count(document.decided_on), 1U);
    later = later || document.decided_on > document.issued;
    twice = twice || sent[document.order_reference].size() > 1;
  }
  EXPECT_TRUE(later) << "no order came after its invoice";
  EXPECT_TRUE(twice) << "no order number was used in two years";
}

TEST_F(PurchasesTest, EveryPlantOfADocumentOccurs) {
  std::set<std::string> seen;
  for (const auto& document : documents_) {
    if (document.kind == Kind::kCreditNote) seen.insert("credit note");
    if (document.order_reference == "na") seen.insert("na");
    if (document.order_plant == OrderPlant::kNone) seen.insert("no order");
    if (document.order_plant == OrderPlant::kUnknown) seen.insert("unknown order");
    if (document.charge > 0 && document.allowance > 0) seen.insert("charge and allowance");
    if (document.other_number) seen.insert("second number");
    if (document.buyer_by_endpoint) seen.insert("endpoint");
    if (document.currency.code == "ISK") seen.insert("ISK");
    if (document.contract == "RAMME-1998-4") seen.insert("unknown contract");
    if (document.lines[0].place == nullptr) seen.insert("unit unknown");
    for (const auto& line : document.lines) {
      if (!line.account.empty()) seen.insert("line account");
      const bool named =
          line.offer->by_contract != nullptr && line.agreement == line.offer->by_contract;
      if (named) seen.insert("contract decides");
    }
  }
  EXPECT_EQ(seen.size(), 12U);
}

TEST_F(PurchasesTest, NumbersAreUnique) {
  std::set<std::string> seen;
  for (const auto& document : documents_) EXPECT_TRUE(seen.insert(document.number).second);
}

}  // namespace
}  // namespace procured::simulate
