#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.h"
#include "bi/rows.h"

namespace procured::sqlite {

/// What the store answers about KPI cells, units and agreements; documented at bi::Store. @errors
/// Failure

std::vector<bi::KpiRow> kpi_rows(Database& database, std::string_view id, bi::Grouping grouping,
                                 const bi::Filter& filter);
std::vector<bi::UnitRow> unit_rows(Database& database, const std::string& buyer);
std::vector<bi::UnitTally> rollup_rows(Database& database, std::string_view kpi,
                                       const bi::Filter& filter);
std::vector<bi::AgreementRow> agreement_rows(Database& database, const std::string& buyer);

/// The currency of the buyer with the most spend; the smaller code of equal ones; empty without
/// spend.
std::string main_currency(Database& database, const std::string& buyer);

}  // namespace procured::sqlite
