#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/tools/sample_leaves.h"
#include "connectors/tools/value_shape.h"

namespace procured::tools {

/// A path of the sample that may give a field its value. A guess: `why` says what it rests on.
struct Guess {
  std::string field;  ///< "seller.legal_id"; of lines "lines.quantity".
  const SamplePath* path = nullptr;
  ValueShape shape;
  std::string why;
};

/// What a sample seems to be made of.
struct SampleReading {
  std::string kind;  ///< INVOICE, CREDIT_NOTE or ORDER
  std::string kind_why;
  std::vector<std::string>
      documents;                   ///< Steps to the elements that are a document each; empty: root.
  std::vector<std::string> lines;  ///< Steps to the lines, from the root; empty: none found.
  std::string lines_why;
  std::vector<Guess> guesses;
  std::vector<const SamplePath*> open;  ///< Leaves that nothing is known about.
  char decimal_mark = '.';
};

/// Compares names with those that EN 16931, UBL and systems of Northern Europe use for the terms,
/// and values with the shapes that the terms have.
SampleReading read_terms(const SampleLeaves& leaves);

/// How clearly a column is called like the number of a document; 0: not at all.
int likeness_to_number(const std::string& column);
/// True when a column is called just as a term of lines is, or of documents.
bool is_called_like_line_term(const std::string& column);
bool is_called_like_document_term(const std::string& column);

/// True when the path begins with the steps.
bool is_below(const SamplePath& path, const std::vector<std::string>& steps);

}  // namespace procured::tools
