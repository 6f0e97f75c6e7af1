#pragma once

#include <set>
#include <string>

#include "adapters/sqlite/database.h"

namespace procured::sqlite {

/// Parties that rows of the running transaction mention, or no longer mention. Their dimension rows
/// follow from all rows together, not from the order in which these came, so they are computed once
/// at the end.
struct TouchedParties {
  std::set<std::string> buyers;
  std::set<std::string> suppliers;
};

/// Brings dim_buyer and dim_supplier up to date for these parties. @errors Failure
void refresh_parties(Database& database, const TouchedParties& touched);

}  // namespace procured::sqlite
