// Goal: what a buyer's partition finally holds of the registers follows from the rows, not from
// their order of arrival, and each row ends as definitions §1 say. Method: hand-written rows
// through the stage; every permutation of a few files, folded by a small fold of this test's own
// that knows only the text of the definitions.
#include "normalise/registers.h"

#include <gtest/gtest.h>

#include <set>

#include "normalise/flow.h"

namespace procured::normalise {
namespace {

using testing::Flow;
using testing::kBergen;
using testing::kOslo;
using testing::RawFile;
using testing::references_of;

const std::string kStavanger = "0192:964965226";

RawFile agreements(const std::string& path, const std::string& rows) {
  return {"agreements", rows, {{std::string(stream::kPathHeader), path}}};
}

std::string row(const std::string& more) {
  return "agreement buyer_id=" + kOslo + " agreement_id=A1 lot_id=1 supplier_id=974760673 " + more;
}

/// "→ buyer: op title", one a record.
std::vector<std::string> told(const stream::Effects& effects) {
  std::vector<std::string> lines;
  for (const auto& record : references_of(effects)) {
    lines.push_back(record.buyer_id() + ' ' + v1::Op_Name(record.op()) + ' ' +
                    record.agreement().title());
  }
  return lines;
}
using Lines = std::vector<std::string>;

TEST(RegistersTest, TheFirstRowOfAKeyIsASightingAndAnotherContentAVersion) {
  Flow flow;
  EXPECT_EQ(told(flow.run(agreements("a.csv", row("title=x")))), Lines{kOslo + " UPSERT x"});
  EXPECT_EQ(told(flow.run(agreements("a.csv", row("title=y")))), Lines{kOslo + " UPSERT y"});
  EXPECT_EQ(flow.total("sighting"), 1U);
  EXPECT_EQ(flow.total("version"), 1U);
}

TEST(RegistersTest, TheSameFileAgainIsAllDuplicates) {
  Flow flow;
  const auto file = agreements("a.csv", row("title=x") + "\n" + row("title=y"));
  flow.run(file);
  EXPECT_TRUE(flow.run(file).outputs.empty());
  EXPECT_EQ(flow.total("duplicate"), 2U);
}

TEST(RegistersTest, ARowThatIsRepeatedInTheNextEditionOfItsFileIsADuplicate) {
  Flow flow;
  const std::string other = "agreement buyer_id=" + kOslo + " agreement_id=A2 title=";
  flow.run(agreements("a.csv", row("title=x") + "\n" + other + "p"));
  const auto effects = flow.run(agreements("a.csv", row("title=x") + "\n" + other + "q"));
  EXPECT_EQ(told(effects), Lines{kOslo + " UPSERT q"});
}

TEST(RegistersTest, AFileThatGoesBackToAnEarlierContentIsANewVersion) {
  Flow flow;
  flow.run(agreements("a.csv", row("title=x")));
  flow.run(agreements("a.csv", row("title=y")));
  const auto effects = flow.run(agreements("a.csv", row("title=x")));
  EXPECT_EQ(told(effects), Lines{kOslo + " UPSERT x"});
  EXPECT_EQ(references_of(effects)[0].position().edition(), 2U);
}

TEST(RegistersTest, PositionsAreThePathTheEditionAndTheLine) {
  Flow flow;
  const auto records =
      references_of(flow.run(agreements("2026/a.csv", row("title=x") + "\n" + row("title=y"))));
  EXPECT_EQ(records[1].position().path(), "2026/a.csv");
  EXPECT_EQ(records[1].position().edition(), 0U);
  EXPECT_EQ(records[1].position().row(), 3U);
  EXPECT_EQ(records[1].origin().source_key(), "agreements|" + kOslo + "|A1|1|0192:974760673");
}

TEST(RegistersTest, WithoutAPathHeaderTheKeyIsThePath) {
  Flow flow;
  EXPECT_EQ(references_of(flow.run({"x.csv", row("title=x")}))[0].position().path(), "x.csv");
}

TEST(RegistersTest, RowsOfALaterPartAreNumberedOnThroughTheFile) {
  Flow flow;
  auto first = agreements("a.csv", row("title=x"));
  first.headers.push_back({std::string(stream::kPartHeader), "1/2"});
  first.headers.push_back({std::string(stream::kFirstRowHeader), "2"});
  auto second = agreements("a.csv", row("title=y"));
  second.headers.push_back({std::string(stream::kPartHeader), "2/2"});
  second.headers.push_back({std::string(stream::kFirstRowHeader), "500"});
  flow.run(first);
  const auto records = references_of(flow.run(second));
  EXPECT_EQ(records[0].position().row(), 500U);
  EXPECT_EQ(records[0].position().edition(), 0U);
}

TEST(RegistersTest, BadRowsOfALaterPartAreNumberedOnThroughTheFileToo) {
  Flow flow;
  auto file = agreements("a.csv", row("title=x") + "\nbroken_row");
  file.headers.push_back({std::string(stream::kFirstRowHeader), "500"});
  const auto letters = testing::outputs_to(flow.run(file), stream::Topic::kDeadLetters);
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(testing::header_of(letters[0], "procured.error.place"), "row 501, column price");
}

TEST(RegistersTest, AnEmptyBuyerIsADeadLetterWithTheRow) {
  Flow flow;
  const auto effects = flow.run(agreements("a.csv", "agreement agreement_id=A1\n" + row("")));
  const auto letters = testing::outputs_to(effects, stream::Topic::kDeadLetters);
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(testing::header_of(letters[0], "procured.error.code"), "missing_buyer");
  EXPECT_EQ(testing::header_of(letters[0], "procured.error.place"), "row 2, column buyer_id");
  EXPECT_EQ(flow.total("dead_letter"), 1U);
  EXPECT_EQ(flow.total("sighting"), 1U);
}

TEST(RegistersTest, WhatATreesElementLacksIsToldWithItsPath) {
  Flow flow;
  const auto effects = flow.run(agreements("a.json", "agreement agreement_id=A1 place=/deals[2]"));
  const auto letters = testing::outputs_to(effects, stream::Topic::kDeadLetters);
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(testing::header_of(letters[0], "procured.error.place"), "/deals[2], column buyer_id");
}

TEST(RegistersTest, EveryBuyerNamedGetsACopyInTheSameEffects) {
  Flow flow;
  const auto effects = flow.run(agreements("a.csv", row("title=x participants=BGO;school")));
  EXPECT_EQ(told(effects), (Lines{kOslo + " UPSERT x", kBergen + " UPSERT x"}));
  for (const auto& output : effects.outputs) EXPECT_EQ(output.route, stream::Route::kByKey);
  EXPECT_EQ(effects.outputs[1].route_key, kBergen);
  EXPECT_EQ(effects.outputs[1].key, kBergen + "|agreement|" + kOslo + "|A1|1|0192:974760673");
}

TEST(RegistersTest, SuppliersGoToEveryPartition) {
  Flow flow;
  const auto effects = flow.run({"suppliers", "supplier supplier_id=974760673 name=Baker"});
  ASSERT_EQ(effects.outputs.size(), 1U);
  EXPECT_EQ(effects.outputs[0].route, stream::Route::kEveryPartition);
  EXPECT_EQ(effects.outputs[0].key, "ALL|supplier|0192:974760673|");
  EXPECT_EQ(references_of(effects)[0].buyer_id(), "");
}

TEST(RegistersTest, ABuyerNamedForTheFirstTimeGetsTheEarlierVersionsToo) {
  Flow flow;
  flow.run(agreements("a.csv", row("title=x")));
  EXPECT_EQ(told(flow.run(agreements("b.csv", row("title=y participants=BGO")))),
            (Lines{kOslo + " UPSERT y", kBergen + " UPSERT x", kBergen + " UPSERT y"}));
}

TEST(RegistersTest, ABuyerThatIsNoLongerNamedLearnsOfIt) {
  Flow flow;
  flow.run(agreements("a.csv", row("title=x participants=BGO")));
  EXPECT_EQ(told(flow.run(agreements("b.csv", row("title=y")))),
            (Lines{kOslo + " UPSERT y", kBergen + " UPSERT y"}));
}

TEST(RegistersTest, AWithdrawalOfAnEarlierRowIsARetractionToEveryBuyerNamed) {
  Flow flow;
  flow.run(agreements("a.csv", row("title=x participants=BGO")));
  EXPECT_EQ(told(flow.run(agreements("b.csv", row("op=delete")))),
            (Lines{kOslo + " DELETE ", kBergen + " DELETE "}));
  EXPECT_EQ(flow.total("retraction"), 1U);
}

TEST(RegistersTest, AWithdrawalWithoutAnEarlierRowCountsAsADuplicate) {
  Flow flow;
  flow.run(agreements("a.csv", row("op=delete")));
  EXPECT_EQ(flow.total("duplicate"), 1U);
  flow.run(agreements("b.csv", row("title=x")));
  flow.run(agreements("a2.csv", row("op=delete")));  // before b.csv in the register's order
  EXPECT_EQ(flow.total("duplicate"), 2U);
  EXPECT_EQ(flow.total("sighting"), 1U);
}

TEST(RegistersTest, ItemsGoToTheirOwnParticipants) {
  Flow flow;
  const auto records =
      references_of(flow.run({"agreement_items", "item buyer_id=" + kOslo +
                                                     " agreement_id=A1 item_id=7038010000010 "
                                                     "valid_from=2026-01-01 participants=BGO"}));
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].buyer_id(), kBergen);
  EXPECT_EQ(records[1].agreement_item().item_id(), "07038010000010");
}

