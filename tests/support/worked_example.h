#pragma once

#include <string>

namespace procured::testing {

/// Judges the Example block of a page and says what differs from what it expects; empty: nothing.
///
/// The block is the page's only ```yaml block: a small world (small_world.h) and, under `expect`,
///     findings:  document (number), and fields of v1::Finding: rule, line_number, outcome, …
///     lots:      findings about an agreement lot: agreement_id, lot_id, and fields of v1::Finding
///     silent:    document (number) and a rule that finds nothing there
///     cells:     fields of v1::KpiCell; unit_id, month and kpi say which
/// `page` is the path within the repository.
std::string failures_of_example(const std::string& page);

/// The same of a text that is the block itself.
std::string failures_of_example_text(const std::string& block);

}  // namespace procured::testing
