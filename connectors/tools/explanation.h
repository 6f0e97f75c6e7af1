#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/mapping/catalogue.h"
#include "connectors/program/values.h"
#include "connectors/tools/field_selector.h"
#include "connectors/tools/palette.h"

namespace procured::tools {

/// What came of one way in which a mapping may give a field its value.
struct Attempt {
  enum class Outcome { kTaken, kNothing, kNotUsed, kInvalid };
  Outcome outcome = Outcome::kNothing;
  std::string path;           ///< As the mapping writes it; of a constant or default its value.
  std::string mapping_place;  ///< file:line:column
  std::string why;            ///< For a person; empty where the value speaks for itself.
  std::string source_place;   ///< Where it was read; empty: nowhere.
  std::string text;           ///< As the source writes it.
  mapping::ValueSteps steps;
  std::string value;  ///< Of kTaken.
};

struct ExplainedField {
  std::string field;  ///< "lines[2].price_amount"
  std::vector<std::string> values;
  std::vector<Attempt> attempts;  ///< In the order of the mapping.
};

struct ExplainedDocument {
  std::string entry;
  std::string title;
  std::string place;       ///< The document's element in the file, or its row.
  std::string error;       ///< Why it became a dead letter; empty: it did not.
  bool is_mapped = false;  ///< The mapping states the field, or one of its fields, at all.
  std::vector<ExplainedField> fields;
};

struct Explanation {
  std::string refusal;  ///< Why nothing of the file was mapped; empty: something was.
  std::vector<ExplainedDocument> documents;
};

/// How the fields that are selected got their values, as the decoding itself tells it.
Explanation explain(const mapping::Catalogue& catalogue, std::string_view bytes,
                    const mapping::ConnectorSettings& settings, const FieldSelector& selector);

/// For a person.
std::string to_text(const Explanation& explanation, const Palette& palette);
std::string to_json(const Explanation& explanation);

}  // namespace procured::tools
