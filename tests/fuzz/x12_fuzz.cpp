#include "connectors/reader/x12_reader.h"
#include "fuzz/edi_check.h"

// X12: every transaction set is a tree or a reason, the same again, and with groups as without.
namespace procured::fuzz {
namespace {

const reader::EdiLimits kSmall{.segments_max = 40,
                               .nodes_max = 60,
                               .parts_per_segment_max = 20,
                               .element_bytes_max = 32,
                               .group_depth_max = 3};

const reader::GroupsByType& groups() {
  static const reader::Names names;
  static const auto made = [] {
    auto level = reader::segment_group("level", "HL SN1 LIN PRF REF",
                                       {reader::segment_group("party", "N1 N3 N4 REF")});
    level.by_parent_id = true;
    level.levels = {"S", "O", "T", "P", "I"};
    reader::GroupsByType compiled;
    compiled.emplace("856", reader::SegmentGroups::compile(
                                reader::segment_group("", "BSN DTM CTT", {std::move(level)}), names)
                                .value());
    compiled.emplace(
        "810", reader::SegmentGroups::compile(
                   reader::segment_group("", "BIG CUR REF DTM TDS CTT",
                                         {reader::segment_group("party", "N1 N2 N3 N4 REF PER"),
                                          reader::segment_group("line", "IT1 CTP PID REF SAC")}),
                   names)
                   .value());
    return compiled;
  }();
  return made;
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  fuzz::check_reader<reader::X12Reader>(fuzz::groups(), fuzz::kSmall, fuzz::text_of(data, size));
  return 0;
}
