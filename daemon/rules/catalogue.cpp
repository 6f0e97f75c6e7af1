#include "core/decimal.h"
#include "rules/rule.h"

namespace procured::rules {

#define RULE(stem) \
  namespace stem { \
  RuleSpec spec(); \
  }
#include "rules/rules.def"
#undef RULE

const std::vector<RuleSpec>& catalogue() {
  static const std::vector<RuleSpec> rules = {
#define RULE(stem) stem::spec(),
#include "rules/rules.def"
#undef RULE
  };
  return rules;
}

std::uint32_t catalogue_version() {
  std::uint32_t version = 0;
  for (const auto& rule : catalogue()) version += rule.version;
  return version;
}

v1::Compared compared(std::string name, std::string value, std::string unit_code,
                      std::string currency) {
  v1::Compared result;
  result.set_name(std::move(name));
  result.set_value(std::move(value));
  result.set_unit_code(std::move(unit_code));
  result.set_currency(std::move(currency));
  return result;
}

v1::Counterfactual would_comply(std::string change, std::string value) {
  v1::Counterfactual result;
  result.set_change(std::move(change));
  result.set_value(std::move(value));
  return result;
}

v1::Parameter parameter(std::string name, std::string value) {
  v1::Parameter result;
  result.set_name(std::move(name));
  result.set_value(std::move(value));
  return result;
}

std::string displayed(const core::Rational& value) {
  const auto rounded = value.rounded(core::Decimal::kScaleMax);
  return rounded ? rounded->to_string() : std::string();
}

}  // namespace procured::rules
