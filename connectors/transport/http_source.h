#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "connectors/reader/json_page.h"
#include "connectors/transport/http_auth.h"
#include "connectors/transport/http_exchange.h"
#include "connectors/transport/poll_position.h"
#include "connectors/transport/source.h"
#include "core/clock.h"

namespace procured::transport {

enum class PollMode { kOdataV2, kOdataV4, kCursor, kEtag };

struct HttpPollSettings {
  std::string url;  ///< "{since}" stands for when the last whole round began, less the overlap.
  PollMode mode = PollMode::kOdataV4;
  std::string documents = {};         ///< Path in a page.
  std::string key = {};               ///< Path in a document.
  std::string cursor_path = {};       ///< kCursor: path in a page; empty: the header Link.
  std::string cursor_parameter = {};  ///< kCursor: of the query; empty: the cursor is a link.
  std::string since = "1970-01-01T00:00:00Z";  ///< For the first round.
  std::chrono::seconds since_overlap{300};     ///< For clocks that differ and late commits.
  std::chrono::milliseconds interval{60'000};
  std::chrono::milliseconds request_gap{0};  ///< Between the starts of two requests.
  std::uint64_t page_size = 0;               ///< kOdataV4: asked for; 0: the source's own.
  HttpAuthSettings auth = {};
};

/// An API that is asked again and again. Each page is split into its documents, which are named by
/// the source's own key: pages shift when a document before them changes, so the n-th page is no
/// name; and with a name of its own each document that comes again unchanged, in an overlap, a
/// second round or after a crash, is known and not written twice. The position is the link to the
/// next page, then the delta link or the time of the round.
class HttpSource final : public Source {
 public:
  /// Clock and exchange outlive it.
  HttpSource(HttpPollSettings settings, std::unique_ptr<HttpExchange> exchange,
             const core::Clock& clock);

  Fetched<Slice> fetch(Ledger& ledger, const Stop& stop) override;
  std::chrono::milliseconds interval() const override { return settings_.interval; }

 private:
  Fetched<Slice> fetch_page(const Stop& stop);
  Fetched<Slice> fetch_resource(const Stop& stop);
  /// The answer with status 200, or 304 where a validator was sent; redirects followed within the
  /// origin.
  Fetched<HttpResponse> get(const std::string& url, const Stop& stop);
  Fetched<HttpResponse> get_signed(const std::string& url, const Stop& stop);
  /// The same during a round, so that the filter stays as it was on the first page.
  std::string filtered_url() const;
  std::string with_cursor(const std::string& cursor) const;
  Fetched<std::string> followed(const std::string& base, const std::string& link) const;
  Fetched<void> go_on(const std::string& url, const HttpResponse& response,
                      const reader::JsonPage& page, PollPosition& position);
  Slice commit(PollPosition position);

  HttpPollSettings settings_;
  std::unique_ptr<HttpExchange> exchange_;
  const core::Clock& clock_;
  HttpAuth auth_;
  const std::string identity_;
  reader::JsonPageShape shape_;
  bool knows_position_ = false;
  PollPosition position_;
  std::set<std::string> pages_seen_;  // hashes of the round's links
  std::chrono::steady_clock::time_point next_request_at_{};
};

}  // namespace procured::transport
