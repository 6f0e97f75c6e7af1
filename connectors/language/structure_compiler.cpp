#include "connectors/language/structure_compiler.h"

#include <fmt/format.h>

#include <charconv>

#include "core/text.h"

namespace procured::mapping {
namespace {

using config::YamlNode;

constexpr int kGroupDepthMax = 16;
constexpr std::uint32_t kWidthMax = 1000;  // the data of a segment

class StructureCompiler {
 public:
  explicit StructureCompiler(const YamlReading& reading) : reading_(reading) {}

  /// Segments and groups of one level; the first segment of a group is its trigger.
  void level(const YamlNode& map, int depth, reader::GroupDescription& group) {
    const auto text = reading_.text(map, "segments");
    for (const auto tag : core::split_values(text, ' ')) {
      if (depth > 0 && group.trigger.empty()) {
        group.trigger = tag;
      } else {
        group.segments.emplace_back(tag);
      }
    }
    if (text.empty()) reading_.problem(map, "segments are missing");
    if (depth >= kGroupDepthMax) {
      reading_.problem(map, fmt::format("groups are nested more than {} deep", kGroupDepthMax));
      return;
    }
    for (const auto* item : reading_.items(map, "has")) {
      if (!reading_.map_with(*item, {"group", "segments", "has", "by_parent_id", "levels"}))
        continue;
      auto& inner = group.groups.emplace_back();
      inner.name = reading_.text(*item, "group");
      inner.by_parent_id = reading_.flag(*item, "by_parent_id");
      if (const auto* levels = item->find("levels")) {
        for (const auto* code : reading_.scalars(*levels)) inner.levels.push_back(code->scalar);
      }
      if (inner.name.empty()) reading_.problem(*item, "a group needs a name");
      level(*item, depth + 1, inner);
    }
  }

 private:
  const YamlReading& reading_;
};

/// "CURCY 3"
std::optional<reader::SegmentField> field_of(std::string_view text) {
  const auto parts = core::split_values(text, ' ');
  if (parts.size() != 2) return std::nullopt;
  reader::SegmentField field;
  field.name = parts[0];
  const auto* const end = parts[1].data() + parts[1].size();
  const auto read = std::from_chars(parts[1].data(), end, field.width);
  if (read.ec != std::errc() || read.ptr != end || field.width == 0 || field.width > kWidthMax)
    return std::nullopt;
  return field;
}

}  // namespace

std::optional<MessageStructure> compile_structure(const SourceFile& file, Problems& problems) {
  const YamlReading reading(file, problems);
  const auto& root = file.document.root();
  if (!reading.map_with(root, {"groups", "syntax", "segments", "has"})) return std::nullopt;
  MessageStructure structure;
  const auto types = reading.text(root, "groups");
  for (const auto type : core::split_values(types, ' ')) structure.types.emplace_back(type);
  const auto syntax = reading.text(root, "syntax");
  if (syntax != "edifact" && syntax != "x12") {
    reading.problem(root, "groups need syntax: edifact or x12");
    return std::nullopt;
  }
  structure.syntax = syntax == "x12" ? Syntax::kX12 : Syntax::kEdifact;
  StructureCompiler(reading).level(root, 0, structure.message);
  return structure;
}

void compile_layouts(const SourceFile& file, reader::SegmentLayouts& layouts, Problems& problems) {
  const YamlReading reading(file, problems);
  const auto& root = file.document.root();
  if (!reading.map_with(root, {"segments", "layouts"})) return;
  const auto* all = root.find("layouts");
  if (all == nullptr || !all->is_map()) {
    reading.problem(root, "layouts must be a map from segment to its fields");
    return;
  }
  for (const auto& entry : all->entries) {
    auto& fields = layouts[entry.key.scalar];
    if (!fields.empty()) reading.problem(entry.key, "this segment has a layout already");
    for (const auto* item : reading.scalars(entry.value)) {
      if (auto field = field_of(item->scalar)) {
        fields.push_back(std::move(*field));
      } else {
        reading.problem(*item,
                        fmt::format("'{}' is no field and width, such as CURCY 3", item->scalar));
      }
    }
  }
}

}  // namespace procured::mapping
