#pragma once

#include <cstdio>
#include <cstdlib>

/// Aborts when an invariant of the program is broken; stays on in release. Never applied to input:
/// whatever a document or a user can cause is a Result.
#define PROCURED_CHECK(condition)                                                            \
  do {                                                                                       \
    if (!(condition)) {                                                                      \
      std::fprintf(stderr, "%s:%d: broken invariant: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                          \
    }                                                                                        \
  } while (false)
