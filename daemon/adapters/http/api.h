#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/message.h"
#include "bi/store.h"

namespace procured::http {

/// What the API needs besides the store.
struct ApiSettings {
  std::map<std::string, std::string> goals = {};  ///< KPI id → goal, a decimal.
  bi::FetchRaw fetch_raw = nullptr;               ///< Without it no source document is kept.
  /// Re-judging that waits; nullopt when this process cannot tell.
  std::function<std::optional<std::uint64_t>()> left_over = nullptr;
};

/// What an endpoint has at hand.
struct Context {
  bi::Store& store;
  const ApiSettings& settings;
};

/// A small function for one address. `rest` is the decoded path after the endpoint's own.
using Endpoint = Response (*)(const Request& request, const std::string& rest, Context& context);

/// The HTTP API below /api/v1/, over a BI store. A Store is taken from the factory for as many
/// threads as ask at once, and kept for the next. @thread any
class Api {
 public:
  Api(bi::StoreFactory factory, ApiSettings settings);

  /// Status 503 while there is no store yet, 404 for an address that means nothing.
  Response answer(const Request& request);

 private:
  core::Result<std::unique_ptr<bi::Store>> take_store();
  void give_back(std::unique_ptr<bi::Store> store);

  bi::StoreFactory factory_;
  ApiSettings settings_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<bi::Store>> idle_;
};

/// An error of the store as a response: 503 when it passes, else 500.
Response store_error(const core::Error& error);

}  // namespace procured::http
