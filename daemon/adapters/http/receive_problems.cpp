// What those who send documents are told.
#include <boost/beast/http/status.hpp>

#include "adapters/http/json.h"
#include "adapters/http/receive_desk.h"

namespace procured::http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

Headers retry_after(int seconds) { return {{"Retry-After", std::to_string(seconds)}}; }

}  // namespace

Response problem_response(const ReceiveRefusal& refusal) {
  const auto title =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(refusal.status));
  Json json;
  json.open_object();
  json.field("type", "about:blank");
  json.field("title", std::string_view(title.data(), title.size()));
  json.field("status", static_cast<std::int64_t>(refusal.status));
  json.field("detail", refusal.detail);
  json.field("reason", refusal.reason);
  json.close();
  return {.status = refusal.status,
          .content_type = "application/problem+json",
          .body = json.take(),
          .headers = refusal.headers};
}

Response accepted_response(std::string_view key) {
  Json json;
  json.open_object();
  json.field("key", key);
  json.close();
  return {.status = 202, .body = json.take()};
}

ReceiveRefusal too_large(std::uint64_t bytes_max) {
  return {413, "too_large",
          "A document may have " + std::to_string(bytes_max) +
              " bytes here: send its parts as documents of their own, or raise bytes_max."};
}

ReceiveRefusal inbox_full() {
  return {503, "full",
          "As many documents as may wait are waiting for Kafka: send it again in a moment.",
          retry_after(1)};
}

ReceiveRefusal not_committed() {
  return {503, "not_committed",
          "It is not known whether Kafka has the document: send it again. What is sent twice is "
          "written once.",
          retry_after(1)};
}

ReceiveRefusal not_confirmed() {
  return {504, "not_confirmed",
          "Kafka has not confirmed the document in time: send it again. What is sent twice is "
          "written once.",
          retry_after(5)};
}

}  // namespace procured::http
