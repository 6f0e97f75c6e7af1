#pragma once

#include "procured/v1/document.pb.h"

namespace procured::mapping {

/// Notes on a document where its amounts contradict each other: `data_quality` gets a code, the
/// place and the values compared for each. A function of the content alone (`places` only says
/// where). Exact; what differs by rounding is allowed for, by the minor unit of the currency. What
/// a document does not state is not checked (connectors/README.md, "What is noted, and refuses
/// nothing"). @source EN 16931 BR-CO-10 to BR-CO-16; Peppol BIS Billing 3, PEPPOL-EN16931-R120
void check_arithmetic(const v1::Places& places, v1::DocumentContent& content);

}  // namespace procured::mapping
