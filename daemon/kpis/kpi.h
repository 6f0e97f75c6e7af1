#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "model/purchase.h"

namespace procured::kpis {

/// Numerator and denominator, kept apart so that partial results merge exactly. Whoever reads
/// divides.
struct Tally {
  core::Decimal numerator = {};
  core::Decimal denominator = {};  ///< Ratios only.
  std::int64_t count = 0;  ///< Lines in the denominator; for amounts, lines in the numerator.
  core::Decimal coverage_known = {};
  core::Decimal coverage_scope = {};  ///< Sums of absolute line amounts.
  std::int64_t scope_lines = 0;       ///< A cell exists while this is above zero.

  Tally& operator+=(const Tally& other);
  Tally operator-() const;
  friend bool operator==(const Tally&, const Tally&) = default;
};

enum class Form { kAmount, kRatio };

/// What one line is for a ratio: a part of the numerator, only of the denominator, known to be
/// neither, or unknown.
enum class Share { kNumerator, kDenominator, kOutside, kUnknown };

/// A KPI is a name and a pure function from one judged line to what it adds. Keys and storage
/// belong to judging.
struct KpiSpec {
  std::string_view id = {};  ///< Ends in `_ratio`, `_amount`, `_days`, …
  std::uint32_t version = 1;
  Form form = Form::kAmount;
  std::string_view source = {};  ///< Who defined the KPI, and where.
  std::optional<Tally> (*measure)(const model::PurchaseLine&) =
      nullptr;  ///< nullopt: outside the scope.
};

/// The tally of one line of a ratio whose scope are all lines.
Tally ratio_of(const model::PurchaseLine& line, Share share);
/// The tally of one line of an amount; an absent amount is in scope but not known.
Tally amount_of(const model::PurchaseLine& line, const std::optional<core::Decimal>& amount);

/// OK or NOT_MEANINGFUL: a ratio whose denominator is not above zero, or whose numerator is outside
/// 0..denominator.
std::string_view status(Form form, const core::Decimal& numerator,
                        const core::Decimal& denominator);

/// All KPIs, sorted by id, from kpis.def.
const std::vector<KpiSpec>& catalogue();
const KpiSpec* find(std::string_view id);

}  // namespace procured::kpis
