#pragma once

#include "core/result.h"

namespace procured::app {

/// What the commands exit with, besides 0. @source sysexits(3)
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 64;
inline constexpr int kExitNoInput = 66;
inline constexpr int kExitUnavailable = 69;
inline constexpr int kExitSoftware = 70;
inline constexpr int kExitCannotCreate = 73;
inline constexpr int kExitConfig = 78;

/// Tells of an error that ends a command, and what to exit with.
int exit_after(const char* command, const core::Error& error);

}  // namespace procured::app
