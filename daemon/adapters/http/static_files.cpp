#include "adapters/http/static_files.h"

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "core/hash.h"

namespace procured::http {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
}};

std::string_view type_of(const fs::path& path) {
  const auto extension = path.extension().string();
  for (const auto& [known, type] : kTypes) {
    if (extension == known) return type;
  }
  return "application/octet-stream";
}

/// The path below the root; nullopt when it would lead out of it or is no path.
std::optional<fs::path> relative_path(const std::string& encoded) {
  std::string path;
  if (!percent_decode(encoded, false, path)) return std::nullopt;
  if (path.find('\0') != std::string::npos || path.find('\\') != std::string::npos) {
    return std::nullopt;
  }
  fs::path relative;
  for (const auto& part : fs::path(path).relative_path()) {
    if (part == "..") return std::nullopt;
    if (part != ".") relative /= part;
  }
  return relative;
}

std::optional<std::string> content_of(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

Response StaticFiles::answer(const Request& request) const {
  const auto relative = relative_path(request.path);
  if (!relative) return error_response(400, "This is no path of a file.");
  auto path = root_ / *relative;
  auto content = content_of(path);
  if (!content && !relative->has_extension()) {
    path = root_ / "index.html";
    content = content_of(path);
  }
  if (!content) {
    return error_response(404, "There is no such file. The dashboard starts at /.");
  }
  Response response;
  const auto etag = '"' + core::sha256_hex(*content).substr(0, 32) + '"';
  const bool immutable = request.path.starts_with("/assets/");
  response.headers = {
      {"ETag", etag},
      {"Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  response.content_type = type_of(path);
  if (request.if_none_match.find(etag) != std::string::npos) {
    response.status = 304;
  } else {
    response.body = std::move(*content);
  }
  return response;
}

}  // namespace procured::http
