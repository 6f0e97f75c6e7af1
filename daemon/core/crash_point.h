#pragma once

#include <string_view>

namespace procured::core {

/// A named step at which a test can end or freeze the process, to see what a crash there leaves
/// behind. Does nothing unless the environment says so when the process starts:
///
///     PROCURED_CRASH_AT=<step>[:n]    _exit(137) at the n-th time (default: the first)
///     PROCURED_FREEZE_AT=<step>[:n]   SIGSTOP to itself; SIGCONT lets it go on
///
/// @thread any.
void crash_point(std::string_view step);

}  // namespace procured::core
