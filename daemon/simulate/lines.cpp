#include "simulate/lines.h"

#include <fmt/format.h>

#include <array>

#include "core/check.h"
#include "simulate/amounts.h"

namespace procured::simulate {
namespace {

using Weights = std::vector<int>;

/// Things that a line under an agreement can be.
enum OnPlant : std::size_t {
  kAtPrice,
  kBelow,
  kAbove,
  kAtTolerance,
  kJustAboveTolerance,
  kPerDozen,
  kLineAllowance,
  kLineCharge,
  kPriceDiscount,
  kOtherPieceCode,
  kSmallerUnit,
  kNotComparable,
  kNoItemId,
  kOffAssortment,
  kZeroQuantity,
  kReturned,
  kByGtin,
  kByBuyerId,
  kOtherPrice
};
const Weights kOnWeights = {46, 8, 12, 4, 3, 8, 6, 3, 4, 5, 6, 3, 3, 4, 1, 2, 6, 4, 3};

/// Things that a line bought past an agreement, or outside all, can be.
enum OffPlant : std::size_t {
  kOwnArticle,
  kSameGtin,
  kSameGtinCheaper,
  kSameBuyerId,
  kSameGtinOtherUnit,
  kSameSellerNumber,
  kGtinAlone,
  kNoCategory,
  kForeignList,
  kWithCharge,
  kWithAllowance,
  kOffZero,
  kOffReturned
};
const Weights kOffWeights = {44, 18, 4, 6, 3, 6, 4, 3, 2, 3, 4, 1, 2};

/// Smaller units of one dimension: how many make one of the other. @source UN/ECE Recommendation 20
struct SmallerUnit {
  std::string_view unit;
  std::string_view smaller;
  std::int64_t factor;
};
constexpr std::array<SmallerUnit, 3> kSmallerUnits = {
    {{"KGM", "GRM", 1000}, {"LTR", "DLT", 10}, {"HUR", "MIN", 60}}};
constexpr std::array<std::string_view, 5> kPieceCodes = {"C62", "H87", "NAR", "PCE", "XPP"};

class LineMaker {
 public:
  LineMaker(const LineContext& context, Random& random)
      : context_(context), offer_(*context.offer), random_(random) {}

  Line make() {
    start();
    if (offer_.on) {
      plant_on();
    } else {
      plant_off();
    }
    finish();
    return std::move(line_);
  }

 private:
  void start() {
    line_.offer = &offer_;
    line_.on = offer_.on;
    line_.agreement = context_.contract_names_other ? offer_.by_contract : offer_.agreement;
    const bool bread = context_.also_sold != nullptr && random_.percent(30);
    const auto* priced = offer_.agreement != nullptr ? &offer_.agreement->items : nullptr;
    if (bread) priced = context_.also_sold;
    if (priced != nullptr && !priced->empty()) {
      article_ = &random_.pick(*priced);
      good_ = article_->good;
    } else {
      good_ = &random_.pick(goods_of(offer_.area));
    }
    // An agreement that counts by another reason than its price annex has no row for the article.
    if (article_ != nullptr && !bread && !context_.contract_names_other) line_.item = article_;
    line_.name = good_->name;
    line_.unit = good_->unit;
    line_.vat_percent = good_->vat_percent;
    line_.base_quantity = good_->base_quantity;
    line_.quantity_e3 = some_quantity();
    show_category();
    if (bread) line_.gtin = article_->gtin;
  }

  std::int64_t some_quantity() {
    if (line_.unit == "KGM" || line_.unit == "LTR") return random_.between(4, 400) * 125;
    if (line_.unit == "HUR") return random_.between(1, 30) * 500;
    if (good_->base_quantity > 1)
      return random_.between(1, 8) * good_->base_quantity * 1000 / (random_.percent(20) ? 2 : 1);
    return random_.between(1, 30) * 1000;
  }

  void show_category() {
    line_.list = category_scheme_of(offer_.area);
    line_.category = good_->category;
    if (line_.category.empty()) {
      line_.list.clear();
      line_.category_known = CategoryPlant::kUnknown;
    } else if (random_.percent(6)) {
      // A code of the other scheme beside it, of no agreement.
      line_.second_list = line_.list == "TST" ? "STI" : "TST";
      line_.second_category = line_.list == "TST" ? "98390000" : "93141500";
    } else if (random_.percent(4)) {
      // A code of no agreement first: the second one decides as well.
      line_.second_list = line_.list;
      line_.second_category = line_.category;
      line_.category = line_.list == "TST" ? "93141500" : "98390000";
    }
  }

