// Goal: what a mapping says about a value is either done or refused when it is loaded, with its
// place and what was probably meant; nothing is silently left out. Method: mappings with one field
// each, in a temporary folder.
#include "connectors/language/field_rules.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/mapping/catalogue.h"

namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

class FieldRulesTest : public testing::Test {
 protected:
  FieldRulesTest()
      : folder_(fs::temp_directory_path() / ("procured-fields-" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "x");
  }
  ~FieldRulesTest() override { fs::remove_all(folder_); }

  core::Result<Catalogue> load(const std::string& fields) {
    std::ofstream(folder_ / "x" / "a.yaml")
        << "document: x\nrecognise: {root: D}\nset: {kind: ORDER}\nfields:\n"
        << fields;
    return Catalogue::load({folder_.string()});
  }
  /// The problems of a mapping of these fields, the first of which stand in line 5.
  std::string problems(const std::string& fields) {
    const auto loaded = load(fields);
    auto text = loaded ? std::string() : loaded.error().detail;
    const auto path = (folder_ / "x").string() + "/";
    for (auto at = text.find(path); at != std::string::npos; at = text.find(path))
      text.erase(at, path.size());
    return text;
  }
  v1::DocumentContent decoded(const std::string& fields, const std::string& bytes) {
    const auto loaded = load(fields);
    if (!loaded) {
      ADD_FAILURE() << loaded.error().detail;
      return {};
    }
    const auto decoding = loaded.value().decode_whole(bytes, {});
    return std::get<DecodedDocument>(decoding.parts.front().outcome).content;
  }

  fs::path folder_;
};

TEST_F(FieldRulesTest, AFormatWithoutTypeInOneOfSeveralSourcesIsRefused) {
  EXPECT_EQ(problems("  issue_date: {type: date, at: [a, {at: b, format: YYMMDD}]}\n"),
            "a.yaml:5:52: format is for a date, and this is a text; did you mean 'type: date'?");
  const std::string typed =
      "  issue_date: {type: date, at: [a, {at: b, type: date, format: YYMMDD}]}\n";
  EXPECT_EQ(decoded(typed, "<D><b>260120</b></D>").issue_date(), "2026-01-20");
  EXPECT_EQ(decoded(typed, "<D><a>2026-01-21</a></D>").issue_date(), "2026-01-21");
}

TEST_F(FieldRulesTest, SoIsASourceWithoutTypeWhereTheFieldHasOne) {
  EXPECT_EQ(problems("  issue_date: {type: date, at: [a, {at: b, empty: '0'}]}\n"),
            "a.yaml:5:36: this source has no type, where the field is a date: its text would be "
            "kept as it is; did you mean 'type: date'?");
  EXPECT_EQ(problems("  issue_date:\n    - b\n    - {at: a, type: date, format: YYYYMMDD}\n"),
            "a.yaml:6:7: this source has no type, where the field is a date: its text would be "
            "kept as it is; did you mean 'type: date'?");
  EXPECT_EQ(
      problems("  totals: {fields: {payable_amount: {type: decimal, at: {at: a, empty: x}}}}\n"),
      "a.yaml:5:57: this source has no type, where the field is a decimal: its text would be "
      "kept as it is; did you mean 'type: decimal'?");
}

TEST_F(FieldRulesTest, ASourceMayBeOfAnotherTypeWhereItSaysSo) {
  const std::string fields =
      "  issue_date: {type: date, at: [{at: a, type: text, pattern: '^([0-9-]{10})'}, b]}\n";
  EXPECT_EQ(decoded(fields, "<D><a>2026-01-21 or so</a></D>").issue_date(), "2026-01-21");
}

TEST_F(FieldRulesTest, KeysOfOneTypeAreRefusedForOthers) {
  EXPECT_EQ(problems("  id: {at: a, negate: true}\n"
                     "  buyer_reference: {at: b, min: 0, max: 9}\n"
                     "  tax_point_date: {at: c, type: moment, format: YYYYMMDD}\n"),
            "a.yaml:5:23: negate is for a decimal, and this is a text; did you mean 'type: "
            "decimal'?\n"
            "a.yaml:6:33: min is for a decimal, and this is a text; did you mean 'type: decimal'?\n"
            "a.yaml:6:41: max is for a decimal, and this is a text; did you mean 'type: decimal'?\n"
            "a.yaml:7:49: format is for a date, and this is a moment; did you mean 'type: date'?");
}

TEST_F(FieldRulesTest, ACodeTableMayBeOneOfSeveralRules) {
  const std::string fields = "  document_currency_code: [a, {at: b, table: {kr: NOK}}]\n";
  EXPECT_EQ(decoded(fields, "<D><b>kr</b></D>").document_currency_code(), "NOK");
}

}  // namespace
}  // namespace procured::mapping
