#pragma once

#include <vector>

#include "core/result.h"
#include "procured/v1/document.pb.h"

namespace procured::mapping {

/// Notes on a document what its reader found wrong around it and what leaves its content whole,
/// such as control counts (connectors/README.md, "What is noted, and refuses nothing").
void note_findings(const std::vector<core::Error>& findings, v1::DocumentContent& content);

}  // namespace procured::mapping
