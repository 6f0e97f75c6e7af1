#include "normalise/parties.h"

#include "connectors/program/reasons.h"
#include "core/date.h"
#include "core/text.h"
#include "model/party_id.h"

namespace procured::normalise {
namespace {

using core::bad_document;
namespace reason = mapping::reason;

core::Error missing(std::string_view code, std::string detail, std::string place) {
  return bad_document(std::string(code), std::move(detail), std::move(place));
}

/// Others keep their quantities and have no amounts (formats: X12 and EDIFACT orders often lack
/// it).
bool needs_currency(v1::DocumentKind kind) {
  return kind == v1::INVOICE || kind == v1::CREDIT_NOTE;
}

/// The seller of what was bought; a ledger may know no more of it than its name.
std::string seller_id(const v1::DocumentContent& content) {
  const auto& seller = content.seller();
  auto id = stated_id(seller);
  if (!id.empty() || content.kind() != v1::LEDGER_ENTRY) return id;
  return model::name_party_id(seller.name().empty() ? seller.registration_name() : seller.name());
}

}  // namespace

std::string stated_id(const v1::Party& party) {
  auto id = model::canonical_party_id(party.legal_id(), party.legal_scheme());
  if (id.empty()) id = model::canonical_party_id(party.vat_id());
  if (id.empty()) id = model::canonical_party_id(party.endpoint_id(), party.endpoint_scheme());
  for (const auto& other : party.identifications()) {
    if (!id.empty()) break;
    id = model::canonical_party_id(other.id(), other.scheme());
  }
  return id;
}

core::Result<v1::Identity> identity_of(const v1::DocumentContent& content,
                                       const model::BuyerDirectory& buyers) {
  if (content.kind() == v1::DOCUMENT_KIND_UNSPECIFIED) {
    return missing(reason::kKindNotSupported, "no kind that the contract knows", "kind");
  }
  const auto number = core::trim(content.id());
  if (number.empty()) return missing(reason::kMissingId, "the document has no number", "id");
  const auto issued = core::Date::parse(content.issue_date());
  if (!issued) {
    return missing(reason::kMissingIssueDate, "the document has no issue date", "issue_date");
  }
  auto seller = seller_id(content);
  if (seller.empty()) {
    return missing(reason::kMissingSeller, "the seller has no identifier", "seller");
  }
  const auto buyer = buyers.resolve(stated_id(content.buyer()));
  if (buyer.empty()) return missing(reason::kMissingBuyer, "the buyer has no identifier", "buyer");
  if (needs_currency(content.kind()) && content.document_currency_code().empty()) {
    return missing(reason::kMissingCurrency,
                   "neither the document nor its connector's "
                   "configuration states a currency",
                   "document_currency_code");
  }
  v1::Identity identity;
  identity.set_buyer_id(buyer);
  identity.set_kind(content.kind());
  identity.set_seller_id(std::move(seller));
  identity.set_document_number(std::string(number));
  identity.set_issue_year(issued->year());
  return identity;
}

}  // namespace procured::normalise
