#pragma once

#include <string_view>

#include "connectors/decoding/tree_decoding.h"
#include "connectors/program/program.h"
#include "connectors/reader/csv_reader.h"

namespace procured::mapping {

/// True when the header has every column that tells this register.
bool recognises(const Program& program, const std::vector<std::string>& header);
/// How many of those columns it has.
std::size_t columns_in_common(const Program& program, const std::vector<std::string>& header);

/// Hands over every row of a register file, as a part; what is wrong with one is that row's error.
/// @pre the header was read without error; there are no more rows than a file may have
void map_rows(const Program& program, reader::CsvReader& reader, const FileContext& file);

}  // namespace procured::mapping
