#include "connectors/mapping/samples.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "connectors/program/reasons.h"

// Goal: the samples of every built-in entry decode to what a person checked by hand, and the twins
// among them to the same.
// Method: the runner behind `procured connector test`; twins are read and compared field by field.
namespace procured::mapping {
namespace {

const std::vector<std::string> kFolders = {std::string(PROCURED_SOURCE_DIR) +
                                           "/connectors/catalogue"};

TEST(SamplesTest, EveryBuiltInSampleIsAsExpected) {
  const auto catalogue = Catalogue::load(kFolders);
  ASSERT_TRUE(catalogue.has_value()) << catalogue.error().detail;
  const auto outcomes = run_samples(catalogue.value(), "");
  ASSERT_TRUE(outcomes.has_value());
  EXPECT_GE(outcomes.value().size(), 9U);
  for (const auto& outcome : outcomes.value()) {
    EXPECT_EQ(outcome.difference, "") << outcome.entry << "/" << outcome.sample;
  }
}

TEST(SamplesTest, AnIdocSaysTheSameAsXmlAndAsAFlatFile) {
  const auto catalogue = Catalogue::load(kFolders);
  ASSERT_TRUE(catalogue.has_value()) << catalogue.error().detail;
  const auto documents = [&](const std::string& name) {
    std::ifstream file(kFolders.front() + "/sap_idoc/samples/" + name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    const auto decoding = catalogue.value().decode_whole(std::move(bytes).str(), {}, true);
    EXPECT_TRUE(decoding.unmapped.empty()) << name;
    std::string text;
    for (const auto& part : decoding.parts) {
      const auto* document = std::get_if<DecodedDocument>(&part.outcome);
      if (document == nullptr) return std::string();
      text +=
          part.position + "\n" + document->content.DebugString() + document->persons.DebugString();
    }
    return text;
  };
  for (const std::string name :
       {"order", "credit_memo", "order_response", "order_change", "despatch_advice"}) {
    const auto xml = documents(name + ".xml");
    EXPECT_NE(xml, "") << name;
    EXPECT_EQ(xml, documents(name + "_flat.idoc")) << name;
  }
}

TEST(SamplesTest, TheNameOfASampleSaysWhatItsSiteDeclares) {
  const auto plain = settings_of_sample("invoice.json");
  EXPECT_EQ(plain.decimal_point, '.');
  EXPECT_EQ(plain.default_currency, "");
  const auto declared = settings_of_sample("ledger.decimal_comma.currency_SEK.csv");
  EXPECT_EQ(declared.decimal_point, ',');
  EXPECT_EQ(declared.default_currency, "SEK");
}

TEST(SamplesTest, AnUnknownEntryIsNamedWithTheNearest) {
  const auto catalogue = Catalogue::load(kFolders);
  ASSERT_TRUE(catalogue.has_value());
  const auto outcomes = run_samples(catalogue.value(), "ulb");
  ASSERT_FALSE(outcomes.has_value());
  EXPECT_EQ(outcomes.error().detail, "there is no entry 'ulb'; did you mean 'ubl'?");
}

TEST(SamplesTest, DifferencesAreShownLineByLine) {
  EXPECT_EQ(line_difference("a\nb\nc\n", "a\nb\nc\n"), "");
  EXPECT_EQ(line_difference("a\nb\nc\n", "a\nx\nc\nd\n"), "    2 - b\n    2 + x\n    4 + d\n");
}

TEST(SamplesTest, ThePageOfTheConnectorsExplainsEveryReason) {
  std::ifstream file(std::string(PROCURED_SOURCE_DIR) + "/connectors/README.md");
  std::ostringstream page;
  page << file.rdbuf();
  for (const auto code : reason::kAll) {
    EXPECT_NE(page.str().find("`" + std::string(code) + "`"), std::string::npos) << code;
  }
}

}  // namespace
}  // namespace procured::mapping
