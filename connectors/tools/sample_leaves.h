#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/program/syntax.h"
#include "connectors/reader/tree.h"
#include "core/result.h"

namespace procured::tools {

/// An element or attribute of sample files, all of its occurrences together.
struct SamplePath {
  std::vector<std::string> steps;  ///< Names from below the root; an attribute begins with '@'.
  std::uint64_t count = 0;
  std::uint64_t most_in_parent = 0;  ///< Of one name below one element.
  std::uint64_t texts = 0;           ///< Occurrences with a text.
  std::vector<std::string> values;   ///< The texts in their order, the first kValuesMax.
};

/// What a sample is, beside its leaves, where it is a table.
struct SampleTable {
  std::vector<std::string> columns;  ///< As mappings call them.
  std::string group_by;              ///< The column of the document's number.
  std::vector<std::string> head;     ///< The other columns of the document.
  bool is_utf8 = true;
  bool has_groups = false;  ///< Numbers have groups of thousands, parted by blanks.
};

/// What sample files of one source hold, path by path.
struct SampleLeaves {
  static constexpr std::size_t kValuesMax = 500;

  mapping::Syntax syntax = mapping::Syntax::kXml;
  std::string root;  ///< Name of the root element as written; "json" of JSON.
  std::map<std::string, std::string> namespaces;  ///< Prefix (empty: the default one) → URI.
  std::vector<SamplePath> paths;                  ///< In the order of the first file.
  SampleTable table;                              ///< Of CSV.
};

/// Reads XML, JSON and CSV; of several CSV files the first one. @errors kBadDocument: what is wrong
/// with a file; kFatal sample_mixed: the files have different syntaxes or roots, sample_syntax: no
/// mapping of such files can be proposed
core::Result<void> read_sample(std::string_view bytes, SampleLeaves& leaves);

}  // namespace procured::tools
