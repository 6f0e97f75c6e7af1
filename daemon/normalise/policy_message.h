#pragma once

#include "config/policy.h"
#include "procured/v1/reference.pb.h"

namespace procured::normalise {

/// A policy set in the form in which it is published (see policy_records) and judged by.
v1::Policy policy_message(const config::Policy& policy);

}  // namespace procured::normalise