// The fold of this test. What is written is taken from definitions §1 word by word.

struct Seen {
  std::string known_on;
  std::tuple<std::string, std::uint32_t, std::uint64_t> place;
  bool withdrawal = false;
  std::string title;
};

bool older(const Seen& left, const Seen& right) {
  if (left.known_on != right.known_on) return left.known_on < right.known_on;
  return left.place < right.place;
}

/// The title that holds; empty when none does. Only what is known on `until` counts (empty: all).
std::string holding(std::vector<Seen> versions, const std::string& until) {
  const auto is_later = [&](const Seen& seen) { return !until.empty() && seen.known_on > until; };
  std::erase_if(versions, is_later);
  const Seen* best = nullptr;
  for (const auto& version : versions) {
    if (version.withdrawal) continue;
    bool gone = false;
    for (const auto& other : versions) {
      if (!other.withdrawal) continue;
      gone = gone || (other.known_on.empty() ? version.place < other.place : older(version, other));
    }
    if (!gone && (best == nullptr || older(*best, version))) best = &version;
  }
  return best == nullptr ? std::string() : best->title;
}

using Partitions = std::map<std::string, std::map<std::string, std::vector<Seen>>>;

void fold(const stream::Effects& effects, Partitions& partitions) {
  for (const auto& record : references_of(effects)) {
    const auto& position = record.position();
    partitions[record.buyer_id()][record.key()].push_back(
        {record.known_on(),
         {position.path(), position.edition(), position.row()},
         record.op() == v1::DELETE,
         record.agreement().title()});
  }
}

