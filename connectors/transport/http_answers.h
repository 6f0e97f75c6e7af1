#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "connectors/transport/http_exchange.h"

namespace procured::transport {

/// The pause that a Retry-After header asks for, in seconds or as a date; 0: none that can be read.
/// @source RFC 9110 §10.2.3, §5.6.7
std::chrono::seconds retry_after(std::string_view header,
                                 std::chrono::system_clock::time_point now);

/// What an answer that is no success means.
Failure failure_of(const HttpResponse& response, std::chrono::system_clock::time_point now);

/// The target of rel="next" in a Link header; empty: there is none. @source RFC 8288
std::string next_link(std::string_view header);

/// The first line of a file that holds nothing but a secret. @errors secret_unreadable
Fetched<std::string> read_secret(const std::string& path);

}  // namespace procured::transport
