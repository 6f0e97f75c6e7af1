#include "normalise/policy.h"

namespace procured::normalise {

v1::Policy policy_message(const config::Policy& policy) {
  v1::Policy message;
  message.set_revision(policy.revision);
  message.set_content_hash(policy.content_hash());
  message.set_price_tolerance(policy.price_above_agreement.tolerance.to_string());
  const auto& exempt = policy.order_missing.exempt;
  for (const auto& supplier : exempt.suppliers) message.add_order_exempt_suppliers(supplier);
  for (const auto& category : exempt.categories) {
    auto& prefix = *message.add_order_exempt_categories();
    prefix.set_scheme(category.scheme);
    prefix.set_prefix(category.prefix);
  }
  for (const auto& agreement : exempt.agreements) message.add_order_exempt_agreements(agreement);
  return message;
}

core::Result<v1::Policy> load_policy(const std::filesystem::path& folder) {
  const auto loaded = config::load_policy(folder);
  if (loaded.problems.empty()) return policy_message(loaded.policy);
  std::string detail;
  for (const auto& problem : loaded.problems) {
    detail += (detail.empty() ? "" : "\n") + config::to_string(problem);
  }
  return core::fatal("policy_invalid", std::move(detail));
}

}  // namespace procured::normalise