/// What every partition holds, with everything known and as known on some dates: "buyer key date
/// title".
std::set<std::string> held(const Partitions& partitions) {
  std::set<std::string> lines;
  for (const auto& [buyer, keys] : partitions) {
    for (const auto& [key, versions] : keys) {
      for (const std::string until : {"", "2026-01-15", "2026-02-15", "2026-03-15"}) {
        const auto title = holding(versions, until);
        if (!title.empty()) lines.insert(buyer + ' ' + key + ' ' + until + ' ' + title);
      }
    }
  }
  return lines;
}

/// Runs every order of the files in which files of one path keep theirs, and expects one result.
std::set<std::string> result_of_every_order(const std::vector<RawFile>& files) {
  std::vector<std::size_t> order(files.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::set<std::set<std::string>> results;
  do {
    bool sound = true;
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (std::size_t k = i + 1; k < order.size(); ++k) {
        const bool same_path = files[order[i]].headers[0].value == files[order[k]].headers[0].value;
        sound = sound && !(same_path && order[i] > order[k]);
      }
    }
    if (!sound) continue;
    Flow flow;
    Partitions partitions;
    for (const auto index : order) fold(flow.run(files[index]), partitions);
    for (const auto index : order) fold(flow.run(files[index]), partitions);  // everything twice
    results.insert(held(partitions));
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(results.size(), 1U);
  return results.empty() ? std::set<std::string>{} : *results.begin();
}

const std::string kKey = " agreement|" + kOslo + "|A1|1|0192:974760673 ";

TEST(RegistersOrderTest, TheLaterPathHoldsWhateverComesFirst) {
  const auto result = result_of_every_order({agreements("a.csv", row("title=one")),
                                             agreements("b.csv", row("title=two")),
                                             agreements("c.csv", row("title=three"))});
  EXPECT_TRUE(result.contains(kOslo + kKey + " three"));
}

TEST(RegistersOrderTest, TheGreatestKnownOnHolds) {
  const auto result =
      result_of_every_order({agreements("a.csv", row("title=march known_on=2026-03-01")),
                             agreements("b.csv", row("title=january known_on=2026-01-01")),
                             agreements("c.csv", row("title=undated"))});
  EXPECT_TRUE(result.contains(kOslo + kKey + " march"));
  EXPECT_TRUE(result.contains(kOslo + kKey + "2026-01-15 january"));
}

TEST(RegistersOrderTest, InstantsCompareByTimeWithOrWithoutAFraction) {
  const auto result = result_of_every_order(
      {agreements("a.csv", row("title=later known_on=2026-01-01T10:00:00.5Z")),
       agreements("b.csv", row("title=earlier known_on=2026-01-01T10:00:00Z")),
       agreements("c.csv", row("title=date known_on=2026-01-01"))});
  EXPECT_TRUE(result.contains(kOslo + kKey + " later"));
}

TEST(RegistersOrderTest, AWithdrawalReachesWhatStandsBeforeIt) {
  const auto result = result_of_every_order(
      {agreements("a.csv", row("title=one")), agreements("b.csv", row("op=delete")),
       agreements("c.csv", row("title=three")), agreements("d.csv", row("op=delete"))});
  EXPECT_TRUE(result.empty());
}

TEST(RegistersOrderTest, AWithdrawalLeavesWhatStandsAfterIt) {
  const auto result = result_of_every_order({agreements("a.csv", row("title=one")),
                                             agreements("b.csv", row("op=delete")),
                                             agreements("c.csv", row("title=one"))});
  EXPECT_TRUE(result.contains(kOslo + kKey + " one"));
}

TEST(RegistersOrderTest, AWithdrawalWithKnownOnLeavesGreaterOnesStanding) {
  const auto result =
      result_of_every_order({agreements("a.csv", row("title=one known_on=2026-01-01")),
                             agreements("b.csv", row("title=three known_on=2026-03-01")),
                             agreements("c.csv", row("op=delete known_on=2026-02-01"))});
  EXPECT_TRUE(result.contains(kOslo + kKey + " three"));
  EXPECT_TRUE(result.contains(kOslo + kKey + "2026-01-15 one"));
  EXPECT_FALSE(result.contains(kOslo + kKey + "2026-02-15 one"));
}

TEST(RegistersOrderTest, AWithdrawalWithoutKnownOnReachesDatedRowsBeforeIt) {
  const auto result = result_of_every_order(
      {agreements("a.csv", row("title=one known_on=2026-01-01")),
       agreements("b.csv", row("op=delete")),
       agreements("c.csv", row("title=one known_on=2026-01-01")),
       agreements("d.csv", row("title=four known_on=2026-03-01") + "\n" + row("op=delete"))});
  EXPECT_TRUE(result.empty());
}

TEST(RegistersOrderTest, EveryBuyerEverNamedHoldsTheSameEnd) {
  const auto result = result_of_every_order(
      {agreements("a.csv", row("title=one participants=BGO known_on=2026-01-01")),
       agreements("b.csv", row("title=two participants=" + kStavanger + " known_on=2026-02-01")),
       agreements("c.csv", row("title=three known_on=2026-03-01")),
       agreements("d.csv", row("title=undated participants=BGO"))});
  for (const auto& buyer : {kOslo, kBergen, kStavanger}) {
    EXPECT_TRUE(result.contains(buyer + kKey + " three")) << buyer;
    EXPECT_TRUE(result.contains(buyer + kKey + "2026-01-15 one")) << buyer;
  }
}

TEST(RegistersOrderTest, EditionsOfOneFileKeepTheirOrderAmongOthers) {
  const auto result = result_of_every_order(
      {agreements("b.csv", row("title=one")), agreements("b.csv", row("title=two")),
       agreements("b.csv", row("title=one")), agreements("a.csv", row("title=a")),
       agreements("a.csv", row("op=delete"))});
  EXPECT_TRUE(result.contains(kOslo + kKey + " one"));
}

TEST(RegistersOrderTest, RepeatedRowsAndWithdrawalsInOneFileKeepTheirOrder) {
  const auto result = result_of_every_order(
      {agreements("a.csv", row("title=one") + "\n" + row("op=delete") + "\n" + row("title=one")),
       agreements("a.csv", row("title=one")), agreements("b.csv", row("op=delete")),
       agreements("c.csv", row("title=one participants=BGO"))});
  EXPECT_TRUE(result.contains(kOslo + kKey + " one"));
  EXPECT_TRUE(result.contains(kBergen + kKey + " one"));
}

}  // namespace
}  // namespace procured::normalise
