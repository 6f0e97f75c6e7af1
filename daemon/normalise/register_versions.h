#pragma once

#include <string_view>

#include "procured/v1/reference.pb.h"
#include "procured/v1/state.pb.h"

namespace procured::normalise {

/// What a row that arrives is to those of its key that arrived before.
struct Admission {
  std::string_view ending;  ///< A name of work.h: sighting, version, duplicate, retraction.
  bool stored = false;      ///< It was added to the versions and goes out.
};

/// Adds a row to the versions of its key, unless it says nothing that they do not say.
///
/// Every version is kept and sent, so that what holds follows from the set alone. A row with the
/// same content, op and known_on as one
///  - at its own or a later place of the register is outdone by that one whatever else arrives;
///  - at an earlier place of the same path is a repetition, when nothing stands between the two: a
///  path's rows arrive in
///    their order, so nothing can come to stand there either.
/// A withdrawal that reaches no row counts as a duplicate but is stored: a row that it reaches may
/// still arrive.
Admission admit(v1::ReferenceVersions& versions, const v1::ReferenceRecord& row);

}  // namespace procured::normalise
