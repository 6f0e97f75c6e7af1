#pragma once

#include <span>
#include <string_view>

namespace procured::tools {

/// What the values of a term must look like.
enum class Demand { kText, kDate, kNumber, kCurrency, kGtin };

/// A field of the contract and what systems call it: lower case, letters and digits only.
struct TermNames {
  std::string_view field;
  Demand demand = Demand::kText;
  std::string_view names;  ///< Parted by blanks.
  std::string_view
      parties;  ///< Of a party's term: words for the party, one of which is in the path.
};

std::span<const TermNames> document_terms();
std::span<const TermNames> line_terms();
/// Words for a line, for the document's kinds; parted by blanks.
std::string_view line_words();
std::string_view words_of_kind(std::string_view kind);

}  // namespace procured::tools
