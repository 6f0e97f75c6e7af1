#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.h"
#include "bi/rows.h"

namespace procured::sqlite {

/// What the store answers about findings and verdicts; documented at bi::Store. @errors Failure

std::vector<bi::LeakRow> leak_rows(Database& database, bi::LeakGrouping grouping,
                                   const bi::Filter& filter);

/// Which findings: a rule's, with one outcome.
struct FindingChoice {
  std::string_view rule;
  std::string_view outcome;
};
bi::Slice<bi::FindingRow> finding_rows(Database& database, const FindingChoice& choice,
                                       const bi::Filter& filter, const bi::Page& page);

std::optional<bi::VerdictView> verdict_view(Database& database, std::string_view key);
std::vector<std::string> subjects_named(Database& database, std::string_view text);

}  // namespace procured::sqlite
