#pragma once

#include <string>
#include <vector>

#include "procured/v1/reference.pb.h"
#include "stream/record.h"

namespace procured::normalise {

/// A reference record as it goes out: to its buyer's partition, or to every one when it names none.
/// The Kafka key is scope|kind|id, the scope being that buyer or "ALL"; the trace is that of the
/// provenance. `source` and `time` become ce_source and ce_time.
stream::OutboundRecord reference_output(const v1::ReferenceRecord& record,
                                        const std::string& source, const std::string& time);

/// A policy set as reference records, to every partition. Its revision is its place in the order of
/// versions.
std::vector<stream::OutboundRecord> policy_records(const v1::Policy& policy);

/// That it is this date where the buyer is.
std::vector<stream::OutboundRecord> business_date_records(const v1::BusinessDate& date);

}  // namespace procured::normalise
