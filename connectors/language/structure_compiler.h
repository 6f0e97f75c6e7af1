#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/language/yaml_reading.h"
#include "connectors/program/syntax.h"
#include "connectors/reader/idoc_reader.h"
#include "connectors/reader/segment_groups.h"

namespace procured::mapping {

/// The groups of message types of a flat syntax.
struct MessageStructure {
  Syntax syntax = Syntax::kEdifact;
  std::vector<std::string> types;  ///< "INVOIC", "810"; types that are built alike share groups.
  reader::GroupDescription message;
};

/// A file `groups: TYPE`: which segments of EDIFACT or X12 belong together.
///
///     groups: INVOIC            (or several types, with blanks between)
///     syntax: edifact
///     segments: UNH BGM DTM FTX
///     has:
///       - {group: line, segments: LIN PIA QTY, has: [{group: price, segments: PRI APR}]}
///
/// The first segment of a group is the one that opens it. X12's HL loops: `by_parent_id: true` and
/// `levels`, the codes from the outside in.
std::optional<MessageStructure> compile_structure(const SourceFile& file, Problems& problems);

/// A file `segments: NAME`: the fields of flat IDoc segments, each with its width in characters.
///
///     segments: ORDERS05
///     layouts: {E1EDK01: [ACTION 3, KZABS 1, CURCY 3]}
void compile_layouts(const SourceFile& file, reader::SegmentLayouts& layouts, Problems& problems);

}  // namespace procured::mapping
