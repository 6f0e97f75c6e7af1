#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/problem.h"
#include "config/visitor.h"
#include "core/decimal.h"

namespace procured::config {

struct CategoryPrefix {
  std::string scheme = "TST";  ///< TST = UNSPSC, STI = CPV without check digit.
  std::string prefix = {};
};

struct PriceAbovePolicy {
  core::Decimal tolerance = core::Decimal(2, 2);
};

struct OrderExemptions {
  std::vector<std::string> suppliers = {};  ///< Canonical ids.
  std::vector<CategoryPrefix> categories = {};
  std::vector<std::string> agreements = {};
};

struct OrderMissingPolicy {
  OrderExemptions exempt = {};
};

/// One policy set: what an organisation decides about its rules. Published to the reference topic;
/// judging takes it from there alone. The revision only grows.
struct Policy {
  std::uint64_t revision = 0;
  PriceAbovePolicy price_above_agreement = {};
  OrderMissingPolicy order_missing = {};

  /// SHA-256 of the content but for the revision (lists in order and without repetition, as
  /// load_policy leaves them): equal policies have equal hashes however their files are written.
  std::string content_hash() const;
};

void describe(Visitor& visitor, Policy& policy);

/// The built-in policy: revision 0, a tolerance of 0.02 per unit, nothing exempt.
Policy default_policy();

struct LoadedPolicy {
  Policy policy = {};
  std::vector<Problem> problems = {};
};

/// The policy set of a folder: all its *.yaml files together, in the order of their names. An
/// option stands in one file only, but lists of exemptions add up; the revision is required. An
/// empty path gives the built-in policy.
LoadedPolicy load_policy(const std::filesystem::path& folder);

/// Every option of the policy with its default, as a YAML file.
std::string policy_reference();

}  // namespace procured::config
