#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/decimal.h"

namespace procured::model {

/// kOther: kept and shown, and judged by nothing.
enum class Kind { kInvoice = 1, kCreditNote = 2, kOrder = 3, kOther = 4 };

/// What is judged by rules and counted by KPIs.
constexpr bool is_spend(Kind kind) { return kind == Kind::kInvoice || kind == Kind::kCreditNote; }

/// The values equal those of the wire contract (v1::Channel).
enum class Channel {
  kUnknown = 0,
  kCatalogue = 1,
  kPunchout = 2,
  kFreetextOrder = 3,
  kManualOrder = 4,
  kInvoiceOnly = 5,
  kPcard = 6,
  kWebshop = 7,
};

/// Orders in an e-commerce system (definitions §3).
constexpr bool is_e_commerce(Channel channel) {
  return channel == Channel::kCatalogue || channel == Channel::kPunchout ||
         channel == Channel::kFreetextOrder;
}

inline constexpr std::string_view kUnknownUnit = "unknown";

struct Category {
  std::string scheme;  ///< TST = UNSPSC, STI = CPV without check digit (UNTDID 7143).
  std::string code;
  friend auto operator<=>(const Category&, const Category&) = default;
};

/// Identifiers of what was bought; empty = not stated.
struct ItemIds {
  std::string seller;
  std::string gtin;  ///< 14 digits.
  std::string buyer;

  bool none() const { return seller.empty() && gtin.empty() && buyer.empty(); }
};

struct AgreementRef {
  std::string agreement_id;
  std::string lot_id;
  std::string supplier_id;
  std::string owner_id =
      {};  ///< Buyer whose register it stands in: two owners may use one agreement id.
  friend auto operator<=>(const AgreementRef&, const AgreementRef&) = default;
};

enum class Coverage { kCovered = 1, kNotCovered = 2, kUndetermined = 3 };

/// What the order of a document is known to be.
enum class OrderState { kNoReference, kNotKnown, kKnown };

/// One line as it counts: signed by the kind, attributed. An empty or absent value is unknown.
struct PurchaseLine {
  std::size_t number = 0;  ///< Place in the document, from 1.
  std::string line_id;
  std::string item_name;
  core::Decimal amount;    ///< Without VAT; document charges and allowances allocated. @unit the
                           ///< document's currency
  bool has_amount = true;  ///< An order's line may have none.
  std::optional<core::Decimal> quantity;
  std::string unit_code;
  std::optional<core::Decimal> price_amount;   ///< BT-146, the source's sign.
  std::optional<core::Decimal> base_quantity;  ///< BT-149.
  std::string base_quantity_unit_code;
  core::Decimal allowances;  ///< The line's own, summed, the source's sign.
  std::optional<core::Decimal> source_quantity;
  ItemIds item;
  std::string unit_id{kUnknownUnit};
  Channel channel = Channel::kUnknown;
  std::vector<Category> categories;
  Coverage coverage = Coverage::kUndetermined;
  std::optional<AgreementRef> agreement = std::nullopt;  ///< The one that counts, when covered.
  bool on_agreement = false;                             ///< Meaningful when covered.
  std::optional<bool> potential = std::nullopt;          ///< E-commerce potential.
  std::optional<core::Decimal> missed_saving = std::nullopt;
  std::vector<std::string> missing;  ///< What an undetermined coverage lacks.
};

/// One invoice, credit note or order: sightings merged, lines attributed. All lines are in one
/// currency; an order without amounts has none.
struct Purchase {
  std::string buyer_id;
  Kind kind = Kind::kInvoice;
  std::string stated_seller_id;
  std::string seller_id;  ///< Resolved through the supplier register.
  std::string document_number;
  core::Date issue_date;
  core::Date decided_on;  ///< Decides agreement, price and unit.
  std::string month;
  std::string currency;
  std::string order_reference;
  OrderState order_state = OrderState::kNoReference;
  std::string order_key;  ///< Of the order's fact, when known.
  std::string contract_reference;
  bool contract_reference_known = true;
  std::vector<std::string> conflicting_fields;  ///< In which its sightings contradict each other.
  std::vector<PurchaseLine> lines;
};

}  // namespace procured::model
