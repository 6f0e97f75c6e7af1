#include "model/buyers.h"

#include "core/hash.h"
#include "core/text.h"
#include "model/party_id.h"

namespace procured::model {

BuyerDirectory::BuyerDirectory(std::vector<Buyer> buyers) : buyers_(std::move(buyers)) {
  for (auto& buyer : buyers_) {
    buyer.id = canonical_party_id(buyer.id);
    id_of_.emplace(buyer.id, buyer.id);
    for (const auto& identifier : buyer.identifiers)
      id_of_.emplace(canonical_party_id(identifier), buyer.id);
  }
}

std::string BuyerDirectory::resolve(std::string_view text, std::string_view scheme) const {
  auto id = canonical_party_id(text, scheme);
  const auto found = id_of_.find(id);
  return found == id_of_.end() ? id : found->second;
}

bool BuyerDirectory::is_configured(std::string_view text) const {
  return id_of_.contains(canonical_party_id(text));
}

std::string BuyerDirectory::content_hash() const {
  std::string text;
  for (const auto& [identifier, id] : id_of_) {
    core::append_key(text, identifier);
    core::append_key(text, id);
  }
  return core::sha256_hex(text);
}

}  // namespace procured::model
