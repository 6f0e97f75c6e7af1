#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace procured::model {

struct Buyer {
  std::string id;  ///< Canonical.
  std::string name;
  std::vector<std::string>
      identifiers;  ///< Everything that means it, as written in the configuration.
  std::string time_zone = "Europe/Oslo";
  std::string reporting_currency = "NOK";
};

/// Which buyer an identifier means: decided by configuration alone, never by reference records
/// (design §2.2). A party that is not listed is a buyer of its own under its canonical id.
class BuyerDirectory {
 public:
  BuyerDirectory() = default;
  explicit BuyerDirectory(std::vector<Buyer> buyers);

  /// The buyer's canonical id for an identifier as written anywhere; empty for an empty identifier.
  std::string resolve(std::string_view text, std::string_view scheme = {}) const;
  /// True when the identifier is one of a configured buyer's.
  bool is_configured(std::string_view text) const;
  const std::vector<Buyer>& buyers() const { return buyers_; }
  /// Of the list; instances that differ refuse to work together.
  std::string content_hash() const;

 private:
  std::vector<Buyer> buyers_;
  std::map<std::string, std::string, std::less<>> id_of_;  // canonical identifier → buyer id
};

}  // namespace procured::model
