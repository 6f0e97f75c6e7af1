#include "simulate/purchases.h"

#include <fmt/format.h>

#include <algorithm>

#include "simulate/lines.h"
#include "simulate/names.h"
#include "simulate/random.h"

namespace procured::simulate {
namespace {

enum OrderForm : std::size_t {
  kCatalogueOrder,
  kFreeText,
  kMixed,
  kBySellerNumber,
  kCatalogueReference
};
const std::vector<int> kOrderFormWeights = {55, 20, 10, 10, 5};

enum Carrier : std::size_t {
  kReference,
  kReferenceAndOthers,
  kPaddedReference,
  kDelivery,
  kDocumentAccount,
  kLineAccounts,
  kNobody
};
const std::vector<int> kCarrierWeights = {48, 10, 2, 15, 9, 9, 7};

class Purchases {
 public:
  Purchases(const World& world, const BuyerWorld& buyer, const PurchaseSink& sink)
      : world_(world),
        buyer_(buyer),
        sink_(sink),
        random_(world.options.seed, fmt::format("purchases {}", buyer.index)) {}

  void make() {
    const auto months = static_cast<std::size_t>(world_.options.months);
    for (std::size_t month = 0; month < months; ++month) {
      month_start_ = add_months(world_.first_day, static_cast<int>(month));
      left_ =
          world_.options.documents / months + (month < world_.options.documents % months ? 1 : 0);
      while (left_ > 0) purchase();
    }
  }

 private:
  void purchase() {
    Document invoice;
    invoice.buyer = &buyer_;
    invoice.number = next_number();
    const auto last = add_days(add_months(month_start_, 1), -1).calendar().day();
    const auto day = random_.between(0, static_cast<unsigned>(last) - 1);
    invoice.issued = add_days(month_start_, static_cast<int>(day));
    invoice.person = person_name(random_);
    const auto& place = random_.pick(buyer_.places);
    const auto& offer = choose_offer(place, invoice.issued);
    invoice.seller = offer.seller;
    invoice.other_number = !offer.seller->other_number.empty() && random_.percent(25);
    invoice.buyer_by_endpoint = random_.percent(4);
    invoice.currency = choose_currency(offer);
    Order order;
    choose_order(invoice, order, place);
    choose_contract(invoice, order, offer);
    fill_lines(invoice, offer, place);
    choose_fees(invoice);
    if (invoice.order_plant == OrderPlant::kKnown) send_order(invoice, order);
    emit(sink_.document, invoice);
    if (left_ > 0 && random_.percent(7)) credit(invoice);
    if (left_ > 0 && random_.percent(1)) emit(sink_.copy, invoice);
  }

  template <class To>
  void emit(const To& to, const Document& document) {
    to(document);
    --left_;
  }

  std::string next_number() { return fmt::format("{}{:06}", buyer_.index + 1, ++numbers_); }

  /// Percent of this place's purchases that are made as they should be; grows for three months
  /// after the training.
  int skill(const Place& place, const core::Date& date) const {
    int steps = 0;
    while (steps < 3 && add_months(buyer_.trained_on, steps) <= date) ++steps;
    return place.skill_before + (place.skill_after - place.skill_before) * steps / 3;
  }

  const Offer& choose_offer(const Place& place, const core::Date& date) {
    const auto& trade = buyer_.trades[random_.weighted(place.appetite)];
    const bool on = !trade.on.empty() && random_.percent(skill(place, date));
    return random_.pick(on ? trade.on : trade.off);
  }

  Currency choose_currency(const Offer& offer) {
    if (offer.seller->foreign) {
      const auto choice = random_.below(10);
      return choice < 5 ? Currency{"EUR", 2} : choice < 8 ? Currency{"SEK", 2} : Currency{"ISK", 0};
    }
    const bool shop = offer.on && offer.area == Area::kOffice;
    return shop && random_.percent(3) ? Currency{"EUR", 2} : Currency{};
  }

  void choose_order(Document& invoice, Order& order, const Place& place) {
    invoice.decided_on = invoice.issued;
    const int with_order = 25 + skill(place, invoice.issued) * 6 / 10;
    if (left_ >= 2 && random_.percent(with_order)) {
      invoice.order_plant = OrderPlant::kKnown;
      order.number = fmt::format("B{}-{:05}", buyer_.code, ++orders_);
      order.issued = std::max(world_.first_day,
                              add_days(invoice.issued, -static_cast<int>(random_.between(2, 25))));
      const auto later = add_days(invoice.issued, static_cast<int>(random_.between(1, 10)));
      if (random_.percent(6) && later <= world_.last_day) order.issued = later;
      invoice.order_reference = order.number;
      invoice.decided_on = order.issued;
      return;
    }
    const auto choice = random_.below(100);
    if (choice < 20) {
      invoice.order_plant = OrderPlant::kUnknown;
      invoice.order_reference = fmt::format("PO-{}", random_.between(100'000, 999'999));
    } else if (choice < 34) {
      invoice.order_plant = OrderPlant::kNotApplicableText;
      invoice.order_reference = choice < 30 ? "NA" : "na";
    }
  }

