#include "connectors/transport/http_auth.h"

#include <algorithm>
#include <charconv>

#include "connectors/reader/json_page.h"
#include "connectors/transport/http_answers.h"

namespace procured::transport {
namespace {

using boost::outcome_v2::success;
using std::chrono::seconds;
using Kind = HttpAuthSettings::Kind;

// Answers may leave out how long a token lasts, and it shall not expire on its way.
constexpr seconds kLifeUnknown{300};
constexpr seconds kMargin{30};

seconds life_of(std::string_view text) {
  std::uint32_t count = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  return read.ec == std::errc() ? seconds(count) : kLifeUnknown;
}

}  // namespace

Fetched<void> HttpAuth::sign(HttpRequest& request, HttpExchange& exchange, const Stop& stop) {
  if (settings_.kind == Kind::kNone) return success();
  if (settings_.kind == Kind::kOauth2) {
    if (token_.empty() || clock_.steady_now() >= expires_at_) {
      if (auto fetched = fetch_token(exchange, stop); !fetched) return fetched;
    }
    request.headers.emplace_back("Authorization", "Bearer " + token_);
    return success();
  }
  auto secret = read_secret(settings_.secret_file);
  if (!secret) return secret.error();
  if (settings_.kind == Kind::kBasic) {
    request.login = HttpLogin{settings_.user, std::move(secret).value()};
  } else if (settings_.kind == Kind::kBearer) {
    request.headers.emplace_back("Authorization", "Bearer " + secret.value());
  } else {
    request.headers.emplace_back(settings_.header, secret.value());
  }
  return success();
}

bool HttpAuth::refused() {
  const bool had_token = !token_.empty();
  token_.clear();
  return settings_.kind == Kind::kOauth2 && had_token;
}

Fetched<void> HttpAuth::fetch_token(HttpExchange& exchange, const Stop& stop) {
  const auto secret = read_secret(settings_.secret_file);
  if (!secret) return secret.error();
  const auto id = exchange.escape(settings_.user);
  const auto escaped = exchange.escape(secret.value());
  HttpRequest request{.url = settings_.token_url, .headers = {{"Accept", "application/json"}}};
  std::string form = "grant_type=client_credentials";
  if (!settings_.scope.empty()) form += "&scope=" + exchange.escape(settings_.scope);
  if (settings_.secret_in_form) {
    form += "&client_id=" + id + "&client_secret=" + escaped;
  } else {
    request.login = HttpLogin{id, escaped};
  }
  request.form = std::move(form);
  const auto asked_at = clock_.steady_now();
  const auto answer = exchange.exchange(request, stop);
  if (!answer) return Failure{answer.error().kind, "token_url: " + answer.error().detail};
  const auto& response = answer.value();
  if (response.status == 400) return Failure{"login_refused", "token_url: status 400"};
  if (response.status != 200) {
    auto failure = failure_of(response, clock_.now());
    failure.detail = "token_url: " + failure.detail;
    return failure;
  }
  const auto page = reader::read_json_page(
      response.body, {.documents = {}, .key = {}, .texts = {"access_token", "expires_in"}});
  if (!page || page.value().texts[0].empty())
    return Failure{"unexpected_content", "token_url: the answer holds no access_token"};
  token_ = page.value().texts[0];
  const auto life = life_of(page.value().texts[1]);
  expires_at_ = asked_at + std::max(life - kMargin, life / 2);
  return success();
}

}  // namespace procured::transport
