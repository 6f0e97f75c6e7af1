// Goal: the minor unit of a currency is that of ISO 4217.
// Method: entries of list one with each number of decimals.
#include "model/currency.h"

#include <gtest/gtest.h>

namespace procured::model {
namespace {

TEST(CurrencyTest, TheMinorUnitIsThatOfIso4217) {
  for (const auto* code : {"NOK", "SEK", "EUR", "USD", "HUF", "CZK"})
    EXPECT_EQ(minor_unit(code), 2) << code;
  for (const auto* code : {"JPY", "ISK", "KRW", "VND", "CLP", "XOF"})
    EXPECT_EQ(minor_unit(code), 0) << code;
  for (const auto* code : {"KWD", "BHD", "TND", "JOD"}) EXPECT_EQ(minor_unit(code), 3) << code;
  EXPECT_EQ(minor_unit("CLF"), 4);
}

}  // namespace
}  // namespace procured::model
