#include "adapters/http/api.h"

#include <algorithm>
#include <string_view>

#include "adapters/http/endpoints.h"

namespace procured::http {
namespace {

constexpr std::string_view kRoot = "/api/v1/";

struct Route {
  std::string_view path;
  Endpoint endpoint;
  bool has_rest = false;
};

constexpr Route kRoutes[] = {
    {"agreements", agreements_endpoint},
    {"buyers", buyers_endpoint},
    {"dead-letters", dead_letters_endpoint},
    {"kpis", kpis_endpoint},
    {"leaks", leaks_endpoint},
    {"lines", lines_endpoint},
    {"messages", messages_endpoint},
    {"source", source_endpoint},
    {"source/meta", source_meta_endpoint},
    {"status", status_endpoint},
    {"units", units_endpoint},
    {"units/rollup", rollup_endpoint},
    {"verdicts/", verdict_endpoint, true},
};

const Route* route_of(std::string_view path) {
  const auto found =
      std::find_if(std::begin(kRoutes), std::end(kRoutes), [path](const Route& route) {
        return route.has_rest ? path.size() > route.path.size() && path.starts_with(route.path)
                              : path == route.path;
      });
  return found == std::end(kRoutes) ? nullptr : found;
}

}  // namespace

Response store_error(const core::Error& error) {
  if (error.category == core::Category::kTransient) {
    return error_response(503,
                          "The store cannot be read just now (" + error.detail + "); try again.");
  }
  return error_response(500, "The store is damaged or of another version: " + error.detail);
}

Api::Api(bi::StoreFactory factory, ApiSettings settings)
    : factory_(std::move(factory)), settings_(std::move(settings)) {}

Response Api::answer(const Request& request) {
  const std::string_view path = request.path;
  const auto* route = path.starts_with(kRoot) ? route_of(path.substr(kRoot.size())) : nullptr;
  if (route == nullptr) {
    return error_response(404,
                          "There is no such address; see daemon/adapters/http/README.md.");
  }
  std::string rest;
  if (!percent_decode(path.substr(kRoot.size() + route->path.size()), false, rest)) {
    return error_response(400, "The address is not encoded as RFC 3986 says.");
  }
  auto store = take_store();
  if (!store) return store_error(store.error());
  Context context{*store.value(), settings_};
  auto response = route->endpoint(request, rest, context);
  if (response.status < 500) give_back(std::move(store).value());
  return response;
}

core::Result<std::unique_ptr<bi::Store>> Api::take_store() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto store = std::move(idle_.back());
      idle_.pop_back();
      return store;
    }
  }
  return factory_();
}

void Api::give_back(std::unique_ptr<bi::Store> store) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(store));
}

}  // namespace procured::http
