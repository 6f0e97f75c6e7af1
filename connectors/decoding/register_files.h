#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/decoding/tree_decoding.h"
#include "connectors/program/program.h"

namespace procured::mapping {

/// The register whose columns the header has, the one with most of them; else the one it has at
/// least half of, so that a missing column can be named. nullptr: none.
const Program* register_with(const Compilation& compilation, const ConnectorSettings& settings,
                             const std::vector<std::string>& header);

/// What reading documents from a table needs again and again.
struct TableScratch {
  TreeDecoding& documents;
  reader::Tree& tree;
};

/// Hands over a register's rows, or the documents that rows of a text make.
void decode_table(const FileContext& file, std::string_view bytes, const TableScratch& scratch);

/// The same of a spreadsheet that is a register.
void decode_spreadsheet(const FileContext& file, std::string_view bytes);

}  // namespace procured::mapping
