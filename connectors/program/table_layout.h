#pragma once

#include <string>
#include <vector>

#include "connectors/reader/csv_tree.h"

namespace procured::mapping {

/// The tables of a sender: CSV files of documents.
struct TableProfile {
  reader::CsvFormat format;
  reader::TableLayout layout;
  std::vector<std::string> encodings;  ///< Tried in this order where the bytes are no UTF-8.
};

}  // namespace procured::mapping
