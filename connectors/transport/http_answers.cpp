#include "connectors/transport/http_answers.h"

#include <charconv>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <locale>
#include <sstream>

#include "core/text.h"

namespace procured::transport {

using std::chrono::seconds;

std::string_view HttpResponse::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (core::to_lower(key) == core::to_lower(name)) return value;
  }
  return {};
}

seconds retry_after(std::string_view header, std::chrono::system_clock::time_point now) {
  header = core::trim(header);
  std::uint32_t count = 0;
  const auto read = std::from_chars(header.data(), header.data() + header.size(), count);
  if (read.ec == std::errc() && read.ptr == header.data() + header.size()) return seconds(count);
  std::tm time{};
  std::istringstream text{std::string(header)};
  text.imbue(std::locale::classic());
  text >> std::get_time(&time, "%a, %d %b %Y %H:%M:%S GMT");
  if (text.fail()) return seconds(0);
  const auto until = std::chrono::system_clock::from_time_t(::timegm(&time));
  return std::max(seconds(0), std::chrono::ceil<seconds>(until - now));
}

Failure failure_of(const HttpResponse& response, std::chrono::system_clock::time_point now) {
  const auto pause = retry_after(response.header("Retry-After"), now);
  const auto status = "status " + std::to_string(response.status);
  switch (response.status) {
    case 401:
    case 403:
      return {"login_refused", status};
    case 408:
      return {"timeout", status};
    case 429:
      return {"rate_limited", status, pause};
    default:
      return {response.status >= 500 ? "server_error" : "client_error", status, pause};
  }
}

std::string next_link(std::string_view header) {
  while (true) {
    const auto open = header.find('<');
    const auto close = header.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    const auto target = header.substr(open + 1, close - open - 1);
    // Up to the next link: a comma may stand within quotes, but '<' follows only one between links.
    const auto end = header.find('<', close);
    for (const auto parameter :
         core::split_values(header.substr(close + 1, end - close - 1), ';')) {
      const auto equals = parameter.find('=');
      if (core::to_lower(core::trim(parameter.substr(0, equals))) != "rel") continue;
      if (equals == std::string_view::npos) continue;
      auto value = core::trim(parameter.substr(equals + 1));
      while (!value.empty() && (value.back() == ',' || value.back() == ' ')) value.remove_suffix(1);
      if (value.size() > 1 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
      for (const auto relation : core::split_values(value, ' ')) {
        if (core::to_lower(relation) == "next") return std::string(target);
      }
    }
    if (end == std::string_view::npos) return {};
    header.remove_prefix(end);
  }
}

Fetched<std::string> read_secret(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) return Failure{"secret_unreadable", path};
  const auto secret = core::trim(line);
  if (secret.empty()) return Failure{"secret_unreadable", path};
  return std::string(secret);
}

}  // namespace procured::transport
