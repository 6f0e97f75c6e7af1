#include <nlohmann/json.hpp>
#include <set>

#include "connectors/reader/json_page.h"
#include "fuzz/tree_check.h"

// Pages of APIs: the documents are what an independent parser finds at their place, byte for byte
// from the page. The first byte chooses the place.
namespace procured::fuzz {
namespace {

using Json = nlohmann::json;

/// Members that stand twice in an object: parsers differ in which of them holds.
bool has_twins(std::string_view text) {
  std::vector<std::set<std::string>> objects;
  bool twins = false;
  const auto look = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) objects.emplace_back();
    if (event == Json::parse_event_t::object_end) objects.pop_back();
    if (event == Json::parse_event_t::key)
      twins = twins || !objects.back().insert(parsed.get<std::string>()).second;
    return true;
  };
  return Json::parse(text, look, false).is_discarded() || twins;
}

void check_documents(std::string_view text, const reader::JsonPageShape& shape,
                     const reader::JsonPage& page) {
  const auto whole = Json::parse(text, nullptr, false);
  expect(!whole.is_discarded(), "a page is JSON");
  const auto place = shape.documents.empty() ? whole : whole.at(shape.documents);
  const auto expected = place.is_array()  ? place
                        : place.is_null() ? Json::array()
                                          : Json::array({place});
  expect(page.documents.size() == expected.size(), "there are as many documents");
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto& document = page.documents[i];
    expect(text.find(document.json) != std::string_view::npos, "bytes are the page's");
    expect(Json::parse(document.json, nullptr, false) == expected[i], "documents are the page's");
    const auto key = expected[i].find(shape.key);
    if (key != expected[i].end() && key->is_string())
      expect(document.key == key->get<std::string>(), "a key is the document's");
    expect(document.is_removed || !document.left_the_filter, "only what is removed left");
  }
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  auto text = fuzz::text_of(data, size);
  const auto choice = fuzz::take_byte(text);
  const reader::JsonPageShape shape{
      (choice & 1U) != 0 ? "value" : "", "id", {"@odata.nextLink", "d/__next"}};
  const auto page = reader::read_json_page(text, shape);
  if (!page) {
    fuzz::expect(!page.error().detail.empty(), "a refusal says what is wrong");
    return 0;
  }
  fuzz::expect(page.value().texts.size() == shape.texts.size(), "each text has its place");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!fuzz::has_twins(text)) fuzz::check_documents(text, shape, page.value());
  return 0;
}
