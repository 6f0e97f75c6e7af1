#pragma once

#include "adapters/sqlite/party_rows.h"
#include "procured/v1/reference.pb.h"

namespace procured::sqlite {

/// Keeps one version of a register row, and brings the dimension row of its key to the version that
/// holds (definitions §1: the greatest known_on; without one, older than any with; then the place
/// in the register; withdrawals).
/// @errors Failure
void put_reference(Database& database, const v1::ReferenceRecord& record, TouchedParties& touched);

}  // namespace procured::sqlite
