#include "connectors/transport/http_source.h"

#include "connectors/transport/http_answers.h"
#include "core/hash.h"

namespace procured::transport {
namespace {

using boost::outcome_v2::success;
using std::chrono::milliseconds;

constexpr int kRedirectsMax = 5;
constexpr std::string_view kSince = "{since}";
// A round that has seen so many pages (32 MB of hashes) is taken for one without end.
constexpr std::size_t kPagesMax = 500'000;

std::string mode_name(PollMode mode) { return std::to_string(static_cast<int>(mode)); }

reader::JsonPageShape shape_of(const HttpPollSettings& settings) {
  reader::JsonPageShape shape{settings.documents, settings.key, {}};
  switch (settings.mode) {
    case PollMode::kOdataV2:
      shape.texts = {"d/__next", "d/__delta"};
      break;
    case PollMode::kOdataV4:
      // The second pair is that of OData 4.01, where "odata." may be left out.
      shape.texts = {"@odata.nextLink", "@odata.deltaLink", "@nextLink", "@deltaLink"};
      break;
    case PollMode::kCursor:
      shape.texts = {settings.cursor_path};
      break;
    case PollMode::kEtag:
      break;
  }
  return shape;
}

std::string without_query(const std::string& url) { return url.substr(0, url.find_first_of("?#")); }

/// To the second, which is what filters of APIs take.
std::string instant(std::chrono::system_clock::time_point time) {
  return core::to_rfc3339(time).substr(0, 19) + "Z";
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

HttpSource::HttpSource(HttpPollSettings settings, std::unique_ptr<HttpExchange> exchange,
                       const core::Clock& clock)
    : settings_(std::move(settings)),
      exchange_(std::move(exchange)),
      clock_(clock),
      auth_(settings_.auth, clock),
      identity_(mode_name(settings_.mode) + " " + settings_.url),
      shape_(shape_of(settings_)) {}

Fetched<Slice> HttpSource::fetch(Ledger& ledger, const Stop& stop) {
  if (!knows_position_) {
    const auto told = ledger.taken({Ledger::kWhole});
    if (stop.asked()) return Slice{};
    if (told[0]) position_ = PollPosition::decode(told[0]->position, identity_);
    knows_position_ = true;
  }
  return settings_.mode == PollMode::kEtag ? fetch_resource(stop) : fetch_page(stop);
}

Fetched<Slice> HttpSource::fetch_page(const Stop& stop) {
  auto position = position_;
  if (position.next.empty()) {
    position.began = instant(clock_.now() - settings_.since_overlap);
    position.next = position.resume.empty() ? filtered_url() : position.resume;
    pages_seen_.clear();
  }
  const auto url = position.next;
  const auto response = get(url, stop);
  if (!response) {
    // A round that cannot be gone on with is begun anew; what it has brought is known.
    if (response.error().kind == "expired") position_ = {.since = position_.since};
    return response.error();
  }
  auto page = reader::read_json_page(response.value().body, shape_);
  if (!page) {
    const bool large = page.error().code == "too_large";
    return Failure{large ? "too_large" : "unexpected_content", page.error().detail};
  }
  if (auto gone_on = go_on(url, response.value(), page.value(), position); !gone_on) {
    position_.next.clear();
    return gone_on.error();
  }
  auto slice = commit(std::move(position));
  for (auto& document : page.value().documents) {
    if (document.left_the_filter) continue;
    RawDocument made{.source = std::move(document.key), .bytes = std::move(document.json)};
    made.is_withdrawn = document.is_removed;
    if (made.source.empty()) made.source = core::sha256_hex(made.bytes);
    slice.documents.push_back(std::move(made));
  }
  return slice;
}

/// Where the round goes on, or what the next one starts from.
Fetched<void> HttpSource::go_on(const std::string& url, const HttpResponse& response,
                                const reader::JsonPage& page, PollPosition& position) {
  const auto& texts = page.texts;
  std::string link;
  std::string resume;
  if (settings_.mode == PollMode::kCursor) {
    const auto cursor =
        settings_.cursor_path.empty() ? next_link(response.header("Link")) : texts.at(0);
    link = settings_.cursor_parameter.empty() || cursor.empty() ? cursor : with_cursor(cursor);
  } else {
    link = texts.size() > 2 && texts[0].empty() ? texts[2] : texts[0];
    resume = texts.size() > 2 && texts[1].empty() ? texts[3] : texts[1];
  }
  pages_seen_.insert(core::sha256_hex(url).substr(0, 32));
  for (auto* one : {&link, &resume}) {
    if (one->empty()) continue;
    auto absolute = followed(url, *one);
    if (!absolute) return absolute.error();
    *one = std::move(absolute).value();
  }
  // The empty page at the end of a feed gives the place from which the next round goes on.
  if (settings_.mode == PollMode::kCursor && page.documents.empty()) resume.swap(link);
  if (!link.empty() && (pages_seen_.contains(core::sha256_hex(link).substr(0, 32)) ||
                        pages_seen_.size() > kPagesMax)) {
    return Failure{"endless_pages", without_query(link)};
  }
  position.next = std::move(link);
  if (!position.next.empty()) return success();
  position.resume = std::move(resume);
  position.since = std::move(position.began);
  position.began.clear();
  return success();
}

Fetched<Slice> HttpSource::fetch_resource(const Stop& stop) {
  auto response = get(settings_.url, stop);
  if (!response) return response.error();
  if (response.value().status == 304) return Slice{};
  auto position = position_;
  position.etag = response.value().header("ETag");
  position.modified = response.value().header("Last-Modified");
  auto slice = commit(std::move(position));
  slice.has_more = false;
  const auto name = settings_.key.empty() ? without_query(settings_.url) : settings_.key;
  slice.documents.push_back({.source = name, .bytes = std::move(response.value().body)});
  return slice;
}

Slice HttpSource::commit(PollPosition position) {
  Slice slice;
  slice.has_more = !position.next.empty();
  // A round that only moves the clock on need not be remembered where no clock is asked for.
  auto compared = position;
  if (settings_.url.find(kSince) == std::string::npos) compared.since = position_.since;
  if (compared != position_) slice.position = position.encode(identity_);
  position_ = std::move(position);
  return slice;
}

Fetched<HttpResponse> HttpSource::get(const std::string& first, const Stop& stop) {
  auto url = first;
  for (int redirects = 0; redirects <= kRedirectsMax; ++redirects) {
    auto answer = get_signed(url, stop);
    if (!answer) return answer.error();
    const auto& response = answer.value();
    if (is_redirect(response.status)) {
      const auto target = followed(url, std::string(response.header("Location")));
      if (!target) return target.error();
      url = target.value();
      continue;
    }
    if (response.status == 410 && settings_.mode != PollMode::kEtag &&
        !(position_.resume.empty() && position_.next.empty())) {
      return Failure{"expired", without_query(url)};
    }
    if (response.status == 200 || response.status == 304) return answer;
    auto failure = failure_of(response, clock_.now());
    failure.detail = without_query(url) + ": " + failure.detail;
    return failure;
  }
  return Failure{"endless_pages", without_query(first) + ": redirects without end"};
}

Fetched<HttpResponse> HttpSource::get_signed(const std::string& url, const Stop& stop) {
  for (bool again = true;; again = false) {
    const auto gap = next_request_at_ - clock_.steady_now();
    if (gap > gap.zero()) stop.wait_for(std::chrono::ceil<milliseconds>(gap));
    next_request_at_ = clock_.steady_now() + settings_.request_gap;
    HttpRequest request{.url = url};
    if (settings_.mode != PollMode::kEtag) {
      request.headers.emplace_back("Accept", "application/json");
    } else {
      if (!position_.etag.empty()) request.headers.emplace_back("If-None-Match", position_.etag);
      if (!position_.modified.empty())
        request.headers.emplace_back("If-Modified-Since", position_.modified);
    }
    if (settings_.mode == PollMode::kOdataV4) {
      request.headers.emplace_back("Prefer", "odata.track-changes");
      if (settings_.page_size > 0)
        request.headers.emplace_back("Prefer",
                                     "odata.maxpagesize=" + std::to_string(settings_.page_size));
    }
    if (auto made = auth_.sign(request, *exchange_, stop); !made) return made.error();
    auto answer = exchange_->exchange(request, stop);
    if (!answer || answer.value().status != 401 || !auth_.refused() || !again) return answer;
  }
}

std::string HttpSource::filtered_url() const {
  auto url = settings_.url;
  const auto since = position_.since.empty() ? settings_.since : position_.since;
  for (auto at = url.find(kSince); at != std::string::npos; at = url.find(kSince, at)) {
    url.replace(at, kSince.size(), since);
  }
  return url;
}

std::string HttpSource::with_cursor(const std::string& cursor) const {
  const auto url = filtered_url();
  const auto separator = url.find('?') == std::string::npos ? '?' : '&';
  return url + separator + settings_.cursor_parameter + '=' + exchange_->escape(cursor);
}

Fetched<std::string> HttpSource::followed(const std::string& base, const std::string& link) const {
  const auto target = exchange_->resolve(base, link);
  if (target.empty()) return Failure{"unexpected_content", "a link that is no URL"};
  if (exchange_->same_origin(target, settings_.url)) return target;
  return Failure{"foreign_link", without_query(target)};
}

}  // namespace procured::transport
