#pragma once

#include <vector>

#include "connectors/program/program.h"
#include "connectors/program/root_index.h"
#include "connectors/reader/edi_reader.h"
#include "connectors/reader/idoc_reader.h"

namespace procured::mapping {

/// What the files of a catalogue turn into.
struct Compilation {
  Names names;
  std::vector<Program> programs;
  std::vector<Refusal> refusals;
  RootIndex roots;  ///< Of the programs and refusals.
  std::vector<Envelope> envelopes;
  reader::GroupsByType edifact_groups;
  reader::GroupsByType x12_groups;
  reader::SegmentLayouts layouts;
};

}  // namespace procured::mapping
