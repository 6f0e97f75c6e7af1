#include "connectors/reader/http_transcript.h"

#include <algorithm>
#include <array>

namespace procured::reader {
namespace {

constexpr std::string_view kProtocol = "HTTP/1.";
constexpr std::size_t kFirstLineMax = 8192;  // other files may be one line of many megabytes
constexpr std::array<std::string_view, 5> kMethods = {"GET ", "POST ", "PUT ", "PATCH ", "DELETE "};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view line_at(std::string_view text, std::size_t at) {
  auto line = text.substr(at, text.find('\n', at) - at);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// "GET /api/contracts/1 HTTP/1.1"
bool is_request(std::string_view line) {
  const bool has_method = std::any_of(kMethods.begin(), kMethods.end(),
                                      [&](auto method) { return line.starts_with(method); });
  return has_method && line.size() > kProtocol.size() + 2 && is_digit(line.back()) &&
         line.substr(0, line.size() - 1).ends_with(kProtocol);
}

/// "HTTP/1.1 200 OK"
bool is_status(std::string_view line) {
  return line.starts_with(kProtocol) && line.size() >= 12 && is_digit(line[7]) && line[8] == ' ' &&
         std::all_of(line.begin() + 9, line.begin() + 12, is_digit);
}

/// Behind the first empty line.
std::string_view after_headers(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    if (line_at(text, at).empty()) return text.substr(end + 1);
    at = end + 1;
  }
  return {};
}

}  // namespace

std::string_view http_body(std::string_view bytes) {
  const auto first = line_at(bytes.substr(0, kFirstLineMax), 0);
  if (!is_request(first) && !is_status(first)) return bytes;
  auto start = bytes.size();
  while ((start = bytes.rfind(kProtocol, start)) != std::string_view::npos && start > 0) {
    if (bytes[start - 1] == '\n' && is_status(line_at(bytes, start))) break;
    --start;
  }
  return after_headers(start == std::string_view::npos ? bytes : bytes.substr(start));
}

}  // namespace procured::reader
