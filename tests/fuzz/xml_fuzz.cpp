#include "connectors/reader/xml_reader.h"
#include "fuzz/tree_check.h"
#include "fuzz/utf16.h"

// XML: reading directly and by scanning and parsing have one outcome, in UTF-8 and UTF-16.
namespace procured::fuzz {
namespace {

/// Small, so that inputs of some hundred bytes meet every limit.
reader::XmlLimits small_limits() {
  return {.depth_max = 8,
          .elements_max = 40,
          .attributes_max = 40,
          .attributes_per_element_max = 8,
          .name_bytes_max = 24,
          .text_bytes_kept_max = 64};
}

struct Readers {
  reader::XmlReader direct;
  reader::XmlReader parsed;
  reader::XmlReader wide;
  reader::Tree direct_tree;
  reader::Tree parsed_tree;
  reader::Tree wide_tree;

  explicit Readers(const reader::XmlLimits& limits)
      : direct(limits), parsed(limits), wide(limits) {}
};

const reader::Names& names() {
  static const auto made = [] {
    reader::Names filled;
    const int ns = filled.add_namespace("urn:x");
    for (const char* name : {"a", "b", "Invoice", "ID"}) {
      filled.add({ns, name});
      filled.add({reader::Names::kNoNamespace, name});
    }
    return filled;
  }();
  return made;
}

void check(Readers& readers, std::string_view text, bool doctype) {
  for (auto* reader : {&readers.direct, &readers.parsed, &readers.wide})
    reader->skip_external_doctypes(doctype);
  const auto direct = readers.direct.read(text, names(), readers.direct_tree);
  const auto parsed = readers.parsed.read_parsed(text, names(), readers.parsed_tree);
  expect(direct.has_value() == parsed.has_value(), "both ways agree whether it can be read");
  if (!direct) {
    check_refusal(direct.error());
    return expect(same(direct.error(), parsed.error()), "both ways refuse alike");
  }
  check_tree(readers.direct_tree);
  check_paths(readers.direct_tree);
  expect(same(readers.direct_tree, readers.parsed_tree), "both ways read the same tree");
  expect(readers.direct.has_doctype() == readers.parsed.has_doctype(),
         "both ways agree on the document type");
  // A declaration would contradict the new encoding.
  if (text.substr(0, 512).find("encoding") != std::string_view::npos) return;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto wide = as_utf16(text);
  if (!wide) return;
  const auto read = readers.wide.read(*wide, names(), readers.wide_tree);
  expect(read.has_value() && same(readers.direct_tree, readers.wide_tree),
         "UTF-16 reads as UTF-8 does");
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured::fuzz;
  static Readers usual{{}};
  static Readers tight{small_limits()};
  const auto text = text_of(data, size);
  for (const bool doctype : {false, true}) {
    check(usual, text, doctype);
    check(tight, text, doctype);
  }
  return 0;
}
