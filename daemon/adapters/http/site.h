#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/http/api.h"
#include "adapters/http/server.h"
#include "adapters/http/static_files.h"

namespace procured::http {

/// One question about readiness, with the answer.
struct Check {
  std::string name;
  bool ok = false;
  std::string detail = {};  ///< For a person; empty when there is nothing to say.
};

/// What the rest of the process tells the site. @thread any
struct Probes {
  std::function<std::string()> metrics = nullptr;           ///< Prometheus text format.
  std::function<std::vector<Check>()> readiness = nullptr;  ///< Without it always ready.
};

/// Everything that has an address: /healthz and /livez (the process answers; they never ask the
/// broker or the store), /readyz (503 unless every check passes; ?verbose lists them), /metrics,
/// the API, and the dashboard's files.
/// @thread any
class Site {
 public:
  Site(bi::StoreFactory store, ApiSettings api, Probes probes, std::filesystem::path dashboard);

  Response answer(const Request& request);

 private:
  Response readiness(const Request& request) const;
  Response metrics() const;

  Api api_;
  Probes probes_;
  StaticFiles files_;
};

}  // namespace procured::http
