#include "adapters/curl/http_client.h"

#include <curl/curl.h>

#include <memory>

#include "core/text.h"

namespace procured::curl {
namespace {

using transport::Fetched;
using transport::HttpRequest;
using transport::HttpResponse;

constexpr std::size_t kHeaderBytesMax = 256u << 10;

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;
using Text = std::unique_ptr<char, FreeText>;
using List = std::unique_ptr<curl_slist, FreeList>;

/// nullptr: it is none.
Url parsed(const std::string& text) {
  Url url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  return url;
}

std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  return Text(text).get();
}

/// As people write filters into a configuration.
std::string without_blanks(const std::string& url) {
  std::string result;
  for (const char c : url) c == ' ' ? result += "%20" : result += c;
  return result;
}

struct Headers {
  HttpResponse* response;
  std::size_t bytes = 0;

  static std::size_t take(char* bytes, std::size_t, std::size_t size, void* self) {
    auto& headers = *static_cast<Headers*>(self);
    headers.bytes += size;
    if (headers.bytes > kHeaderBytesMax) return 0;
    const std::string_view line(bytes, size);
    // An answer may follow an interim one, whose headers mean nothing.
    if (line.starts_with("HTTP/")) headers.response->headers.clear();
    const auto colon = line.find(':');
    if (colon != std::string_view::npos)
      headers.response->headers.emplace_back(core::trim(line.substr(0, colon)),
                                             core::trim(line.substr(colon + 1)));
    return size;
  }
};

List header_lines(const HttpRequest& request) {
  curl_slist* lines = nullptr;
  for (const auto& [name, value] : request.headers) {
    lines = curl_slist_append(lines, (name + ": " + value).c_str());
  }
  return List(lines);
}

}  // namespace

HttpClient::HttpClient(HttpClientSettings settings)
    : settings_(std::move(settings)), transfer_(settings_.limits) {}

Fetched<HttpResponse> HttpClient::exchange(const HttpRequest& request,
                                           const transport::Stop& stop) {
  HttpResponse response;
  Headers headers{&response};
  auto* easy = transfer_.prepare(response.body);
  const auto lines = header_lines(request);
  curl_easy_setopt(easy, CURLOPT_URL, without_blanks(request.url).c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Headers::take);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &headers);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "procured");
  if (!settings_.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, settings_.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (request.login) {
    curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(easy, CURLOPT_USERNAME, request.login->user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, request.login->password.c_str());
  }
  if (request.form) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.form->size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.form->c_str());
  }
  if (auto performed = transfer_.perform(stop); !performed) return performed.error();
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  return response;
}

std::string HttpClient::resolve(const std::string& base, const std::string& link) const {
  const auto url = parsed(without_blanks(base));
  if (!url || link.empty()) return {};
  if (curl_url_set(url.get(), CURLUPART_URL, without_blanks(link).c_str(), 0) != CURLUE_OK)
    return {};
  // A login within a link is not the one configured.
  curl_url_set(url.get(), CURLUPART_USER, nullptr, 0);
  curl_url_set(url.get(), CURLUPART_PASSWORD, nullptr, 0);
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  return part(url, CURLUPART_URL);
}

bool HttpClient::same_origin(const std::string& one, const std::string& other) const {
  const auto left = parsed(without_blanks(one));
  const auto right = parsed(without_blanks(other));
  if (!left || !right) return false;
  const auto host = [](const Url& url) { return core::to_lower(part(url, CURLUPART_HOST)); };
  return part(left, CURLUPART_SCHEME) == part(right, CURLUPART_SCHEME) &&
         host(left) == host(right) &&
         part(left, CURLUPART_PORT, CURLU_DEFAULT_PORT) ==
             part(right, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

std::string HttpClient::escape(std::string_view text) const {
  if (text.empty()) return {};
  const Text escaped(curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())));
  return escaped.get();
}

}  // namespace procured::curl
