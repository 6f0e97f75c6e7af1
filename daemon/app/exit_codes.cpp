#include "app/exit_codes.h"

#include <cstdio>

namespace procured::app {

int exit_after(const char* command, const core::Error& error) {
  std::fprintf(stderr, "procured %s: %s: %s\n", command, error.code.c_str(), error.detail.c_str());
  return error.category == core::Category::kTransient ? kExitUnavailable : kExitFailed;
}

}  // namespace procured::app
