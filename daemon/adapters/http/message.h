#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace procured::http {

/// One request as endpoints see it. GET and HEAD only; the server has refused everything else.
struct Request {
  std::string path;                                       ///< As sent: still percent-encoded.
  std::map<std::string, std::string, std::less<>> query;  ///< Decoded; of a repeated name the last.
  std::string if_none_match;

  /// Empty when the parameter is absent.
  std::string parameter(std::string_view name) const;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// {"error": text}: what is wrong and what to do.
Response error_response(unsigned status, std::string_view text);

/// Splits a request target into path and query. False when its percent-encoding is broken.
bool parse_target(std::string_view target, Request& request);

/// Percent-decoded; with `plus_is_blank` as in a query. False when the encoding is broken.
bool percent_decode(std::string_view text, bool plus_is_blank, std::string& decoded);

}  // namespace procured::http
