#include <fmt/format.h>

#include <array>

#include "simulate/identifiers.h"
#include "simulate/names.h"
#include "simulate/random.h"
#include "simulate/world.h"

// The suppliers of up to four neighbouring municipalities and what these agreed with them.
// Groceries are bought jointly by all, office supplies by all but the one that runs the tender; the
// rest each has for itself.
namespace procured::simulate {
namespace {

enum Role : std::size_t {
  kBaker,
  kOtherBaker,
  kOfficeShop,
  kOtherOfficeShop,
  kForeignOfficeShop,
  kWholesaler,
  kGrocer,
  kCleaner,
  kOtherCleaner,
  kCraftsman,
  kSecondCraftsman,
  kOtherCraftsman,
  kPump,
  kOtherPump,
  kClothier,
  kOtherClothier,
  kFurnisher,
  kOtherFurnisher,
  kSecondHand,
  kHotel,
  kJobber,
  kRoles
};

struct SupplierPlan {
  std::string_view suffix;
  std::string_view default_category;
  PartyForm form = PartyForm::kWithScheme;
};

constexpr std::array<SupplierPlan, kRoles> kPlans = {{
    {"Bakeri AS", "50181900"},
    {"Håndverksbakeri AS", ""},
    {"Kontor AS", ""},
    {"Papir og Penn AS", ""},
    {"Kontorsgrossist AB", ""},
    {"Engros AS", "50130000"},
    {"Kolonial AS", ""},
    {"Ren Hverdag AS", ""},
    {"Kjemi AS", "", PartyForm::kBare},
    {"Elektro og VVS AS", ""},
    {"Byggservice AS", ""},
    {"Handverk ANS", "", PartyForm::kWithBlanks},
    {"Energi AS", "15101500"},
    {"Bensin AS", "15101500"},
    {"Arbeidstøy AS", ""},
    {"Klær & Vern AS", "", PartyForm::kVatOnly},
    {"Møbler AS", ""},
    {"Interiør AS", ""},
    {"Gjenbruk AS", ""},
    {"Hotell AS", "90111500"},
    {"Allservice", ""},
}};

constexpr std::array<std::string_view, 6> kCities = {"Storhamna", "Elvemo",   "Kråkstad",
                                                     "Vesterås",  "Lillevik", "Fjordby"};

class Market {
 public:
  Market(World& world, std::size_t first, std::size_t count)
      : world_(world),
        first_(first),
        count_(count),
        random_(world.options.seed, fmt::format("market {}", first)) {}

  void build() {
    add_suppliers();
    const auto& groceries = joint_groceries();
    const auto& office = joint_office();
    for (std::size_t i = first_; i < first_ + count_; ++i)
      furnish(world_.buyers[i], groceries, office);
  }

 private:
  void add_suppliers() {
    const auto base =
        static_cast<std::uint32_t>(Random(world_.options.seed, "numbers").below(1'000'000));
    const auto name = static_cast<std::size_t>(random_.below(48));
    for (std::size_t role = 0; role < kRoles; ++role) {
      const auto n = static_cast<std::uint32_t>(first_ * 16 + role);
      Supplier supplier;
      supplier.number = organisation_number(2'500'000 + base + n);
      supplier.form = kPlans[role].form;
      if (role == kForeignOfficeShop) {
        supplier.foreign = true;
        supplier.scheme = "0007";
        supplier.number = fmt::format("556{:07}", 1'000'000 + base + n);
      }
      if (role == kWholesaler || role == kGrocer) {
        supplier.other_number = organisation_number(4'000'000 + base / 2 + n);
      }
      supplier.id = supplier.scheme + ":" + supplier.number;
      supplier.name = place_name(name + role) + " " + std::string(kPlans[role].suffix);
      supplier.city = supplier.foreign
                          ? "Storstad"
                          : std::string(random_.pick(std::vector(kCities.begin(), kCities.end())));
      supplier.account = account_number(100'000 + (base + n) % 300'000);
      supplier.default_category = kPlans[role].default_category;
      supplier.item_prefix = fmt::format("{}{}", static_cast<char>('A' + role), first_ + 1);
      world_.suppliers.push_back(std::move(supplier));
      suppliers_[role] = &world_.suppliers.back();
    }
  }

  /// "R-9001-10": the owner and the trade.
  static std::string number(const BuyerWorld& owner, int trade) {
    return fmt::format("R-{}-{}", owner.code, trade);
  }

