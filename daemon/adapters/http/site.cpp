#include "adapters/http/site.h"

#include <algorithm>

namespace procured::http {
namespace {

Response plain(unsigned status, std::string text) {
  return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text)};
}

}  // namespace

Site::Site(bi::StoreFactory store, ApiSettings api, Probes probes, std::filesystem::path dashboard)
    : api_(std::move(store), std::move(api)),
      probes_(std::move(probes)),
      files_(std::move(dashboard)) {}

Response Site::answer(const Request& request) {
  const auto& path = request.path;
  if (path == "/healthz" || path == "/livez") return plain(200, "ok\n");
  if (path == "/readyz") return readiness(request);
  if (path == "/metrics") return metrics();
  if (path == "/api" || path.starts_with("/api/")) return api_.answer(request);
  return files_.answer(request);
}

Response Site::readiness(const Request& request) const {
  const auto checks = probes_.readiness ? probes_.readiness() : std::vector<Check>();
  const bool ready =
      std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.ok; });
  std::string text;
  if (request.query.count("verbose") != 0) {
    for (const auto& check : checks) {
      text += (check.ok ? "[+] " : "[-] ") + check.name;
      text += check.detail.empty() ? "\n" : ": " + check.detail + "\n";
    }
  }
  return plain(ready ? 200 : 503, text + (ready ? "ready\n" : "not ready\n"));
}

Response Site::metrics() const {
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8",
          .body = probes_.metrics ? probes_.metrics() : std::string()};
}

}  // namespace procured::http
