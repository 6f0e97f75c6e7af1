#pragma once

#include <string>

#include "procured/v1/reference.pb.h"
#include "refdata/agreements.h"
#include "refdata/suppliers.h"
#include "refdata/units.h"

namespace procured::refdata {

/// The reference data that hold for one buyer now, decoded and indexed: a cache of the keyed state,
/// kept current row by row. @thread the worker that owns the partition.
struct Books {
  explicit Books(std::string id) : buyer_id(std::move(id)) {}

  std::string buyer_id;
  AgreementBook agreements;
  UnitBook units;

  /// Sets what holds for a register key; nullptr when nothing does. Another owner's agreement or
  /// item is this buyer's only if it names it among its participants.
  void set(const std::string& key, const v1::ReferenceRecord* record);
};

/// What holds for every buyer of a partition.
struct SharedBooks {
  SupplierBook suppliers;
  v1::Policy policy;
  bool has_policy = false;

  void set(const std::string& key, const v1::ReferenceRecord* record);
};

/// Whether the unit of a line may use an agreement (definitions §4).
enum class Entitlement { kYes, kNo, kUnknown };

/// `unit_id` is "unknown" when no reference matched.
Entitlement entitlement(const AgreementRow& row, const Books& books, std::string_view unit_id,
                        const core::Date& date);

}  // namespace procured::refdata
