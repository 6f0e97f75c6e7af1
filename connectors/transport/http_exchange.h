#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/transport/source.h"

namespace procured::transport {

struct HttpLogin {
  std::string user;
  std::string password;
};

struct HttpRequest {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::optional<HttpLogin> login = std::nullopt;   ///< Basic authentication.
  std::optional<std::string> form = std::nullopt;  ///< POSTed, percent-encoded; else a GET.
};

struct HttpResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};

  /// The first of that name, in any case; empty: there is none.
  std::string_view header(std::string_view name) const;
};

/// One request and its answer, within limits of size and time; redirects are answers. And what only
/// a library should do to URLs. @thread one at a time.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;

  /// @errors unreachable, timeout, stalled, truncated, tls, too_large
  virtual Fetched<HttpResponse> exchange(const HttpRequest& request, const Stop& stop) = 0;

  /// The absolute URL of a link found in an answer from `base`; empty: it is none.
  virtual std::string resolve(const std::string& base, const std::string& link) const = 0;
  /// Equal scheme, host and port.
  virtual bool same_origin(const std::string& one, const std::string& other) const = 0;
  virtual std::string escape(std::string_view text) const = 0;
};

}  // namespace procured::transport
