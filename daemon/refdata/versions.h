#pragma once

#include "procured/v1/reference.pb.h"
#include "procured/v1/state.pb.h"

namespace procured::refdata {

/// Adds a version of a register key. The set is kept sorted in version order, so that equal sets
/// are equal bytes.
/// @return false when the set already has a version of this place in the register (known_on,
/// position, connector) and content hash.
bool add_version(v1::ReferenceVersions& versions, const v1::ReferenceRecord& record);

/// The version that holds, or nullptr: the greatest known_on, then the register's order, of those
/// that no withdrawal reaches. A withdrawal without known_on reaches every version before it in the
/// register's order; one with known_on those before it in version order (definitions §1).
const v1::ReferenceRecord* effective(const v1::ReferenceVersions& versions);

}  // namespace procured::refdata
