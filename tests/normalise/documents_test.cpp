// Goal: each document of a raw record ends as exactly one of sighting, version, duplicate,
// retraction or dead letter, and what goes out follows the source (definitions §1, design §2.1).
// Method: files of one line a document through the stage; expectations written by hand. Flow checks
// the balance.
#include "normalise/documents.h"

#include <gtest/gtest.h>

#include "normalise/flow.h"

namespace procured::normalise {
namespace {

using testing::Flow;
using testing::invoice;
using testing::kBergen;
using testing::kOslo;
using testing::told;
using Lines = std::vector<std::string>;

const std::string kToOslo = " " + kOslo;
const std::string kToBergen = " " + kBergen;

TEST(DocumentsTest, ARecordOfANewSourceKeyIsASighting) {
  Flow flow;
  const auto effects = flow.run({"a.xml", invoice("F1")});
  EXPECT_EQ(told(effects), Lines{"UPSERT F1" + kToOslo});
  EXPECT_EQ(flow.total("sighting"), 1U);
  EXPECT_EQ(flow.total("raw"), 1U);
  EXPECT_EQ(flow.total("split"), 1U);
}

TEST(DocumentsTest, TheSameSourceKeyWithTheSameContentIsADuplicateAndGoesNoFurther) {
  Flow flow;
  flow.run({"a.xml", invoice("F1")});
  const auto effects = flow.run({"a.xml", invoice("F1")});
  EXPECT_TRUE(effects.outputs.empty());
  EXPECT_EQ(flow.total("duplicate"), 1U);
}

TEST(DocumentsTest, TwoCopiesInOneBatchAreASightingAndADuplicate) {
  Flow flow;
  const auto effects = flow.run_all({{"a.xml", invoice("F1")}, {"a.xml", invoice("F1")}});
  EXPECT_EQ(told(effects).size(), 1U);
  EXPECT_EQ(flow.total("sighting"), 1U);
  EXPECT_EQ(flow.total("duplicate"), 1U);
}

TEST(DocumentsTest, TheSameSourceKeyWithOtherContentIsAVersion) {
  Flow flow;
  flow.run({"a.xml", invoice("F1", "reference=x")});
  const auto effects = flow.run({"a.xml", invoice("F1", "reference=y")});
  EXPECT_EQ(told(effects), Lines{"UPSERT F1" + kToOslo});
  EXPECT_EQ(testing::documents_of(effects)[0].content().buyer_reference(), "y");
  EXPECT_EQ(testing::documents_of(effects)[0].provenance().revision(), 2U);
  EXPECT_EQ(flow.total("version"), 1U);
}

TEST(DocumentsTest, TheSameFileUnderAnotherNameIsASecondSighting) {
  Flow flow;
  const auto effects = flow.run_all({{"a.xml", invoice("F1")}, {"b.xml", invoice("F1")}});
  EXPECT_EQ(flow.total("sighting"), 2U);
  const auto documents = testing::documents_of(effects);
  EXPECT_EQ(documents[0].origin().source_key(), "a.xml");
  EXPECT_EQ(documents[1].origin().source_key(), "b.xml");
  EXPECT_EQ(documents[0].origin().content_hash(), documents[1].origin().content_hash());
}

TEST(DocumentsTest, TheSameKeyThroughAnotherConnectorIsASecondSighting) {
  Flow flow;
  flow.run({"a.xml", invoice("F1")});
  flow.run({"a.xml", invoice("F1"), {}, "erp"});
  EXPECT_EQ(flow.total("sighting"), 2U);
}

TEST(DocumentsTest, AVersionWithAnotherNumberIsWithdrawnUnderItsOldOneFirst) {
  Flow flow;
  flow.run({"a.xml", invoice("F1")});
  const auto effects = flow.run({"a.xml", invoice("F2")});
  EXPECT_EQ(told(effects), (Lines{"DELETE F1" + kToOslo, "UPSERT F2" + kToOslo}));
  EXPECT_FALSE(testing::documents_of(effects)[0].has_content());
  EXPECT_EQ(flow.total("version"), 1U);
  EXPECT_EQ(flow.total("retraction"), 0U);
}

TEST(DocumentsTest, AVersionOfAnotherBuyerIsWithdrawnAtTheOldBuyerFirst) {
  Flow flow;
  flow.run({"a.xml", invoice("F1")});
  const auto effects = flow.run({"a.xml", invoice("F1", "", kBergen)});
  EXPECT_EQ(told(effects), (Lines{"DELETE F1" + kToOslo, "UPSERT F1" + kToBergen}));
}

TEST(DocumentsTest, AVersionThatMovesTwiceInOneBatchIsWithdrawnEachTime) {
  Flow flow;
  const auto effects =
      flow.run_all({{"a", invoice("F1")}, {"a", invoice("F2")}, {"a", invoice("F3")}});
  EXPECT_EQ(told(effects),
            (Lines{"UPSERT F1" + kToOslo, "DELETE F1" + kToOslo, "UPSERT F2" + kToOslo,
                   "DELETE F2" + kToOslo, "UPSERT F3" + kToOslo}));
}

TEST(DocumentsTest, ATombstoneRetractsWhatTheSourceKeyShowed) {
  Flow flow;
  flow.run({"a.xml", invoice("F1")});
  const auto effects = flow.run({"a.xml", std::nullopt});
  EXPECT_EQ(told(effects), Lines{"DELETE F1" + kToOslo});
  EXPECT_EQ(flow.total("retraction"), 1U);
}

TEST(DocumentsTest, OpDeleteRetractsWhateverTheBytes) {
  Flow flow;
  flow.run({"a.xml", invoice("F1")});
  const auto effects =
      flow.run({"a.xml", "anything", {{std::string(stream::kOpHeader), "DELETE"}}});
  EXPECT_EQ(told(effects), Lines{"DELETE F1" + kToOslo});
}

TEST(DocumentsTest, AWithdrawalOfAnUnknownSourceKeyIsADuplicate) {
  Flow flow;
  flow.run({"a.xml", std::nullopt});
  flow.run({"b.xml", invoice("F1")});
  flow.run({"b.xml", std::nullopt});
  flow.run({"b.xml", std::nullopt});
  EXPECT_EQ(flow.total("duplicate"), 2U);
  EXPECT_EQ(flow.total("retraction"), 1U);
}

TEST(DocumentsTest, AWithdrawnDocumentThatComesBackIsASightingAgain) {
  Flow flow;
  flow.run({"a.xml", invoice("F1")});
  const auto first = flow.run({"a.xml", std::nullopt});
  const auto again = flow.run({"a.xml", invoice("F1")});
  EXPECT_EQ(told(again), Lines{"UPSERT F1" + kToOslo});
  EXPECT_EQ(flow.total("sighting"), 2U);
}

TEST(DocumentsTest, AFileOfSeveralDocumentsNamesThemByTheirPosition) {
  Flow flow;
  const auto effects = flow.run({"a.xml", invoice("F1") + "\n" + invoice("F2", "", kBergen)});
  EXPECT_EQ(told(effects), (Lines{"UPSERT F1" + kToOslo, "UPSERT F2" + kToBergen}));
  EXPECT_EQ(testing::documents_of(effects)[1].origin().source_key(), "a.xml#2");
  EXPECT_EQ(flow.total("documents"), 2U);
  EXPECT_EQ(flow.total("raw"), 1U);
}

TEST(DocumentsTest, AFileWithFewerDocumentsThanBeforeRetractsThoseMissing) {
  Flow flow;
  flow.run({"a.xml", invoice("F1") + "\n" + invoice("F2") + "\n" + invoice("F3")});
  const auto effects = flow.run({"a.xml", invoice("F1") + "\n" + invoice("F2")});
  EXPECT_EQ(told(effects), Lines{"DELETE F3" + kToOslo});
  EXPECT_EQ(flow.total("retraction"), 1U);
  EXPECT_EQ(flow.total("duplicate"), 2U);
}

TEST(DocumentsTest, ATombstoneRetractsEveryDocumentOfTheFile) {
  Flow flow;
  flow.run({"a.xml", invoice("F1") + "\n" + invoice("F2")});
  EXPECT_EQ(told(flow.run({"a.xml", std::nullopt})),
            (Lines{"DELETE F1" + kToOslo, "DELETE F2" + kToOslo}));
  EXPECT_EQ(flow.total("retraction"), 2U);
}

TEST(DocumentsTest, APartThatCannotBeReadLeavesItsPositionAsItWas) {
  Flow flow;
  flow.run({"a.xml", invoice("F1") + "\n" + invoice("F2")});
  const auto effects = flow.run({"a.xml", invoice("F1") + "\nbroken"});
  EXPECT_TRUE(told(effects).empty());
  EXPECT_EQ(flow.total("dead_letter"), 1U);
  EXPECT_EQ(flow.total("duplicate"), 1U);
  EXPECT_EQ(flow.total("retraction"), 0U);
}

stream::Header part(std::string_view text) {
  return {std::string(stream::kPartHeader), std::string(text)};
}

TEST(DocumentsTest, ThePartsOfAFileDoNotWithdrawEachOther) {
  Flow flow;
  flow.run({"a", invoice("F1") + "\n" + invoice("F2"), {part("1/2")}});
  const auto effects = flow.run({"a", invoice("F3") + "\n" + invoice("F4"), {part("2/2")}});
  EXPECT_EQ(told(effects), (Lines{"UPSERT F3" + kToOslo, "UPSERT F4" + kToOslo}));
  EXPECT_EQ(testing::documents_of(effects)[0].origin().source_key(), "a#part2#1");
  EXPECT_EQ(flow.total("sighting"), 4U);
}

TEST(DocumentsTest, AFileOfFewerPartsRetractsThePartsBeyond) {
  Flow flow;
  flow.run({"a", invoice("F1"), {part("1/3")}});
  flow.run({"a", invoice("F2"), {part("2/3")}});
  flow.run({"a", invoice("F3"), {part("3/3")}});
  EXPECT_EQ(told(flow.run({"a", invoice("F1")})),
            (Lines{"DELETE F2" + kToOslo, "DELETE F3" + kToOslo}));
  EXPECT_EQ(flow.total("retraction"), 2U);
  EXPECT_TRUE(flow.run({"a", invoice("F1")}).outputs.empty());
}

TEST(DocumentsTest, ATombstoneRetractsEveryPart) {
  Flow flow;
  flow.run({"a", invoice("F1"), {part("1/2")}});
  flow.run({"a", invoice("F2"), {part("2/2")}});
  EXPECT_EQ(told(flow.run({"a", std::nullopt})),
            (Lines{"DELETE F1" + kToOslo, "DELETE F2" + kToOslo}));
}

stream::Header revision(std::string_view text) {
  return {std::string(stream::kRevisionHeader), std::string(text)};
}

TEST(DocumentsTest, ALowerRevisionOfTheSourceIsCountedAndSuperseded) {
  Flow flow;
  flow.run({"a", invoice("F1", "reference=ten"), {revision("10")}});
  const auto effects = flow.run({"a", invoice("F1", "reference=nine"), {revision("9")}});
  EXPECT_TRUE(effects.outputs.empty());
  EXPECT_EQ(flow.total("version"), 1U);
  EXPECT_EQ(told(flow.run({"a", invoice("F1", "reference=eleven"), {revision("11")}})).size(), 1U);
}

TEST(DocumentsTest, ALowerRevisionDoesNotBringBackWhatAHigherOneWithdrew) {
  Flow flow;
  flow.run({"a", std::nullopt, {revision("2")}});
  EXPECT_TRUE(flow.run({"a", invoice("F1"), {revision("1")}}).outputs.empty());
  EXPECT_EQ(told(flow.run({"a", invoice("F1"), {revision("3")}})).size(), 1U);
}

TEST(DocumentsTest, ALowerRevisionWithdrawsNothing) {
  Flow flow;
  flow.run({"a", invoice("F1"), {revision("2")}});
  EXPECT_TRUE(flow.run({"a", std::nullopt, {revision("1")}}).outputs.empty());
  EXPECT_EQ(flow.total("duplicate"), 1U);
}

TEST(DocumentsTest, WhatTheConnectorDeclaresGoesAlong) {
  ConnectorProfile profile;
  profile.precedence = 7;
  profile.declared_channel = v1::PUNCHOUT;
  Flow flow({{"erp", profile}});
  const auto documents = testing::documents_of(flow.run({"4711", invoice("F1"), {}, "erp"}));
  EXPECT_EQ(documents[0].connector_precedence(), 7U);
  EXPECT_EQ(documents[0].declared_channel(), v1::PUNCHOUT);
  EXPECT_EQ(documents[0].origin().connector(), "erp");
  EXPECT_EQ(documents[0].origin().places().path(0), "/F1");
}

TEST(DocumentsTest, OnlyProvenanceSaysWhereAndWhenTheRecordStood) {
  Flow one;
  Flow two;
  two.run({"other", invoice("F9")});  // moves the offset
  auto left = testing::documents_of(one.run({"a", invoice("F1")}))[0];
  auto right = testing::documents_of(two.run({"a", invoice("F1")}))[0];
  EXPECT_EQ(left.provenance().topic(), "procured.raw.files");
  EXPECT_EQ(left.provenance().partition(), 3);
  EXPECT_EQ(left.provenance().offset(), 0);
  EXPECT_EQ(right.provenance().offset(), 1);
  EXPECT_EQ(left.provenance().known_at(), "2026-06-01T10:00:00.000Z");
  left.clear_provenance();
  right.clear_provenance();
  EXPECT_EQ(left.SerializeAsString(), right.SerializeAsString());
}

TEST(DocumentsTest, OutputsAreCloudEventsWithTheTraceOfTheRecord) {
  const std::string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  Flow flow;
  const auto effects = flow.run({"a", invoice("F1"), {{"traceparent", trace}}});
  const auto& record = effects.outputs.at(0);
  EXPECT_EQ(testing::header_of(record, "ce_type"), "procured.document.v1");
  EXPECT_EQ(testing::header_of(record, "ce_specversion"), "1.0");
  EXPECT_EQ(testing::header_of(record, "ce_time"), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(testing::header_of(record, "content-type"), "application/protobuf");
  EXPECT_EQ(testing::header_of(record, "traceparent"), trace);
  EXPECT_EQ(testing::documents_of(effects)[0].provenance().traceparent(), trace);
}

TEST(DocumentsTest, EventIdsAreTheSameWhenARecordIsReadAgainAndDifferBetweenVersions) {
  const auto id_of = [](const stream::Effects& effects) {
    return testing::header_of(effects.outputs.at(0), "ce_id");
  };
  Flow flow;
  Flow replayed;
  const auto first = id_of(flow.run({"a", invoice("F1", "reference=x")}));
  EXPECT_EQ(first, id_of(replayed.run({"a", invoice("F1", "reference=x")})));
  flow.run({"a", invoice("F1", "reference=y")});
  EXPECT_NE(first, id_of(flow.run({"a", invoice("F1", "reference=x")})));
}

TEST(DocumentsTest, BatchesOfAnySizeSayTheSame) {
  const std::vector<testing::RawFile> files = {
      {"a", invoice("F1")}, {"b", invoice("F2") + "\n" + invoice("F3")},
      {"a", invoice("F4")}, {"b", invoice("F2")},
      {"a", std::nullopt},  {"c", "refuse"}};
  Flow whole;
  const auto at_once = told(whole.run_all(files));
  Flow single;
  Lines one_by_one;
  for (const auto& file : files) {
    for (auto& line : told(single.run(file))) one_by_one.push_back(std::move(line));
  }
  EXPECT_EQ(at_once, one_by_one);
}

}  // namespace
}  // namespace procured::normalise
