#pragma once

#include <string_view>

#include "connectors/mapping/catalogue.h"
#include "connectors/mapping/program.h"
#include "connectors/mapping/trace.h"
#include "connectors/reader/csv_reader.h"

namespace procured::mapping {

/// True when the header has every column that tells this register.
bool recognises(const Program& program, const std::vector<std::string>& header);
/// How many of those columns it has.
std::size_t columns_in_common(const Program& program, const std::vector<std::string>& header);

/// What is told about rows besides what they hold.
struct RowReporting {
  bool unmapped = false;   ///< Cells that no field holds.
  Trace* trace = nullptr;  ///< Hears how rows are mapped.
};

/// Maps every row of a register file; each row is a part, and what is wrong with one is that row's
/// error.
/// @pre the header was read without error
void map_rows(const Program& program, reader::CsvReader& reader, const ConnectorSettings& settings,
              const RowReporting& reporting, Decoding& decoding);

}  // namespace procured::mapping
