#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/decimal.h"
#include "simulate/document.h"

namespace procured::simulate {

enum class Coverage { kCovered, kNotCovered, kUnknown };
enum class Outcome { kNotApplicable, kCompliant, kBreach, kUndetermined };

/// What was planted in one line, worked out from what the planting code chose: amounts signed,
/// missed and recoverable rounded to the minor unit.
struct LineTruth {
  std::string unit;
  core::Decimal amount;
  Coverage coverage = Coverage::kNotCovered;
  bool on = false;
  std::optional<bool> potential;  ///< E-commerce potential; absent: unknown.
  std::optional<core::Decimal> missed;
  Outcome price = Outcome::kNotApplicable;
  std::optional<core::Decimal> recoverable;
};

std::vector<LineTruth> line_truths(const Document& document);

/// Collects what was planted: findings, and the sums that they must lead to. Nothing here comes
/// from the rules or measures of the daemon.
class Truth {
 public:
  void add(const Document& document);

  /// One JSON object a line, sorted by document, line and rule; then forgets them.
  std::string take_findings();
  /// {"cells": […]} sorted by key.
  std::string amounts() const;

 private:
  struct Cell {
    core::Decimal numerator;
    std::optional<core::Decimal> denominator;
    std::uint64_t count = 0;
    core::Decimal known;
    core::Decimal scope;
  };
  using CellKey = std::tuple<std::string, std::string, std::string, std::string, std::string>;
  using FindingKey =
      std::tuple<std::string, std::string, std::string, std::string, std::size_t, std::string>;

  void add_findings(const Document& document, const std::vector<LineTruth>& lines);
  void add_cells(const Document& document, const LineTruth& line);
  Cell& cell(const Document& document, const char* kpi, const LineTruth& line);

  std::vector<std::pair<FindingKey, std::string>> findings_;
  std::map<CellKey, Cell> cells_;
};

}  // namespace procured::simulate
