#pragma once

#include <string_view>

namespace procured::reader {

/// What an HTTP exchange brought: where the bytes are its transcript (a request and its response,
/// or a response alone, headers and all), the body of the last response, or of the request where
/// there is none; else the bytes themselves. Points into `bytes`.
std::string_view http_body(std::string_view bytes);

}  // namespace procured::reader