  Agreement& agreement(const std::string& owner, Area area, std::vector<Role> suppliers,
                       std::string id) {
    Agreement result;
    result.id = std::move(id);
    result.area = area;
    result.owner = owner;
    for (const auto role : suppliers) result.suppliers.push_back(suppliers_[role]);
    result.valid_from = add_months(world_.first_day, -12);
    result.valid_to = add_days(add_months(world_.last_day, 19), -1);
    result.price_change = world_.middle;
    world_.agreements.push_back(std::move(result));
    return world_.agreements.back();
  }

  /// Prices are `percent` of what the good costs without agreement.
  void price(Agreement& agreed, int percent, std::string_view buyer_code) {
    const auto& goods = goods_of(agreed.area);
    for (std::size_t i = 0; i < goods.size(); ++i) {
      Item item;
      item.good = &goods[i];
      item.seller_id = fmt::format("{}-{}", agreed.suppliers[0]->item_prefix, 100 + i);
      item.gtin = gs1_number(7'000'000'000ULL + static_cast<std::uint64_t>(agreed.area) * 100 + i);
      item.price_before_e4 = goods[i].price_e4 * percent / 100 / 100 * 100;
      item.price_after_e4 =
          i % 3 == 0 ? item.price_before_e4 : item.price_before_e4 * 103 / 100 / 100 * 100;
      item.gtin_row = agreed.area != Area::kCrafts && i % 2 == 0;
      item.gtin_discount_e4 = i == 6 ? 5'000 : 0;
      item.seller_priced = i != 4;
      item.row_category = i % 2 == 1 && agreed.suppliers.size() == 1;
      item.buyer_row = i == 1 || i == 3;
      if (item.buyer_row)
        item.buyer_id = fmt::format("{}-V{:02}{}", buyer_code, static_cast<int>(agreed.area), i);
      if (agreed.suppliers.size() > 1 && i != 3) item.row_supplier = agreed.suppliers[i % 2];
      agreed.items.push_back(std::move(item));
    }
  }

  std::vector<std::string> buyers(std::size_t from) const {
    std::vector<std::string> result;
    for (std::size_t i = from; i < first_ + count_; ++i) {
      // Registers are filled in by hand: one writes the scheme, the next bare digits.
      const auto& buyer = world_.buyers[i];
      result.push_back(i % 2 == 0 ? buyer.id : buyer.number);
    }
    return result;
  }

  const Agreement& joint_groceries() {
    const auto& owner = world_.buyers[first_];
    auto& joint = agreement(owner.id, Area::kGroceries, {kWholesaler}, number(owner, 20));
    joint.categories = {"50"};
    joint.valid_from = add_months(world_.first_day, -20);
    joint.saving_percent = 20;
    if (count_ > 1) joint.participants = buyers(first_);
    price(joint, 85, owner.code);
    return joint;
  }

  const Agreement& joint_office() {
    const auto& owner = world_.buyers[first_];
    auto& joint = agreement(owner.id, Area::kOffice, {kOfficeShop}, number(owner, 30));
    joint.categories = {"4412", "1411"};
    joint.e_commerce = true;
    joint.saving_percent = 25;
    joint.saving_of_agreement_price = true;
    if (count_ > 1) joint.participants = buyers(first_ + 1);
    price(joint, 80, owner.code);
    return joint;
  }

  const Agreement& bakery(const BuyerWorld& buyer) {
    auto& own = agreement(buyer.id, Area::kBakery, {kBaker}, number(buyer, 10));
    own.categories = {"5018"};
    own.valid_from = add_months(world_.first_day, -6);
    own.e_commerce = true;
    own.saving_percent = 36;
    price(own, 64, buyer.code);
    return own;
  }

  const Agreement& cleaning(const BuyerWorld& buyer) {
    auto& own = agreement(buyer.id, Area::kCleaning, {kCleaner}, number(buyer, 40));
    own.categories = {"3983"};
    own.e_commerce = false;
    own.by_catalogue = true;
    price(own, 90, buyer.code);
    return own;
  }

  const Agreement& crafts(const BuyerWorld& buyer) {
    auto& own =
        agreement(buyer.id, Area::kCrafts, {kCraftsman, kSecondCraftsman}, number(buyer, 50));
    own.categories = {"7210", "7215"};
    own.e_commerce = false;
    own.saving_percent = 10;
    own.technical_only = true;
    own.participants = {"E300"};
    if (buyer.index % 3 == 2) own.participants.push_back("E999");  // no such unit: entitles nobody
    price(own, 92, buyer.code);
    return own;
  }

  /// Ends in the middle of the time told, but its option was taken up.
  const Agreement& fuel(const BuyerWorld& buyer) {
    auto& own = agreement(buyer.id, Area::kFuel, {kPump}, number(buyer, 60));
    own.categories = {"1510"};
    own.e_commerce = false;
    own.saving_percent = 6;
    own.valid_to = add_days(world_.middle, -1);
    own.option_to = add_months(world_.last_day, 24);
    own.option_exercised_on = add_days(world_.middle, -40);
    price(own, 94, buyer.code);
    return own;
  }

  /// Ends in the middle as well, and its option was not.
  const Agreement& clothes(const BuyerWorld& buyer) {
    auto& own = agreement(buyer.id, Area::kClothes, {kClothier}, number(buyer, 70));
    own.categories = {"5310", "5311"};
    own.e_commerce = true;
    own.saving_percent = 15;
    own.valid_to = add_days(world_.middle, 14);
    own.option_to = add_months(world_.last_day, 24);
    return own;
  }

  /// Two lots for the same goods: the smaller lot counts for whoever buys elsewhere.
  std::array<const Agreement*, 2> furniture(const BuyerWorld& buyer) {
    std::array<const Agreement*, 2> lots{};
    for (std::size_t lot = 0; lot < 2; ++lot) {
      auto& own = agreement(buyer.id, Area::kFurniture, {lot == 0 ? kFurnisher : kOtherFurnisher},
                            number(buyer, 80));
      own.lot = lot == 0 ? "1" : "2";
      own.categories = {"5610", "5611", "5612"};
      own.e_commerce = true;
      own.saving_percent = lot == 0 ? 12 : 30;
      if (lot == 1) price(own, 88, buyer.code);
      lots[lot] = &own;
    }
    return lots;
  }

  void furnish(BuyerWorld& buyer, const Agreement& groceries, const Agreement& office) {
    const auto& bread = bakery(buyer);
    const auto& soap = cleaning(buyer);
    const auto& craft = crafts(buyer);
    const auto& diesel = fuel(buyer);
    const auto& wear = clothes(buyer);
    const auto lots = furniture(buyer);
    const bool entitled = count_ == 1 || buyer.index != first_;
    const auto s = [&](Role role) { return suppliers_[role]; };
    buyer.trades = {
        {{{s(kBaker), &bread, true}},
         {{s(kOtherBaker), &bread, false, true, Area::kBakery, &groceries}}},
        {{{s(kWholesaler), &groceries, true}}, {{s(kGrocer), &groceries, false}}},
        {{{s(kOfficeShop), &office, true, entitled}},
         {{s(kOtherOfficeShop), &office, false, entitled},
          {s(kForeignOfficeShop), &office, false, entitled}}},
        {{{s(kCleaner), &soap, true}}, {{s(kOtherCleaner), &soap, false}}},
        {{{s(kCraftsman), &craft, true}, {s(kSecondCraftsman), &craft, true}},
         {{s(kOtherCraftsman), &craft, false}}},
        {{{s(kPump), &diesel, true}}, {{s(kOtherPump), &diesel, false}}},
        {{{s(kClothier), &wear, true}}, {{s(kOtherClothier), &wear, false}}},
        {{{s(kFurnisher), lots[0], true}, {s(kOtherFurnisher), lots[1], true}},
         {{s(kSecondHand), lots[0], false}}},
        {{}, {{s(kHotel), nullptr, false}}},
        {{}, {{s(kJobber), nullptr, false}}},
    };
    for (std::size_t area = 0; area < buyer.trades.size(); ++area) {
      for (auto& offer : buyer.trades[area].on) offer.area = static_cast<Area>(area);
      for (auto& offer : buyer.trades[area].off) offer.area = static_cast<Area>(area);
    }
  }

  World& world_;
  std::size_t first_;
  std::size_t count_;
  Random random_;
  std::array<const Supplier*, kRoles> suppliers_{};
};

}  // namespace

void build_market(World& world, std::size_t first_buyer, std::size_t buyers) {
  Market(world, first_buyer, buyers).build();
}

}  // namespace procured::simulate
