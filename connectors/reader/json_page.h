#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace procured::reader {

/// Where things stand in a page of an API's answer. Paths are names joined by '/', such as
/// "d/results"; the empty path is the answer itself.
struct JsonPageShape {
  std::string documents;           ///< An array of documents, or one document.
  std::string key;                 ///< Within a document.
  std::vector<std::string> texts;  ///< Strings or numbers beside the documents, such as links.
};

struct JsonPage {
  struct Document {
    std::string json;              ///< As it stands in the page, byte for byte.
    std::string key;               ///< Empty: it has none.
    bool is_removed = false;       ///< An entry of a delta that stands for a deletion.
    bool left_the_filter = false;  ///< Removed from what was asked for, not from the source.
  };
  std::vector<Document> documents;
  std::vector<std::string> texts;  ///< Parallel to the shape's; empty: absent or null.
};

/// Takes a page apart. Documents keep their bytes; whether each is sound is for those who decode
/// it. @errors kBadDocument: those of JsonReader; missing where the page has no such documents.
/// @source RFC 8259; OData JSON Format 4.01 §15 (removed entries), 4.0 §14
core::Result<JsonPage> read_json_page(std::string_view bytes, const JsonPageShape& shape);

}  // namespace procured::reader
