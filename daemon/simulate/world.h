#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "simulate/goods.h"

namespace procured::simulate {

struct Options {
  std::size_t buyers = 3;
  std::size_t documents = 2000;  ///< Per buyer: orders, invoices and credit notes together.
  int months = 12;               ///< Ending with June 2026.
  std::uint64_t seed = 1;
};

struct Currency {
  std::string code = "NOK";
  int minor_digits = 2;
};

/// How a supplier writes its organisation number; all forms mean the same party.
enum class PartyForm { kWithScheme, kBare, kWithBlanks, kVatOnly };

struct Supplier {
  std::string id;      ///< Canonical.
  std::string number;  ///< As registered: nine digits, or a foreign number.
  std::string scheme = "0192";
  std::string other_number;  ///< A second number that some of its invoices carry; empty: none.
  std::string name;
  std::string city;
  std::string account;
  std::string default_category;  ///< UNSPSC; empty: none.
  std::string item_prefix;       ///< Of its own item numbers.
  PartyForm form = PartyForm::kWithScheme;
  bool foreign = false;
};

enum class RowKind { kSeller, kGtin, kBuyer };

/// A good in the price annex of an agreement, under up to three item numbers.
struct Item {
  const Good* good = nullptr;
  std::string seller_id;
  std::string gtin;  ///< Thirteen digits.
  std::string buyer_id;
  std::int64_t price_before_e4 = 0;  ///< Per good->base_quantity.
  std::int64_t price_after_e4 =
      0;  ///< From the agreement's price change on; the same when it does not change.
  std::int64_t gtin_discount_e4 =
      0;  ///< The GTIN row is this much cheaper; the seller's row decides.
  bool seller_priced = true;
  bool gtin_row = false;
  bool buyer_row = false;
  bool row_category = false;
  const Supplier* row_supplier =
      nullptr;  ///< In lots with several suppliers: whose item number it is.
};

struct Agreement {
  std::string id;
  std::string lot = "1";
  Area area = Area::kOdd;
  std::string owner;  ///< Buyer id.
  std::vector<std::string> participants;
  std::vector<const Supplier*> suppliers;  ///< By rank.
  std::vector<std::string> categories;     ///< Prefixes.
  core::Date valid_from;
  std::optional<core::Date> valid_to;
  std::optional<core::Date> option_to;
  std::optional<core::Date> option_exercised_on;
  std::optional<bool> e_commerce;
  std::optional<int> saving_percent;
  bool saving_of_agreement_price = false;
  bool technical_only = false;  ///< Entitles the units below technical services.
  bool by_catalogue = false;    ///< The supplier tells its prices in price catalogues.
  std::vector<Item> items;
  core::Date price_change;

  bool valid_on(const core::Date& date) const;
  /// @unit currency × 10^4 per the good's base quantity
  std::int64_t price_e4(const Item& item, RowKind row, const core::Date& date) const;
};

/// A row of units.csv.
struct UnitPeriod {
  std::string id;
  std::string name;
  std::string parent;
  std::string kind;
  int headcount = 0;
  std::vector<std::string> references;
  std::optional<core::Date> valid_from;
  std::optional<core::Date> valid_to;
};

/// A place that buys: the codes that its documents carry, and which unit they mean when.
struct Place {
  std::string reference;  ///< Buyer reference.
  std::string account;    ///< Accounting cost.
  std::string gln;        ///< Delivery location.
  std::string name;
  std::string unit_before;
  std::string unit_after;  ///< From the buyer's reorganisation on; mostly the same.
  bool technical_before = false;
  bool technical_after = false;
  std::vector<int> appetite;  ///< How often it buys of each Area.
  int skill_before = 40;      ///< Percent of purchases that follow the agreements,
  int skill_after = 90;       ///< from the buyer's training on.
};

/// A supplier's place in a trade of one buyer: what its lines fall under.
struct Offer {
  const Supplier* seller = nullptr;
  const Agreement* agreement = nullptr;  ///< The one that counts; null: none covers.
  bool on = false;                       ///< The seller is a supplier of that agreement.
  bool entitled = true;  ///< False: the agreement's participants leave this buyer out.
  Area area = Area::kOdd;
  const Agreement* by_contract =
      nullptr;  ///< Counts instead when the document's contract reference names it.
};

struct Trade {
  std::vector<Offer> on;
  std::vector<Offer> off;
};

struct BuyerWorld {
  std::size_t index = 0;
  std::string id;
  std::string number;
  std::string gln;
  std::string name;
  std::string code;  ///< Four digits, first part of buyer references.
  core::Date reorganised_on;
  core::Date trained_on;
  std::vector<UnitPeriod> units;
  std::vector<Place> places;
  std::vector<Trade> trades;  ///< By Area.
};

/// Everything that exists before the first purchase. Pointers into it stay valid when it is moved.
struct World {
  Options options;
  core::Date first_day;
  core::Date last_day;
  core::Date middle;  ///< Prices change, options end.
  std::deque<Supplier> suppliers;
  std::deque<Agreement> agreements;
  std::deque<BuyerWorld> buyers;
};

World build_world(const Options& options);

/// units.cpp: the organisation of one municipality.
void build_units(const World& world, BuyerWorld& buyer);

/// agreements.cpp: the suppliers and agreements of buyers that buy together.
void build_market(World& world, std::size_t first_buyer, std::size_t buyers);

core::Date date_of(int year, unsigned month, unsigned day);
core::Date add_days(const core::Date& date, int days);
/// The first day of the month `months` later.
core::Date add_months(const core::Date& date, int months);

}  // namespace procured::simulate
