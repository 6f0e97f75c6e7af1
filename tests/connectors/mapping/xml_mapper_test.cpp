#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "connectors/mapping/catalogue.h"
#include "connectors/mapping/reasons.h"

// Goal: every complete invoice, credit note and order of the public example collections is read
// with no leaf left unmapped; every fragment and foreign file is refused with a true reason; none
// is lost. Method: walks ../shared/corpus and compares with TRAITS-UBL.tsv, which was made by
// another program; skips without it.
namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

const fs::path kCorpus = fs::path(PROCURED_SOURCE_DIR).parent_path() / "shared/corpus";

/// Collections that no leaf may be unmapped in: the official ones.
constexpr std::string_view kOfficial[] = {
    "peppol-billing-3/",   "ehf-g3/",   "en16931/", "peppol-postaward-3/", "phive-ehf/",
    "digipost-norwegian/", "xrechnung/"};

struct Trait {
  std::string root;
  int lines = 0;
  std::string currency;
};

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream stream(line);
  for (std::string column; std::getline(stream, column, '\t');) columns.push_back(column);
  return columns;
}

std::map<std::string, Trait> traits() {
  std::map<std::string, Trait> all;
  std::ifstream file(kCorpus / "TRAITS-UBL.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto columns = columns_of(line);
    all[columns[0]] = {columns[1], std::stoi(columns[6]), columns[4]};
  }
  return all;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

class XmlMapperTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kCorpus / "TRAITS-UBL.tsv")) GTEST_SKIP() << "no corpus beside the checkout";
    auto loaded = Catalogue::load({std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue"});
    ASSERT_TRUE(loaded.has_value()) << loaded.error().detail;
    catalogue_ = std::make_unique<Catalogue>(std::move(loaded).value());
  }

  std::unique_ptr<Catalogue> catalogue_;
};

TEST_F(XmlMapperTest, CompleteDocumentsAreReadAsTheTraitsSay) {
  int read = 0;
  for (const auto& [name, trait] : traits()) {
    if (trait.root != "Invoice" && trait.root != "CreditNote" && trait.root != "Order") continue;
    if (name.find("Order Request") != std::string::npos || !fs::exists(kCorpus / name)) continue;
    const auto decoding = catalogue_->decode(bytes_of(kCorpus / name), {}, true);
    ASSERT_EQ(decoding.parts.size(), 1U) << name;
    const auto* document = std::get_if<DecodedDocument>(&decoding.parts[0].outcome);
    ASSERT_NE(document, nullptr) << name << " "
                                 << std::get<core::Error>(decoding.parts[0].outcome).detail;
    EXPECT_EQ(document->content.lines_size(), trait.lines) << name;
    EXPECT_EQ(document->content.document_currency_code(), trait.currency) << name;
    EXPECT_EQ(document->places.lines_size(), trait.lines) << name;
    EXPECT_FALSE(document->content.id().empty() || document->content.issue_date().empty()) << name;
    const bool official =
        std::any_of(std::begin(kOfficial), std::end(kOfficial),
                    [&](std::string_view prefix) { return name.rfind(prefix, 0) == 0; });
    for (const auto& leaf : decoding.unmapped) {
      EXPECT_FALSE(official) << name << " " << leaf.path << " = " << leaf.value;
    }
    ++read;
  }
  EXPECT_GE(read, 70);
}

TEST_F(XmlMapperTest, OtherKindsAreRefusedAsSuch) {
  for (const auto& [name, trait] : traits()) {
    if (trait.root == "Invoice" || trait.root == "CreditNote" || trait.root == "Order") continue;
    if (!fs::exists(kCorpus / name)) continue;
    const auto decoding = catalogue_->decode(bytes_of(kCorpus / name), {});
    ASSERT_EQ(decoding.parts.size(), 1U) << name;
    const auto* error = std::get_if<core::Error>(&decoding.parts[0].outcome);
    ASSERT_NE(error, nullptr) << name;
    EXPECT_EQ(error->code, reason::kKindNotSupported) << name;
  }
}

TEST_F(XmlMapperTest, EveryFileOfEveryFormatIsReadOrRefusedWithAReasonOfTheList) {
  std::map<std::string, int> reasons;
  const auto known = traits();
  for (const auto& file : fs::recursive_directory_iterator(kCorpus)) {
    if (!file.is_regular_file()) continue;
    const auto bytes = bytes_of(file.path());
    const auto decoding = catalogue_->decode(bytes, {});
    ASSERT_FALSE(decoding.parts.empty()) << file.path();
    for (const auto& part : decoding.parts) {
      const auto* error = std::get_if<core::Error>(&part.outcome);
      ++reasons[error == nullptr ? "read" : error->code];
      if (error == nullptr) continue;
      EXPECT_NE(std::find(reason::kAll.begin(), reason::kAll.end(), error->code),
                reason::kAll.end())
          << error->code;
      EXPECT_FALSE(error->place.empty() || error->detail.empty())
          << file.path() << " " << error->code;
    }
    if (bytes.find("validator/1.0\"") != std::string::npos &&
        bytes.find("<testSet") != std::string::npos) {
      EXPECT_EQ(std::get<core::Error>(decoding.parts[0].outcome).code, reason::kFragment)
          << file.path();
    }
  }
  for (const auto& [code, count] : reasons) std::cout << code << " " << count << "\n";
}

}  // namespace
}  // namespace procured::mapping
