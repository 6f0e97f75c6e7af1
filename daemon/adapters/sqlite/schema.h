#pragma once

#include "adapters/sqlite/database.h"

namespace procured::sqlite {

/// Grows when the tables change. A store of another version is refused: it is a full copy of the
/// topics, so it is moved away and filled again.
inline constexpr int kSchemaVersion = 1;

/// Creates the tables in an empty file; checks the version of a filled one.
/// @errors Failure (fatal) when the file is a store of another version.
void prepare_schema(Database& database);

/// Checks the version without writing. @errors Failure: transient when there is no store in the
/// file yet.
void check_schema(Database& database);

}  // namespace procured::sqlite
