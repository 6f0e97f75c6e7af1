#pragma once

#include <vector>

#include "judge/sightings.h"
#include "procured/v1/reference.pb.h"

namespace procured::judge {

/// The item rows that a price catalogue adds to the agreement that its contract reference names:
/// one per priced line and kind of item id. None for a catalogue without a contract reference, for
/// deleted lines, and for prices that hold from a larger quantity on only (definitions §4). Lots
/// are left open: a catalogue names none.
std::vector<v1::AgreementItem> catalogue_items(const Merged& catalogue);

}  // namespace procured::judge
