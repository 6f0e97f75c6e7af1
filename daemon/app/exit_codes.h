#pragma once

namespace procured::app {

/// What the commands exit with, besides 0 and 1. @source sysexits(3)
inline constexpr int kExitUsage = 64;
inline constexpr int kExitNoInput = 66;
inline constexpr int kExitUnavailable = 69;
inline constexpr int kExitSoftware = 70;
inline constexpr int kExitCannotCreate = 73;
inline constexpr int kExitConfig = 78;

}  // namespace procured::app
