#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/rational.h"
#include "model/purchase.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/verdict.pb.h"
#include "refdata/books.h"

namespace procured::rules {

/// Everything a rule may look at. `line` is absent for rules about the whole document.
struct RuleInput {
  const model::Purchase& purchase;
  const model::PurchaseLine* line;
  const refdata::Books& books;
  const refdata::SharedBooks& shared;
};

/// A field whose place in the source document proves the finding: a field number of DocumentContent
/// or Line.
struct EvidenceField {
  int field = 0;
  bool of_line = false;
};

/// What a rule found. The framework adds id, version, line and place, so a rule cannot mislabel
/// itself. No prose.
struct Judgement {
  v1::Outcome outcome = v1::NOT_APPLICABLE;
  std::vector<std::string> missing = {};  ///< What UNDETERMINED lacks.
  std::optional<model::AgreementRef> agreement = std::nullopt;
  std::optional<core::Decimal> missed = std::nullopt;       ///< @unit the document's currency
  std::optional<core::Decimal> recoverable = std::nullopt;  ///< @unit the document's currency
  std::optional<core::Decimal> exposed = std::nullopt;      ///< @unit the document's currency
  std::vector<v1::Compared> compared = {};
  std::vector<EvidenceField> evidence = {};
  std::optional<v1::Counterfactual> would_comply = std::nullopt;
  std::vector<v1::Parameter> parameters = {};
};

/// What a rule about an agreement lot may look at: its owner's books.
struct LotInput {
  const refdata::Books& books;
  const refdata::LotKey& lot;
};

enum class Scope { kLine, kDocument, kAgreementLot };

/// A rule is a pure function and what the catalogue says about it.
struct RuleSpec {
  std::string_view id = {};  ///< The file's stem; goes to the wire and is never used again.
  std::uint32_t version = 1;
  Scope scope = Scope::kLine;
  v1::Finding::Family family = v1::Finding::COMPLIANCE;
  std::string_view source = {};                       ///< Law, standard or clause behind it.
  Judgement (*judge)(const RuleInput&) = nullptr;     ///< Of lines and documents.
  Judgement (*judge_lot)(const LotInput&) = nullptr;  ///< Of agreement lots.
};

inline Judgement not_applicable() { return {}; }
inline Judgement compliant() { return {.outcome = v1::COMPLIANT}; }
inline Judgement undetermined(std::vector<std::string> missing) {
  return {.outcome = v1::UNDETERMINED, .missing = std::move(missing)};
}

v1::Compared compared(std::string name, std::string value, std::string unit_code = {},
                      std::string currency = {});
v1::Counterfactual would_comply(std::string change, std::string value);
v1::Parameter parameter(std::string name, std::string value);

/// For people: at most ten decimals, half away from zero. What is compared stays exact.
std::string displayed(const core::Rational& value);

/// All rules, sorted by id. Read from rules.def, the only place that knows which there are.
const std::vector<RuleSpec>& catalogue();

/// Grows whenever a rule is added or its version rises: a newer binary starts a re-judging sweep,
/// an older one refuses newer state.
std::uint32_t catalogue_version();

}  // namespace procured::rules
