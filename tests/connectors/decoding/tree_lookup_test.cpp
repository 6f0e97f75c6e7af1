// Goal: conditions about one of several elements, and conditions that hold together, say which
// records are documents. Method: a small mapping of a ledger in a temporary catalogue; vouchers
// whose outcome is written down by hand.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/mapping/catalogue.h"

namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLedger = R"(document: voucher
recognise:
  root: L
  documents: V
  passes_over:
    - path: "P[credit][account^='19']"
      exists: true
      and: [{path: "P[credit][supplier]", exists: false}]
      detail: a payment
  unless:
    - {path: "P[supplier]/note", contains: wrong, reason: kind_not_supported, detail: wrong}
    - {path: "P[supplier]/supplier", several: true, reason: missing_seller, detail: several sellers}
set: {kind: LEDGER_ENTRY}
fields: {id: no}
ignore: [{at: P, reason: of no interest here}]
)";

constexpr const char* kBank = "<P><account>1920</account><credit>5</credit></P>";
constexpr const char* kDebt =
    "<P><account>2400</account><supplier>7</supplier><debit>5</debit></P>";
constexpr const char* kOwed =
    "<P><account>2400</account><supplier>7</supplier><credit>5</credit></P>";

class TreeLookupTest : public testing::Test {
 protected:
  TreeLookupTest()
      : folder_(fs::temp_directory_path() / ("procured-lookup-" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "x");
  }
  ~TreeLookupTest() override { fs::remove_all(folder_); }

  std::string problems(const std::string& mapping) {
    std::ofstream(folder_ / "x" / "a.yaml") << mapping;
    const auto catalogue = Catalogue::load({folder_.string()});
    return catalogue ? "" : catalogue.error().detail;
  }
  /// Of one voucher between two others: "read", "passed over", or the reason.
  std::string outcome(const std::string& postings) {
    EXPECT_EQ(problems(kLedger), "");
    const auto catalogue = Catalogue::load({folder_.string()});
    const auto decoding = catalogue.value().decode_whole(
        "<L><V><no>1</no></V><V><no>2</no>" + postings + "</V><V><no>3</no></V></L>", {}, true);
    if (decoding.parts.size() == 2U && decoding.passed_over == 1U) return "passed over";
    if (decoding.parts.size() != 3U) return "other parts";
    const auto* error = std::get_if<core::Error>(&decoding.parts[1].outcome);
    return error == nullptr ? "read" : error->code;
  }

  fs::path folder_;
};

TEST_F(TreeLookupTest, BothMustHoldOfAnyElement) {
  EXPECT_EQ(outcome(std::string(kDebt) + kBank), "passed over");
  EXPECT_EQ(outcome(std::string(kBank) + kDebt + kDebt), "passed over");
  EXPECT_EQ(outcome(std::string(kDebt) + kOwed + kBank), "read");
  EXPECT_EQ(outcome(kDebt), "read");
  EXPECT_EQ(outcome("<P><account>1920</account><debit>5</debit></P>"), "read");
  EXPECT_EQ(outcome("<P><account>2419</account><credit>5</credit></P>"), "read");
}

TEST_F(TreeLookupTest, TextsAreThoseOfElementsForWhichThePredicatesHold) {
  const std::string other = "<P><supplier>8</supplier></P>";
  EXPECT_EQ(outcome(kOwed + other), "missing_seller");
  EXPECT_EQ(outcome(std::string(kOwed) + kDebt), "read");
  EXPECT_EQ(outcome("<P><note>wrong</note></P>"), "read");
  EXPECT_EQ(outcome("<P><supplier>7</supplier><note>good</note></P>"
                    "<P><supplier>7</supplier><note>all wrong</note></P>"),
            "kind_not_supported");
}

TEST_F(TreeLookupTest, MistakesAreNamed) {
  const std::string head = "document: x\nrecognise:\n  root: L\n  when:\n    - ";
  EXPECT_NE(problems(head + "{path: \"P[a\"}\n").find("']' is missing"), std::string::npos);
  EXPECT_NE(problems(head + "{path: P, and: [{exists: true}]}\n").find("needs a path"),
            std::string::npos);
}

}  // namespace
}  // namespace procured::mapping
