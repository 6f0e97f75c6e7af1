#include "connectors/reader/json_page.h"

#include <simdjson.h>

#include "connectors/reader/json_reader.h"
#include "core/text.h"

namespace procured::reader {
namespace {

namespace json = simdjson::ondemand;

core::Error malformed(simdjson::error_code error) {
  return core::bad_document("not_well_formed", simdjson::error_message(error));
}

std::string pointer_of(std::string_view path) { return "/" + std::string(path); }

/// Absent, null and what is neither text nor number are empty.
std::string text_at(json::document& document, std::string_view path) {
  json::value value;
  if (path.empty() || document.at_pointer(pointer_of(path)).get(value)) return {};
  json::json_type type{};
  if (value.type().get(type)) return {};
  if (type == json::json_type::string) {
    std::string_view text;
    return value.get_string().get(text) ? std::string() : std::string(text);
  }
  if (type == json::json_type::number) return std::string(core::trim(value.raw_json_token()));
  return {};
}

/// A page is one value; our reader takes several, one behind the other, and simdjson's walker lets
/// go of the whole text when it meets what is left over.
core::Result<void> expect_one_value(json::document& document, std::string_view bytes) {
  std::string_view value;
  if (const auto error = document.raw_json().get(value)) return malformed(error);
  if (core::trim(value).size() != core::trim(bytes).size())
    return core::bad_document("not_well_formed", "more stands behind the answer's JSON value");
  document.rewind();
  return boost::outcome_v2::success();
}

core::Result<JsonPage::Document> document_of(std::string_view bytes, const std::string& key) {
  JsonPage::Document made{.json = std::string(bytes), .key = {}};
  const simdjson::padded_string padded(bytes);
  json::parser parser;
  json::document document;
  if (const auto error = parser.iterate(padded).get(document)) return malformed(error);
  made.key = text_at(document, key);
  json::value removed;
  const auto context = text_at(document, "@odata.context");
  if (!document.at_pointer("/@removed").get(removed)) {
    made.is_removed = true;
    made.left_the_filter = text_at(document, "@removed/reason") == "changed";
  } else if (context.ends_with("/$deletedEntity")) {
    made.is_removed = true;
    made.left_the_filter = text_at(document, "reason") == "changed";
  }
  return made;
}

/// Appends what stands at the place: each element of an array, or the object.
template <class Place>
core::Result<void> take(Place& place, const std::string& key, JsonPage& page) {
  json::json_type type{};
  if (const auto error = place.type().get(type)) return malformed(error);
  const auto append = [&](std::string_view bytes) -> core::Result<void> {
    auto document = document_of(core::trim(bytes), key);
    if (!document) return document.error();
    page.documents.push_back(std::move(document).value());
    return boost::outcome_v2::success();
  };
  if (type == json::json_type::object) {
    json::object object;
    if (const auto error = place.get_object().get(object)) return malformed(error);
    std::string_view bytes;
    if (const auto error = object.raw_json().get(bytes)) return malformed(error);
    return append(bytes);
  }
  if (type == json::json_type::null) return boost::outcome_v2::success();
  if (type != json::json_type::array)
    return core::bad_document("missing", "the documents are neither an array nor an object");
  json::array array;
  if (const auto error = place.get_array().get(array)) return malformed(error);
  for (auto element : array) {
    json::object object;
    if (element.get_object().get(object))
      return core::bad_document("missing", "an element of the documents is no object");
    std::string_view bytes;
    if (const auto error = object.raw_json().get(bytes)) return malformed(error);
    if (auto appended = append(bytes); !appended) return appended;
  }
  return boost::outcome_v2::success();
}

}  // namespace

core::Result<JsonPage> read_json_page(std::string_view bytes, const JsonPageShape& shape) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  // simdjson's walker checks only what it is asked for, and reads beyond the end of what is cut
  // off.
  JsonReader reader;
  Tree tree;
  if (auto sound = reader.read(bytes, Names(), tree); !sound) return sound.error();
  const simdjson::padded_string padded(bytes);
  json::parser parser;
  json::document document;
  if (const auto error = parser.iterate(padded).get(document)) return malformed(error);
  if (auto one = expect_one_value(document, bytes); !one) return one.error();
  JsonPage page;
  for (const auto& path : shape.texts) page.texts.push_back(text_at(document, path));
  document.rewind();
  if (shape.documents.empty()) {
    if (auto taken = take(document, shape.key, page); !taken) return taken.error();
    return page;
  }
  json::value place;
  if (document.at_pointer(pointer_of(shape.documents)).get(place))
    return core::bad_document("missing", "there is no '" + shape.documents + "' in the answer");
  if (auto taken = take(place, shape.key, page); !taken) return taken.error();
  return page;
}

}  // namespace procured::reader
