#include "connectors/reader/idoc_reader.h"
#include "fuzz/tree_check.h"
#include "fuzz/utf16.h"

// Flat IDocs: a tree or a reason, in UTF-8 and UTF-16, whatever stood there before.
namespace procured::fuzz {
namespace {

const reader::SegmentLayouts& layouts() {
  static const reader::SegmentLayouts made{
      {"E1EDK01", {{"ACTION", 3}, {"KZABS", 1}, {"CURCY", 3}, {"HWAER", 3}, {"WKURS", 12}}},
      {"E1EDP01", {{"POSEX", 6}, {"ACTION", 3}, {"PSTYP", 1}, {"KZABS", 1}, {"MENGE", 15}}},
      {"Z1OWN", {{"A", 1}, {"B", 1000}}}};
  return made;
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  static const reader::Names names;
  static reader::IdocReader usual(fuzz::layouts());
  static reader::IdocReader wide(fuzz::layouts());
  static reader::IdocReader tight(fuzz::layouts(), {"auto", ""}, {.depth_max = 2, .nodes_max = 20});
  static reader::Tree tree;
  static reader::Tree again;
  const auto bytes = fuzz::text_of(data, size);
  if (const auto small = tight.read(bytes, names, tree); small) {
    fuzz::check_tree(tree);
  } else {
    fuzz::check_refusal(small.error());
  }
  const auto read = usual.read(bytes, names, tree);
  if (!read) {
    fuzz::check_refusal(read.error());
    return 0;
  }
  fuzz::check_tree(tree);
  fuzz::check_paths(tree);
  const auto utf16 = fuzz::as_utf16(bytes);
  if (!utf16 || bytes.starts_with("\xEF\xBB\xBF") || bytes.find('\0') != std::string_view::npos)
    return 0;
  fuzz::expect(wide.read(*utf16, names, again).has_value() && fuzz::same(tree, again),
               "UTF-16 reads as UTF-8 does");
  return 0;
}
