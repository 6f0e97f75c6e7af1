#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/date.h"
#include "model/purchase.h"
#include "procured/v1/reference.pb.h"

namespace procured::refdata {

/// The supplier register of a partition. @thread the worker that owns the partition.
class SupplierBook {
 public:
  /// Sets or (with nullptr) removes the row of a register key.
  void set(const std::string& key, const v1::Supplier* row);

  /// The supplier behind an id: the supplier whose other_ids name it (the bytewise smallest of
  /// several), else the id itself; one step, not on from there. Has no date: every period's
  /// other_ids count.
  std::string resolve(std::string_view id) const;
  /// True when an id as a record states it means a party, that is an id already resolved.
  bool is(std::string_view id, std::string_view party) const { return resolve(id) == party; }

  /// The register's default category of a resolved supplier on a date.
  std::optional<model::Category> default_category(std::string_view supplier_id,
                                                  const core::Date& date) const;
  /// The register's name for a resolved supplier; empty when it has none.
  std::string name(std::string_view supplier_id) const;

 private:
  struct Row {
    v1::Supplier content;
    core::DateRange valid;
  };
  const Row* on_date(std::string_view supplier_id, const core::Date& date) const;

  std::map<std::string, Row, std::less<>> rows_;
  std::map<std::string, std::map<core::Date, std::string>, std::less<>>
      periods_;  // supplier → valid_from → key
  std::map<std::string, std::multiset<std::string>, std::less<>>
      supplier_of_;  // other id → suppliers
};

/// valid_from to valid_to; an empty or unreadable end is open.
core::DateRange period(const std::string& valid_from, const std::string& valid_to);

/// A code in the form in which prefixes compare: CPV without its check digit. nullopt for an
/// unknown scheme or no code.
/// @source UNTDID 7143 (TST, STI); Regulation (EC) 213/2008 (CPV check digit)
std::optional<model::Category> known_category(std::string_view scheme, std::string_view code);

}  // namespace procured::refdata
