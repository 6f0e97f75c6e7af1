#include <nlohmann/json.hpp>

#include "connectors/reader/json_reader.h"
#include "fuzz/tree_check.h"
#include "fuzz/utf16.h"

// JSON: what is read and what is refused is as an independent parser has it.
namespace procured::fuzz {
namespace {

const reader::JsonLimits kSmall{.depth_max = 6,
                                .nodes_max = 30,
                                .name_bytes_max = 16,
                                .text_bytes_kept_max = 32,
                                .document_bytes_max = 1U << 16U};

bool is_one_document(std::string_view text) {
  return nlohmann::json::accept(text.begin(), text.end());
}

struct Kept {
  reader::JsonReader reader;
  reader::JsonReader wide;
  reader::Tree tree;
  reader::Tree wide_tree;

  explicit Kept(const reader::JsonLimits& limits) : reader(limits), wide(limits) {}
};

void check(Kept& kept, std::string_view text, bool tight) {
  static const reader::Names names;
  const auto read = kept.reader.read(text, names, kept.tree);
  if (!read) {
    check_refusal(read.error());
    // The limits are ours alone, and so is half of a surrogate pair.
    const auto& code = read.error().code;
    const bool limit = code == mapping::reason::kTooDeep || code == mapping::reason::kTooLarge;
    const bool mark = text.substr(0, 1) == "\xEF";
    const bool wide = text.find('\0') != std::string_view::npos || text.substr(0, 1) == "\xFE" ||
                      text.substr(0, 1) == "\xFF";
    if (!limit && !mark && !wide && !tight)
      expect(!is_one_document(text), "what is refused is no JSON");
    return;
  }
  check_tree(kept.tree);
  const auto wide = as_utf16(text);
  if (!wide || text.size() < 2 || text.starts_with("\xEF\xBB\xBF") ||
      text.find('\0') != std::string_view::npos) {
    return;
  }
  const auto again = kept.wide.read(*wide, names, kept.wide_tree);
  expect(again.has_value() && same(kept.tree, kept.wide_tree), "UTF-16 reads as UTF-8 does");
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured::fuzz;
  static Kept usual{procured::reader::JsonLimits{}};
  static Kept tight{kSmall};
  check(usual, text_of(data, size), false);
  check(tight, text_of(data, size), true);
  return 0;
}
