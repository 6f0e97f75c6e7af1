#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulate/world.h"

namespace procured::simulate {

enum class Kind { kInvoice, kCreditNote };

/// What is known about a line's category, and so whether agreements can be asked.
enum class CategoryPlant { kKnown, kUnknown };

/// Line of an invoice or credit note: what the document says, and what was planted with it. Amounts
/// and quantities are as printed; a credit note's count negative.
struct Line {
  std::string name;
  std::string seller_item;  ///< Empty: not printed; likewise below.
  std::string gtin;
  std::string buyer_item;
  std::string list;  ///< TST, STI, or a list that says nothing about categories.
  std::string category;
  std::string second_list;
  std::string second_category;
  std::string unit;
  std::int64_t quantity_e3 = 0;
  std::int64_t price_e4 = 0;  ///< Per base_quantity of unit.
  std::int64_t base_quantity = 1;
  std::int64_t price_discount_e4 = 0;  ///< Inside the price.
  std::int64_t allowance = 0;          ///< Minor units, as all amounts.
  std::int64_t charge = 0;
  std::int64_t net = 0;
  int vat_percent = 25;
  std::string account;         ///< BT-133
  std::size_t order_line = 0;  ///< From 1; 0: not printed.

  // Planted.
  const Offer* offer = nullptr;
  const Agreement* agreement = nullptr;  ///< The one that counts, where one covers.
  bool on = false;
  CategoryPlant category_known = CategoryPlant::kKnown;
  const Item* item = nullptr;  ///< Of that agreement, when the line is for such a good.
  /// Lines's unit = agreement's unit / unit_factor; 0: the two cannot be compared.
  std::int64_t unit_factor = 1;
  const Place* place = nullptr;  ///< Null: unknown.
};

enum class OrderPlant { kNone, kNotApplicableText, kUnknown, kKnown };

/// An order as the buyer sent it.
struct Order {
  struct OrderLine {
    std::string name;
    std::string seller_item;  ///< Empty in a free-text order.
    std::string unit;
    std::int64_t quantity_e3 = 0;
    std::int64_t price_e4 = 0;  ///< 0: not printed.
    std::int64_t base_quantity = 1;
    int vat_percent = 25;
  };
  std::string number;
  core::Date issued;
  std::string contract;
  std::string catalogue;
  std::vector<OrderLine> lines;
};

struct Document {
  Kind kind = Kind::kInvoice;
  std::string number;
  core::Date issued;
  const BuyerWorld* buyer = nullptr;
  const Supplier* seller = nullptr;
  bool other_number = false;       ///< The seller gives its second number.
  bool buyer_by_endpoint = false;  ///< The buyer is named by its GLN alone.
  Currency currency;
  std::string buyer_reference;
  std::string account;  ///< BT-19
  std::string delivery_gln;
  std::string delivery_name;
  std::string contract;
  std::string credited_invoice;  ///< Credit notes: the invoice's number.
  core::Date credited_on;
  std::string person;
  std::int64_t charge = 0;     ///< Freight for the whole document.
  std::int64_t allowance = 0;  ///< Discount on the whole document.
  OrderPlant order_plant = OrderPlant::kNone;
  std::string order_reference;  ///< As printed.
  core::Date decided_on;        ///< The order's date when it is known, else the document's.
  std::vector<Line> lines;
};

/// The seller's canonical id as the document states it.
inline std::string stated_seller(const Document& document) {
  return document.other_number ? "0192:" + document.seller->other_number : document.seller->id;
}

}  // namespace procured::simulate
