// Goal: sums in SQL are exact, whatever the scale and however many.
// Method: decimals that binary floating point cannot add, large values, absent values, and text
// that is none.
#include "adapters/sqlite/decimal_sum.h"

#include <gtest/gtest.h>

#include "adapters/sqlite/database.h"

namespace procured::sqlite {
namespace {

class DecimalSumTest : public testing::Test {
 protected:
  DecimalSumTest() { database_.execute("CREATE TABLE t (amount TEXT)"); }

  void add(const std::string& amount) {
    database_.prepared("INSERT INTO t VALUES (?)").with(amount).run();
  }
  std::string sum() {
    auto& query = database_.prepared("SELECT decimal_sum(amount) FROM t");
    query.step();
    const auto text = query.is_null(0) ? "NULL" : query.text(0);
    query.rewind();
    return text;
  }

  Database database_{":memory:", Database::Mode::kReadWrite};
};

TEST_F(DecimalSumTest, AddsWhatBinaryFractionsCannot) {
  for (int i = 0; i < 1000; ++i) add("0.1");
  add("0.0000000001");
  EXPECT_EQ(sum(), "100.0000000001");
}

TEST_F(DecimalSumTest, NegativeAmountsCancelExactly) {
  add("123456789012345.67");
  add("-123456789012345.67");
  EXPECT_EQ(sum(), "0");
}

TEST_F(DecimalSumTest, ASumMayHaveMoreDigitsThanAnyInput) {
  for (int i = 0; i < 11; ++i) add("999999999999999");
  EXPECT_EQ(sum(), "10999999999999989");
}

TEST_F(DecimalSumTest, NothingToAddIsNoZero) {
  EXPECT_EQ(sum(), "NULL");
  add("");
  EXPECT_EQ(sum(), "NULL");
}

TEST_F(DecimalSumTest, TextThatIsNoDecimalIsAnError) {
  add("1,5");
  EXPECT_THROW(sum(), Failure);
}

TEST(StoredDecimalTest, ReadsOnlyCanonicalText) {
  EXPECT_EQ(stored_decimal("-19.5")->to_string(), "-19.5");
  EXPECT_EQ(stored_decimal("12345678901234567890")->to_string(), "12345678901234567890");
  for (const auto* text : {"", "-", "1.", ".5", "1e3", "+1", " 1", "1.2.3", "0.12345678901"}) {
    EXPECT_FALSE(stored_decimal(text)) << text;
  }
}

TEST(TenThousandthsTest, HoldsWhatFitsExactlyAndNothingElse) {
  EXPECT_EQ(ten_thousandths("19.5"), 195'000);
  EXPECT_EQ(ten_thousandths("-0.0001"), -1);
  EXPECT_EQ(ten_thousandths("0.00001"), std::nullopt);
  EXPECT_EQ(ten_thousandths("922337203685477"), 9'223'372'036'854'770'000);
  EXPECT_EQ(ten_thousandths("1922337203685477"), std::nullopt);
  EXPECT_EQ(ten_thousandths(""), std::nullopt);
}

}  // namespace
}  // namespace procured::sqlite
