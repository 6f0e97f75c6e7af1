#include <variant>

#include "adapters/http/endpoints.h"
#include "adapters/http/json.h"

namespace procured::http {
namespace {

// A source document is shown, never run: whatever it contains has no rights here.
constexpr const char* kSandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";

struct Source {
  bi::SourceLocation location;
  std::optional<std::string> bytes = std::nullopt;  ///< Absent: no longer kept.
};

std::variant<Source, Response> find_source(const Request& request, Context& context) {
  const bi::SourceId id{request.parameter("connector"), request.parameter("source_key"),
                        request.parameter("content_hash")};
  if (id.connector.empty() || id.source_key.empty() || id.content_hash.empty()) {
    return error_response(
        400, "connector, source_key and content_hash name a source document; one is missing.");
  }
  const auto location = context.store.source(id);
  if (!location) return store_error(location.error());
  if (!location.value()) return error_response(404, "No such source document has been seen.");
  Source source{.location = *location.value()};
  if (!context.settings.fetch_raw) return source;
  auto fetched = context.settings.fetch_raw(source.location);
  if (!fetched) {
    return error_response(
        503, "The broker does not answer just now (" + fetched.error().detail + "); try again.");
  }
  source.bytes = std::move(fetched).value();
  return source;
}

/// By its first character that is no blank or byte order mark: enough to show it.
std::string type_of(std::string_view bytes) {
  const auto start = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  const bool markup = start != std::string_view::npos && bytes[start] == '<';
  return markup ? "text/xml" : "text/plain; charset=utf-8";
}

}  // namespace

Response source_endpoint(const Request& request, const std::string&, Context& context) {
  auto found = find_source(request, context);
  if (auto* wrong = std::get_if<Response>(&found)) return std::move(*wrong);
  auto& source = std::get<Source>(found);
  if (!source.bytes) return error_response(410, "no longer kept");
  Response response;
  response.content_type = type_of(*source.bytes);
  response.body = std::move(*source.bytes);
  response.headers = {{"Content-Security-Policy", kSandbox}};
  return response;
}

Response source_meta_endpoint(const Request& request, const std::string&, Context& context) {
  auto found = find_source(request, context);
  if (auto* wrong = std::get_if<Response>(&found)) return std::move(*wrong);
  const auto& source = std::get<Source>(found);
  Json json;
  json.open_object();
  json.field("kept", source.bytes.has_value());
  json.field("topic", source.location.topic);
  json.field("partition", static_cast<std::int64_t>(source.location.partition));
  json.field("offset", source.location.offset);
  if (source.bytes) json.field("bytes", static_cast<std::int64_t>(source.bytes->size()));
  json.close();
  return {.body = json.take()};
}

}  // namespace procured::http
