#pragma once

#include <filesystem>

#include "config/policy.h"
#include "core/result.h"
#include "procured/v1/reference.pb.h"

namespace procured::normalise {

/// A policy set in the form in which it is published (see policy_records) and judged by.
v1::Policy policy_message(const config::Policy& policy);

/// The policy set of a folder, or the built-in one for an empty path, ready to be published.
/// @errors kFatal policy_invalid; the detail lists every problem, one a line
core::Result<v1::Policy> load_policy(const std::filesystem::path& folder);

}  // namespace procured::normalise