  void choose_contract(Document& invoice, Order& order, const Offer& offer) {
    const bool always = offer.area == Area::kBakery || offer.area == Area::kGroceries ||
                        offer.area == Area::kOffice || offer.area == Area::kCleaning;
    context_ = {&offer, invoice.decided_on, invoice.currency, false, false, nullptr};
    if (offer.on && offer.entitled && always && random_.percent(8)) {
      context_.contract_names_own = offer.seller->default_category.empty();
      const bool in_order = invoice.order_plant == OrderPlant::kKnown && random_.percent(50);
      (in_order ? order.contract : invoice.contract) = offer.agreement->id;
    } else if (offer.by_contract != nullptr && random_.percent(6)) {
      context_.contract_names_other = true;
      invoice.contract = offer.by_contract->id;
    } else if (random_.percent(2)) {
      invoice.contract = "RAMME-1998-4";  // of a time before the register
    }
    if (offer.on && offer.area == Area::kGroceries) {
      context_.also_sold =
          &buyer_.trades[static_cast<std::size_t>(Area::kBakery)].on[0].agreement->items;
    }
  }

  void fill_lines(Document& invoice, const Offer& offer, const Place& place) {
    const auto carrier = static_cast<Carrier>(random_.weighted(kCarrierWeights));
    const auto count = random_.between(2, offer.area == Area::kFuel ? 3 : 6);
    for (std::int64_t i = 0; i < count; ++i) invoice.lines.push_back(make_line(context_, random_));
    for (auto& line : invoice.lines) line.place = carrier == kNobody ? nullptr : &place;
    // Free text that is no unit's code: a name, as people write it.
    invoice.buyer_reference = invoice.person;
    switch (carrier) {
      case kReferenceAndOthers: {
        const auto& other = random_.pick(buyer_.places);
        deliver_to(invoice, other);
        invoice.account = other.account;
        invoice.buyer_reference = place.reference;
        break;
      }
      case kReference:
        invoice.buyer_reference = place.reference;
        break;
      case kPaddedReference:
        invoice.buyer_reference = " " + place.reference + " ";
        break;
      case kDelivery:
        deliver_to(invoice, place);
        invoice.account = random_.pick(buyer_.places).account;
        break;
      case kDocumentAccount:
        invoice.account = place.account;
        break;
      case kLineAccounts:
        line_accounts(invoice, place);
        break;
      case kNobody:
        break;
    }
  }

  static void deliver_to(Document& invoice, const Place& place) {
    invoice.delivery_gln = place.gln;
    invoice.delivery_name = place.name;
  }

  /// Each line may be for another place; a line without an account of its own takes the document's.
  void line_accounts(Document& invoice, const Place& place) {
    invoice.account = place.account;
    for (auto& line : invoice.lines) {
      if (random_.percent(40)) continue;
      line.place = &random_.pick(buyer_.places);
      line.account = line.place->account;
    }
  }

  void choose_fees(Document& invoice) {
    const std::int64_t unit = invoice.currency.minor_digits == 0 ? 100 : 1;
    if (random_.percent(20)) invoice.charge = random_.between(4'900, 39'999) / unit;
    if (!random_.percent(6)) return;
    std::int64_t net = 0;
    for (const auto& line : invoice.lines) net += line.net;
    if (net > 100) invoice.allowance = net * random_.between(1, 10) / 100;
  }

  void send_order(Document& invoice, Order& order) {
    const auto form = static_cast<OrderForm>(random_.weighted(kOrderFormWeights));
    for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
      auto& line = invoice.lines[i];
      const bool listed =
          form == kCatalogueOrder || form == kBySellerNumber || (form == kMixed && i % 2 == 0);
      const auto quantity =
          line.quantity_e3 < 0 ? -line.quantity_e3 : std::max<std::int64_t>(line.quantity_e3, 1000);
      const auto own = fmt::format("{}-{}", invoice.seller->item_prefix, 400 + i);
      const auto number = line.seller_item.empty() ? own : line.seller_item;
      order.lines.push_back({line.name, listed ? number : "", line.unit, quantity,
                             listed ? line.price_e4 : 0, line.base_quantity, line.vat_percent});
      if (form != kBySellerNumber) line.order_line = i + 1;
    }
    if (form == kCatalogueReference) order.catalogue = invoice.seller->item_prefix + "-KATALOG";
    if (left_ >= 3 && order.issued <= invoice.issued && random_.percent(3))
      send_older(invoice, order);
    sink_.order(invoice, order);
    --left_;
  }

  /// The number was used before, in an earlier year: the latest order before the invoice is meant.
  void send_older(const Document& invoice, const Order& order) {
    const auto older_day = date_of(order.issued.year() - 1, 12, 15);
    if (older_day < world_.first_day) return;
    Order older = order;
    older.issued = older_day;
    older.contract.clear();
    sink_.order(invoice, older);
    --left_;
  }

  void credit(const Document& invoice) {
    Document note = invoice;
    note.kind = Kind::kCreditNote;
    note.number = next_number();
    note.issued = std::min(world_.last_day,
                           add_days(invoice.issued, static_cast<int>(random_.between(0, 20))));
    note.credited_invoice = invoice.number;
    note.credited_on = invoice.issued;
    if (note.order_plant != OrderPlant::kKnown) note.decided_on = note.issued;
    note.lines.resize(static_cast<std::size_t>(
        random_.between(1, static_cast<std::int64_t>(invoice.lines.size()))));
    if (!random_.percent(30)) note.charge = 0;
    note.allowance = 0;
    emit(sink_.document, note);
  }

  const World& world_;
  const BuyerWorld& buyer_;
  const PurchaseSink& sink_;
  Random random_;
  LineContext context_;
  core::Date month_start_;
  std::size_t left_ = 0;
  std::size_t numbers_ = 0;
  std::size_t orders_ = 0;
};

}  // namespace

void make_purchases(const World& world, const BuyerWorld& buyer, const PurchaseSink& sink) {
  Purchases(world, buyer, sink).make();
}

}  // namespace procured::simulate
