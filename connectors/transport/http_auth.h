#pragma once

#include <chrono>
#include <string>

#include "connectors/transport/http_exchange.h"
#include "core/clock.h"

namespace procured::transport {

/// How a source is told who asks. Secrets stand in files, read anew when they are needed, so that
/// they can be exchanged while the daemon runs.
struct HttpAuthSettings {
  enum class Kind { kNone, kBasic, kBearer, kHeader, kOauth2 };
  Kind kind = Kind::kNone;
  std::string user = {};         ///< kBasic; with kOauth2 the client id.
  std::string secret_file = {};  ///< Password, token or client secret.
  std::string header = {};       ///< kHeader: the name of the header that holds the secret.
  std::string token_url = {};    ///< kOauth2
  std::string scope = {};        ///< kOauth2; empty: none is asked for.
  bool secret_in_form = false;   ///< kOauth2: the client's secret in the form, not as Basic login.
};

/// Signs requests. An OAuth 2.0 token is kept until shortly before it expires.
/// @source RFC 6749 §4.4 (client credentials), §2.3.1; RFC 6750 §2.1
class HttpAuth {
 public:
  HttpAuth(HttpAuthSettings settings, const core::Clock& clock)
      : settings_(std::move(settings)), clock_(clock) {}

  /// @errors secret_unreadable, login_refused, unexpected_content, those of the exchange
  Fetched<void> sign(HttpRequest& request, HttpExchange& exchange, const Stop& stop);
  /// The source did not accept what was signed. @returns true when another try is worth it.
  bool refused();

 private:
  Fetched<void> fetch_token(HttpExchange& exchange, const Stop& stop);

  HttpAuthSettings settings_;
  const core::Clock& clock_;
  std::string token_;
  std::chrono::steady_clock::time_point expires_at_{};
};

}  // namespace procured::transport
