#include "simulate/world.h"

#include <fmt/format.h>

#include <algorithm>

#include "simulate/identifiers.h"
#include "simulate/names.h"
#include "simulate/random.h"

namespace procured::simulate {
namespace {

constexpr std::size_t kBuyersPerMarket = 4;

BuyerWorld make_buyer(const World& world, std::size_t index) {
  Random random(world.options.seed, fmt::format("buyer {}", index));
  BuyerWorld buyer;
  buyer.index = index;
  // The seed moves all numbers, so that different samples do not share municipalities by chance.
  const auto base =
      static_cast<std::uint32_t>(Random(world.options.seed, "numbers").below(1'000'000));
  buyer.number = organisation_number(100'000 + base + static_cast<std::uint32_t>(index));
  buyer.id = "0192:" + buyer.number;
  buyer.gln = gs1_number(9'000'000'000ULL + index);
  const auto first_name = Random(world.options.seed, "names").below(kMunicipalityNamesMax);
  buyer.name = municipality_name((first_name + index) % kMunicipalityNamesMax) + " kommune";
  buyer.code = fmt::format("{}", 9001 + index);
  buyer.reorganised_on = world.middle;
  const int months = world.options.months;
  buyer.trained_on =
      add_months(world.first_day, static_cast<int>(random.between(months / 3, months / 2)));
  build_units(world, buyer);
  return buyer;
}

}  // namespace

core::Date date_of(int year, unsigned month, unsigned day) {
  return core::Date(std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day});
}

core::Date add_days(const core::Date& date, int days) {
  return core::Date(std::chrono::year_month_day(std::chrono::sys_days(date.calendar()) +
                                                std::chrono::days{days}));
}

core::Date add_months(const core::Date& date, int months) {
  const auto calendar = date.calendar();
  const auto month = calendar.year() / calendar.month() + std::chrono::months{months};
  return core::Date(month / std::chrono::day{1});
}

bool Agreement::valid_on(const core::Date& date) const {
  const auto& end = option_exercised_on ? option_to : valid_to;
  return valid_from <= date && (!end || date <= *end);
}

std::int64_t Agreement::price_e4(const Item& item, RowKind row, const core::Date& date) const {
  const auto price = date < price_change ? item.price_before_e4 : item.price_after_e4;
  return row == RowKind::kGtin ? price - item.gtin_discount_e4 : price;
}

World build_world(const Options& options) {
  World world;
  world.options = options;
  world.last_day = date_of(2026, 6, 30);
  world.first_day = add_months(date_of(2026, 6, 1), 1 - options.months);
  world.middle = add_months(world.first_day, options.months / 2);
  for (std::size_t i = 0; i < options.buyers; ++i) world.buyers.push_back(make_buyer(world, i));
  for (std::size_t first = 0; first < options.buyers; first += kBuyersPerMarket) {
    build_market(world, first, std::min(kBuyersPerMarket, options.buyers - first));
  }
  return world;
}

}  // namespace procured::simulate
