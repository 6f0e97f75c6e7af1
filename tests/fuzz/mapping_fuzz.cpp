#include <algorithm>
#include <set>

#include "connectors/decoding/tree_mapper.h"
#include "connectors/mapping/catalogue.h"
#include "connectors/program/reasons.h"
#include "connectors/program/syntax.h"
#include "connectors/reader/xml_reader.h"
#include "fuzz/tree_check.h"
#include "fuzz/utf16.h"

// A file of any syntax through the whole catalogue. An input that starts with "@" states in its
// next two bytes what the site declares and which entry it reads; others are read for a site that
// declares all.
namespace procured::fuzz {
namespace {

const mapping::Catalogue& catalogue() {
  static const auto loaded =
      mapping::Catalogue::load({std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue"});
  expect(loaded.has_value(), "the catalogue loads");
  return loaded.value();
}

mapping::ConnectorSettings settings_of(std::string_view& input) {
  mapping::ConnectorSettings settings;
  unsigned declared = 0xFF;
  if (input.starts_with("@")) {
    input.remove_prefix(1);
    declared = take_byte(input);
    const auto entries = catalogue().entries();
    const auto entry = take_byte(input);
    if (entry < entries.size()) settings.entries = {entries[entry]};
  }
  if ((declared & 1U) != 0) settings.default_currency = "SEK";
  if ((declared & 2U) != 0) settings.default_buyer = "0192:958935420";
  if ((declared & 4U) != 0) settings.default_seller = "0192:964338531";
  if ((declared & 8U) == 0) settings.decimal_point = ',';
  return settings;
}

std::string outcome_of(const mapping::Decoded& part, bool with_hash) {
  auto text = part.position + '\n' + (with_hash ? part.content_hash : std::string()) + '\n';
  if (const auto* document = std::get_if<mapping::DecodedDocument>(&part.outcome)) {
    return text + document->content.SerializeAsString() + '\n' +
           document->persons.SerializeAsString() + '\n' + document->places.SerializeAsString();
  }
  if (const auto* row = std::get_if<mapping::DecodedRow>(&part.outcome))
    return text + row->register_name + std::to_string(row->row) + row->record.SerializeAsString();
  const auto& error = std::get<core::Error>(part.outcome);
  return text + error.code + '\n' + error.detail + '\n' + error.place;
}

bool same_decoding(const mapping::Decoding& left, const mapping::Decoding& right, bool with_hash) {
  return left.entry == right.entry && left.mapped == right.mapped &&
         left.ignored == right.ignored && left.unmapped.size() == right.unmapped.size() &&
         std::equal(left.parts.begin(), left.parts.end(), right.parts.begin(), right.parts.end(),
                    [&](const auto& a, const auto& b) {
                      return outcome_of(a, with_hash) == outcome_of(b, with_hash);
                    });
}

/// "/a:Invoice/b:Line[2]/c:ID" → "/Invoice/Line/ID": mappings have prefixes of their own, and no
/// index where a field is read once.
std::string plain_path(std::string_view path) {
  std::string plain;
  std::size_t step = 0;
  int brackets = 0;
  for (const char c : path) {
    if (c == '[') ++brackets;
    if (c == ']') --brackets;
    if (brackets > 0 || c == ']') continue;
    if (c == ':') {
      plain.resize(step);
      continue;
    }
    plain += c;
    if (c == '/' || c == '@') step = plain.size();
  }
  return plain;
}

std::set<std::string> paths_of(const reader::Tree& tree) {
  std::set<std::string> paths;
  for (reader::NodeId id = 0; id < tree.size(); ++id) {
    const auto path = plain_path(tree.path_of(id));
    paths.insert(path);
    // Of a document among several, fields that stand elsewhere have their path from the root.
    paths.insert(path.substr(std::min(path.find('/', 1), path.size())));
  }
  return paths;
}

using Fields = google::protobuf::RepeatedField<std::uint32_t>;

/// Pairs of a field's number and its path; `each` gets the paths.
template <class Each>
void each_path(const Fields& fields, const google::protobuf::Descriptor& owner,
               const v1::Places& places, Each each) {
  expect(fields.size() % 2 == 0, "places are pairs");
  for (int i = 1; i < fields.size(); i += 2) {
    expect(fields[i] < static_cast<std::uint32_t>(places.path_size()), "a place has its path");
    const auto* field = owner.FindFieldByNumber(static_cast<int>(fields[i - 1]));
    expect(field != nullptr, "a place has its field");
    each(places.path(static_cast<int>(fields[i])));
  }
}

void check_places(const mapping::DecodedDocument& document, const std::set<std::string>* known) {
  const auto& places = document.places;
  expect(places.lines_size() == document.content.lines_size(), "each line has its place");
  const auto exists = [&](const std::string& path) {
    if (known != nullptr) expect(known->contains(plain_path(path)), "a place is in the file");
  };
  each_path(places.document_fields(), *v1::DocumentContent::descriptor(), places, exists);
  for (const auto& line : places.lines()) {
    exists(line.path());
    each_path(line.fields(), *v1::Line::descriptor(), places,
              [&](const std::string& path) { exists(line.path() + '/' + path); });
  }
}

/// The tree that an XML input was decoded from, where it is small.
const reader::Tree* tree_of(std::string_view text) {
  constexpr std::size_t kNodesMax = 500;
  static reader::XmlReader xml;
  static reader::Tree tree;
  static const reader::Names names;
  xml.skip_external_doctypes(true);
  if (mapping::syntax_of(text) != mapping::Syntax::kXml || !xml.read(text, names, tree))
    return nullptr;
  return tree.size() > kNodesMax ? nullptr : &tree;
}

void check_leaves(const mapping::Decoding& decoding, const reader::Tree& tree) {
  std::uint64_t leaves = 0;
  for (reader::NodeId id = 0; id < tree.size(); ++id) leaves += !tree[id].text.empty();
  expect(decoding.mapped + decoding.ignored + decoding.unmapped.size() == leaves,
         "each leaf is mapped, ignored or unmapped, once");
}

void check(const mapping::Decoding& decoding, std::string_view text) {
  expect(!decoding.parts.empty() || mapping::syntax_of(text) == mapping::Syntax::kTable,
         "a file has a document or a reason");
  const auto* tree = tree_of(text);
  const auto known = tree == nullptr ? std::set<std::string>() : paths_of(*tree);
  std::set<std::string> positions;
  for (const auto& part : decoding.parts) {
    expect(positions.insert(part.position).second, "each part has a position of its own");
    if (const auto* error = std::get_if<core::Error>(&part.outcome)) {
      check_refusal(*error);
    } else if (const auto* document = std::get_if<mapping::DecodedDocument>(&part.outcome)) {
      check_places(*document, tree == nullptr ? nullptr : &known);
      // Around an envelope's documents stand leaves of its own.
      const bool enveloped =
          reader::local_name(tree == nullptr ? std::string_view() : (*tree)[0].name) ==
          "StandardBusinessDocument";
      if (tree != nullptr && !enveloped && decoding.parts.size() == 1 && part.content_hash.empty())
        check_leaves(decoding, *tree);
    }
  }
}

/// Written another way, the same text is the same document.
void check_utf16(std::string_view text, const mapping::ConnectorSettings& settings,
                 const mapping::Decoding& decoding) {
  const auto syntax = mapping::syntax_of(text);
  if ((syntax != mapping::Syntax::kXml && syntax != mapping::Syntax::kJson) ||
      text.substr(0, 512).find("encoding") != std::string_view::npos ||
      text.starts_with("\xEF\xBB\xBF") || text.find('\0') != std::string_view::npos) {
    return;
  }
  if (std::holds_alternative<core::Error>(decoding.parts.front().outcome)) return;
  const auto wide = as_utf16(text);
  if (!wide) return;
  expect(same_decoding(decoding, catalogue().decode_whole(*wide, settings, true), false),
         "UTF-16 gives the same document");
}

}  // namespace
}  // namespace procured::fuzz

/// The catalogue loads before the first input, whose time it would be counted as.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  procured::fuzz::catalogue();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  using namespace procured::fuzz;
  auto text = text_of(data, size);
  const auto settings = settings_of(text);
  const auto decoding = catalogue().decode_whole(text, settings, true);
  check(decoding, text);
  // Copied, so that the memory of a document serves the next one, as it does where nobody keeps it.
  std::vector<mapping::Decoded> parts;
  auto summary = catalogue().decode(
      text, settings, [&](const mapping::Decoded& part) { parts.push_back(part); }, true);
  const mapping::Decoding again{std::move(summary), std::move(parts)};
  expect(same_decoding(decoding, again, true), "what an earlier file left behind changes nothing");
  if (!decoding.parts.empty()) check_utf16(text, settings, decoding);
  return 0;
}
