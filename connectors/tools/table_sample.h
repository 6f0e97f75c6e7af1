#pragma once

#include <string_view>

#include "connectors/tools/sample_leaves.h"
#include "core/result.h"

namespace procured::tools {

/// Reads a table (CSV) as the mapping of one would see it: rows that say the same in the column of
/// the document's number are one document; columns that say the same in all of its rows are the
/// document's, the others stand in its elements `row`.
/// @errors kFatal sample_table: why the file is no table that a mapping can be proposed for
core::Result<void> read_table_sample(std::string_view bytes, SampleLeaves& leaves);

}  // namespace procured::tools
