#include "judge/state_keys.h"

#include "core/check.h"
#include "core/text.h"

namespace procured::judge {
namespace {

/// "j|x" followed by the escaped parts.
std::string key(std::string_view room, std::initializer_list<std::string_view> parts) {
  std::string result = "j|" + std::string(room);
  for (const auto part : parts) core::append_key(result, part);
  return result;
}

}  // namespace

std::string identity_key(const v1::Identity& identity) {
  return core::join_key({identity.buyer_id(), v1::DocumentKind_Name(identity.kind()),
                         identity.seller_id(), identity.document_number(),
                         std::to_string(identity.issue_year())});
}

v1::Identity identity_of_key(std::string_view key) {
  const auto parts = core::split_key(key);
  PROCURED_CHECK(parts.size() == 5);
  v1::Identity identity;
  v1::DocumentKind kind = v1::DOCUMENT_KIND_UNSPECIFIED;
  v1::DocumentKind_Parse(parts[1], &kind);
  identity.set_buyer_id(parts[0]);
  identity.set_kind(kind);
  identity.set_seller_id(parts[2]);
  identity.set_document_number(parts[3]);
  identity.set_issue_year(std::stoi(parts[4]));
  return identity;
}

std::string document_key(std::string_view identity) {
  return std::string(kDocumentsPrefix) + std::string(identity);
}
std::string documents_prefix(std::string_view buyer_id) { return key("d", {buyer_id}) + '|'; }
std::string order_index_key(std::string_view buyer_id, std::string_view order_number) {
  return key("o", {buyer_id, order_number});
}
std::string invoice_index_prefix(std::string_view buyer_id, std::string_view order_reference) {
  return key("i", {buyer_id, order_reference}) + '|';
}
std::string reference_key(std::string_view buyer_id, std::string_view register_key) {
  return reference_prefix(buyer_id) + std::string(register_key);
}
std::string reference_prefix(std::string_view buyer_id) { return key("r", {buyer_id}) + '|'; }
std::string cell_key(std::string_view cell) { return "j|k|" + std::string(cell); }
std::string lot_key(std::string_view buyer_id, std::string_view agreement_id,
                    std::string_view lot_id) {
  return key("l", {buyer_id, agreement_id, lot_id});
}
std::string lots_prefix(std::string_view buyer_id) { return key("l", {buyer_id}) + '|'; }
std::string sweep_key(std::string_view prefix) {
  return std::string(kSweepsPrefix) + std::string(prefix);
}

}  // namespace procured::judge
