#pragma once

#include <string>

#include "adapters/curl/transfer.h"
#include "connectors/transport/http_exchange.h"

namespace procured::curl {

struct HttpClientSettings {
  TransferLimits limits = {};
  std::string ca_file = {};  ///< PEM; empty: the authorities of the system.
};

/// HTTP/1.1 and HTTP/2 through libcurl. Certificates are verified always; redirects are not
/// followed.
class HttpClient final : public transport::HttpExchange {
 public:
  explicit HttpClient(HttpClientSettings settings);

  transport::Fetched<transport::HttpResponse> exchange(const transport::HttpRequest& request,
                                                       const transport::Stop& stop) override;
  std::string resolve(const std::string& base, const std::string& link) const override;
  bool same_origin(const std::string& one, const std::string& other) const override;
  std::string escape(std::string_view text) const override;

 private:
  HttpClientSettings settings_;
  Transfer transfer_;
};

}  // namespace procured::curl
