#pragma once

#include "adapters/sqlite/database.h"
#include "procured/v1/verdict.pb.h"

namespace procured::sqlite {

/// One revision of a verdict: into the history, and, when none later is there, as the current one
/// with its findings.
/// @errors Failure
void put_verdict(Database& database, const v1::Verdict& verdict);

}  // namespace procured::sqlite
