#pragma once

#include <string>
#include <string_view>

#include "connectors/decoding/tree_decoding.h"
#include "connectors/reader/csv_tree.h"

namespace procured::mapping {

/// CSV files of documents: finds the mapping whose columns the header has, and maps the rows of
/// each document. @thread one at a time.
class TableDecoding {
 public:
  TableDecoding(TreeDecoding& documents, reader::Tree& tree) : documents_(documents), tree_(tree) {}

  /// Hands over the file's documents; false, and nothing, when no mapping knows the file.
  bool run(const FileContext& file, std::string_view bytes);

 private:
  bool opens(const FileContext& file, const Program& program, std::string_view bytes);
  void read(const FileContext& file, const Program& program, std::string_view bytes);

  TreeDecoding& documents_;
  reader::Tree& tree_;
  std::string scratch_;
  std::optional<reader::CsvTreeReader> reader_;
};

}  // namespace procured::mapping
