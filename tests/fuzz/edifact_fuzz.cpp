#include "connectors/reader/edifact_reader.h"
#include "fuzz/edi_check.h"

// EDIFACT: every message is a tree or a reason, the same again, and with groups as without.
namespace procured::fuzz {
namespace {

const reader::EdiLimits kSmall{.segments_max = 40,
                               .nodes_max = 60,
                               .parts_per_segment_max = 12,
                               .element_bytes_max = 32,
                               .group_depth_max = 3};

const reader::GroupsByType& groups() {
  static const reader::Names names;
  static const auto made = [] {
    reader::GroupsByType compiled;
    const auto add = [&](const char* type, const reader::GroupDescription& description) {
      compiled.emplace(type, reader::SegmentGroups::compile(description, names).value());
    };
    add("INVOIC", reader::invoic_groups());
    add("ORDERS", reader::orders_groups());
    add("DESADV", reader::advice_groups());
    return compiled;
  }();
  return made;
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  fuzz::check_reader<reader::EdifactReader>(fuzz::groups(), fuzz::kSmall,
                                            fuzz::text_of(data, size));
  return 0;
}
