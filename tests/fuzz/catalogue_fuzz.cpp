#include <fstream>
#include <iterator>

#include "connectors/decoding/tree_decoding.h"
#include "connectors/language/compiler.h"
#include "connectors/language/inheritance.h"
#include "connectors/reader/xml_reader.h"
#include "fuzz/fuzz.h"

// Mapping files: a program or problems with places, never both; and what compiles reads a document.
// Files are divided by lines "---", entries by lines "===".
namespace procured::fuzz {
namespace {

std::vector<mapping::SourceFile> files_of(std::string_view text) {
  std::vector<mapping::SourceFile> files;
  int entry = 1;
  int number = 1;
  while (!text.empty() && number < 20) {
    const auto divider = std::min(text.find("\n---\n"), text.find("\n===\n"));
    const auto part = text.substr(0, divider);
    auto name = "e" + std::to_string(entry) + "/" + std::to_string(number++) + ".yaml";
    if (auto document = config::YamlDocument::parse(part, std::move(name)))
      files.push_back({"e" + std::to_string(entry), std::move(document).value()});
    if (divider == std::string_view::npos) break;
    if (text[divider + 1] == '=') ++entry;
    text.remove_prefix(divider + 5);
  }
  return files;
}

constexpr std::string_view kDocument =
    "<a:Invoice xmlns:a='urn:a' v='1'><a:ID q='EUR'>7</a:ID><a:Date>2024-02-29</a:Date>"
    "<a:Line><a:ID>1</a:ID><a:Amount q='EUR'>1.50-</a:Amount><a:Note>x</a:Note></a:Line>"
    "<a:Line><a:ID>2</a:ID><a:Amount q='EUR'>2</a:Amount></a:Line></a:Invoice>";

void decode(const mapping::Compilation& compilation) {
  static reader::XmlReader xml;
  static reader::Tree tree;
  static mapping::TreeDecoding decoding;
  expect(xml.read(kDocument, compilation.names, tree).has_value(), "the sample is XML");
  const mapping::ConnectorSettings settings;
  int parts = 0;
  const mapping::TakePart take = [&](const mapping::Decoded& /*part*/) { ++parts; };
  mapping::FileSummary summary;
  mapping::MemoryBudget memory(1U << 26U);
  const mapping::FileContext file{compilation,           settings, take, summary, memory,
                                  mapping::Syntax::kXml, '.',      true};
  decoding.run(file, tree);
  expect(parts > 0, "a file has a document or a reason");
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  using namespace procured::fuzz;
  auto files = files_of(text_of(data, size));
  mapping::Problems problems;
  mapping::resolve_inheritance(files, problems);
  mapping::Compilation compilation;
  mapping::compile_catalogue(files, compilation, problems);
  if (problems.empty()) {
    decode(compilation);
  } else {
    expect(!problems.text().empty(), "problems say what they are");
  }
  return 0;
}