  std::int64_t agreed(RowKind row) const {
    return offer_.agreement->price_e4(*article_, row, context_.decided_on);
  }

  /// @unit currency × 10^4 per base quantity; whole øre
  std::int64_t percent_of(std::int64_t price_e4, std::int64_t percent) const {
    return price_e4 * percent / 10'000 * 100;
  }

  std::string own_number() {
    return fmt::format("{}-{}", offer_.seller->item_prefix, random_.between(500, 980));
  }

  void plant_on() {
    const bool listed = line_.item != nullptr;
    line_.price_e4 = listed ? agreed(RowKind::kSeller) : percent_of(good_->price_e4, 92);
    line_.seller_item = listed ? article_->seller_id : own_number();
    if (listed && random_.percent(50)) line_.gtin = article_->gtin;
    if (context_.contract_names_own && random_.percent(50)) {
      off_assortment();
      forget_category();  // the contract reference alone leads to the agreement
      return;
    }
    if (listed) vary_on(static_cast<OnPlant>(random_.weighted(kOnWeights)));
    hide_category_if_known_otherwise();
  }

  void vary_on(OnPlant plant) {
    switch (plant) {
      case kAtPrice:
      case kOtherPrice:
        break;
      case kBelow:
        line_.price_e4 = percent_of(line_.price_e4, random_.between(90, 99));
        break;
      case kAbove:
        line_.price_e4 =
            percent_of(line_.price_e4, random_.between(104, 118)) + 300 * line_.base_quantity;
        break;
      case kAtTolerance:
        line_.price_e4 += 200 * line_.base_quantity;
        break;
      case kJustAboveTolerance:
        line_.price_e4 += 200 * line_.base_quantity + 1;
        break;
      case kPerDozen:
        per_dozen();
        break;
      case kLineAllowance:
        rebate();
        break;
      case kLineCharge:
        line_.charge = random_.between(10, 90) * power_of_ten(context_.currency.minor_digits);
        break;
      case kPriceDiscount:
        line_.price_discount_e4 = percent_of(line_.price_e4, 10);
        break;
      case kOtherPieceCode:
        if (line_.unit == "EA")
          line_.unit = kPieceCodes[static_cast<std::size_t>(random_.below(kPieceCodes.size()))];
        break;
      case kSmallerUnit:
        smaller_unit();
        break;
      case kNotComparable:
        not_comparable();
        break;
      case kNoItemId:
        line_.seller_item.clear();
        line_.gtin.clear();
        break;
      case kOffAssortment:
        off_assortment();
        break;
      case kZeroQuantity:
        line_.quantity_e3 = 0;
        break;
      case kReturned:
        line_.quantity_e3 = -line_.quantity_e3;
        break;
      case kByGtin:
        line_.seller_item.clear();
        line_.gtin = article_->gtin;
        break;
      case kByBuyerId:
        by_buyer_id();
        break;
    }
  }

  void per_dozen() {
    if (line_.base_quantity != 1) return;
    line_.base_quantity = 12;
    line_.price_e4 =
        line_.price_e4 * 12 + (random_.percent(50) ? 0 : 2400 + random_.between(1, 60) * 100);
  }

  /// A list price above the agreed one; the rebate leads back to it, or half the way.
  void rebate() {
    const auto before = gross_amount(line_, context_.currency);
    line_.price_e4 = percent_of(line_.price_e4, random_.between(108, 130));
    const auto above = gross_amount(line_, context_.currency) - before;
    line_.allowance = random_.percent(50) ? above : above / 2;
  }

  void smaller_unit() {
    for (const auto& pair : kSmallerUnits) {
      if (line_.unit != pair.unit) continue;
      line_.unit = pair.smaller;
      line_.base_quantity *= pair.factor;
      line_.quantity_e3 *= pair.factor;
      line_.unit_factor = pair.factor;
      if (random_.percent(40)) line_.price_e4 = percent_of(line_.price_e4, 107) + 300;
      return;
    }
  }

  void not_comparable() {
    line_.unit = line_.unit == "HUR" ? "LS" : line_.unit == "EA" ? "KGM" : "XBX";
    line_.unit_factor = 0;
  }

