#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "procured/v1/document.pb.h"
#include "procured/v1/state.pb.h"
#include "procured/v1/verdict.pb.h"

namespace procured::judge {

/// The sightings of one business document as one: connector precedence, then the source's revision,
/// the later issue date, the greater content hash; a field that the first lacks comes from the
/// next; the lines are one field (definitions §1). Borrows from the sightings: lives no longer than
/// they do.
class Merged {
 public:
  explicit Merged(const v1::DocumentState& state);
  Merged(const Merged&) = delete;
  Merged& operator=(const Merged&) = delete;

  const v1::DocumentContent& content() const { return *content_; }
  const std::vector<const v1::PurchaseDocument*>& sightings() const { return order_; }
  v1::Channel declared_channel() const;
  /// The party ids and number are part of the identity, equal in all sightings.
  const v1::Identity& identity() const { return order_.front()->identity(); }

  /// Where a field of the document was read; without a path when the document lacks it.
  void put_evidence(int field, std::string value, v1::Evidence& evidence) const;
  /// Where a field of a line (from 0) was read.
  void put_line_evidence(std::size_t line, int field, std::string value,
                         v1::Evidence& evidence) const;

 private:
  const v1::PurchaseDocument& origin(int field) const;

  std::vector<const v1::PurchaseDocument*> order_;
  v1::DocumentContent storage_;
  const v1::DocumentContent* content_ = nullptr;
  std::vector<std::uint8_t>
      source_of_;  // field number → index into order_; empty: all from the first
};

/// The fields in which sightings contradict each other: amount, currency, order_reference,
/// contract_reference.
std::vector<std::string> conflicting_fields(const Merged& merged);

}  // namespace procured::judge