  void off_assortment() {
    line_.item = nullptr;
    line_.seller_item = own_number();
    line_.gtin.clear();
  }

  void by_buyer_id() {
    if (!article_->buyer_row) return;
    line_.seller_item.clear();
    line_.gtin.clear();
    line_.buyer_item = article_->buyer_id;
  }

  /// The supplier's default, or the category in the price annex, says what the line does not.
  void hide_category_if_known_otherwise() {
    const bool by_row =
        line_.item != nullptr && article_->row_category && !line_.seller_item.empty();
    const bool by_default = !offer_.seller->default_category.empty();
    if ((by_row || by_default) && random_.percent(25)) clear_category();
  }

  void clear_category() {
    line_.list.clear();
    line_.category.clear();
    line_.second_list.clear();
    line_.second_category.clear();
  }

  void forget_category() {
    clear_category();
    line_.category_known = CategoryPlant::kUnknown;
    if (random_.percent(30)) {
      line_.list = "MP";
      line_.category = "4412";
    }
  }

  void plant_off() {
    line_.price_e4 = percent_of(good_->price_e4, random_.between(96, 108));
    line_.seller_item = own_number();
    if (offer_.seller->foreign)
      line_.price_e4 = percent_of(line_.price_e4, context_.currency.code == "EUR" ? 9 : 100);
    if (context_.currency.minor_digits == 0) line_.price_e4 = line_.price_e4 * 12 / 10'000 * 10'000;
    if (offer_.area == Area::kOdd && random_.percent(20))
      line_.list = "ZZZ", line_.category = "9011";
    vary_off(static_cast<OffPlant>(random_.weighted(kOffWeights)));
    const bool by_default = !offer_.seller->default_category.empty();
    if (by_default && line_.category_known == CategoryPlant::kKnown && random_.percent(25))
      clear_category();
  }

  void vary_off(OffPlant plant) {
    const bool listed = line_.item != nullptr;
    // Without a category, more than one thing would have to be known about the document: kept to
    // what is sure.
    const bool may_forget =
        offer_.seller->default_category.empty() && !context_.contract_names_other;
    switch (plant) {
      case kOwnArticle:
        break;
      case kSameGtin:
        if (listed) line_.gtin = article_->gtin;
        break;
      case kSameGtinCheaper:
        if (listed)
          line_.gtin = article_->gtin, line_.price_e4 = percent_of(agreed(RowKind::kGtin), 95);
        break;
      case kSameBuyerId:
        if (listed && article_->buyer_row) line_.buyer_item = article_->buyer_id;
        break;
      case kSameGtinOtherUnit:
        if (listed) line_.gtin = article_->gtin, not_comparable();
        break;
      case kSameSellerNumber:
        if (listed) line_.seller_item = article_->seller_id;
        break;
      case kGtinAlone:
        gtin_alone(listed && may_forget);
        break;
      case kNoCategory:
      case kForeignList:
        if (may_forget) line_.item = nullptr, forget_category();
        break;
      case kWithCharge:
        line_.charge = random_.between(10, 90) * power_of_ten(context_.currency.minor_digits);
        break;
      case kWithAllowance:
        if (listed) line_.gtin = article_->gtin;
        line_.allowance = gross_amount(line_, context_.currency) * random_.between(3, 20) / 100;
        break;
      case kOffZero:
        line_.quantity_e3 = 0;
        break;
      case kOffReturned:
        line_.quantity_e3 = -line_.quantity_e3;
        break;
    }
  }

  /// Only the article's number says that an agreement has it; its category stays unknown.
  void gtin_alone(bool possible) {
    const bool sure = offer_.area == Area::kBakery || offer_.area == Area::kOffice;
    if (!possible || !sure || !article_->gtin_row) return;
    line_.gtin = article_->gtin;
    clear_category();
  }

  void finish() {
    // A price annex speaks of what is printed: without any of its numbers the line is for no
    // article of it.
    line_.net = gross_amount(line_, context_.currency) - line_.allowance + line_.charge;
    PROCURED_CHECK(line_.price_e4 > 0);
  }

  const LineContext& context_;
  const Offer& offer_;
  Random& random_;
  Line line_;
  const Item* article_ = nullptr;
  const Good* good_ = nullptr;
};

}  // namespace

Line make_line(const LineContext& context, Random& random) {
  return LineMaker(context, random).make();
}

}  // namespace procured::simulate
