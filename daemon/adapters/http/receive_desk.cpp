#include "adapters/http/receive_desk.h"

#include <openssl/evp.h>

#include <algorithm>

#include "connectors/transport/http_answers.h"
#include "core/hash.h"
#include "core/text.h"

namespace procured::http {
namespace {

using transport::Inbox;

constexpr std::size_t kKeyBytesMax = 512;
constexpr std::string_view kBefore = "/connectors/";
constexpr std::string_view kDocuments = "/documents";

/// /connectors/<connector>/documents[/<key>]
struct Target {
  std::string_view connector;
  std::optional<std::string_view> key;  // percent-encoded
};

std::optional<Target> target_of(std::string_view text) {
  text = text.substr(0, text.find_first_of("?#"));
  if (!text.starts_with(kBefore)) return std::nullopt;
  text.remove_prefix(kBefore.size());
  Target target{.connector = text.substr(0, text.find('/')), .key = std::nullopt};
  text.remove_prefix(target.connector.size());
  if (!text.starts_with(kDocuments)) return std::nullopt;
  text.remove_prefix(kDocuments.size());
  if (text.empty()) return target;
  if (text.front() != '/' || text.find('/', 1) != std::string_view::npos) return std::nullopt;
  target.key = text.substr(1);
  return target;
}

bool is_key(std::string_view key) {
  const bool has_control =
      std::any_of(key.begin(), key.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  return !key.empty() && key.size() <= kKeyBytesMax && !has_control && core::is_valid_utf8(key);
}

/// Empty: the request names none.
Admitted<std::string> key_of(const Target& target, const ReceiveHead& head) {
  std::string key;
  if (target.key) {
    if (!percent_decode(*target.key, false, key)) key.clear();
  } else {
    key = std::string(core::trim(head.header("Idempotency-Key")));
    if (key.empty()) return key;
    // A structured field writes it in quotes.
    if (key.size() > 1 && key.front() == '"' && key.back() == '"')
      key = key.substr(1, key.size() - 2);
  }
  if (is_key(key)) return key;
  return ReceiveRefusal{400, "bad_request",
                        "A key has 1 to 512 bytes of UTF-8 without control characters, "
                        "percent-encoded in the address."};
}

std::string challenge(const ReceiveEndpoint& endpoint) {
  return endpoint.auth == ReceiveEndpoint::Auth::kBearer
             ? "Bearer realm=\"procured\""
             : "HMAC-SHA256 header=\"" + endpoint.signature_header + "\"";
}

ReceiveRefusal unauthorised(const ReceiveEndpoint& endpoint) {
  const auto detail = endpoint.auth == ReceiveEndpoint::Auth::kBearer
                          ? std::string("Send the connector's secret: Authorization: Bearer …")
                          : "Send the HMAC-SHA256 of the body with the connector's secret, in hex "
                            "or base64, in the header " +
                                endpoint.signature_header + ".";
  return {401, "unauthorised", detail, {{"WWW-Authenticate", challenge(endpoint)}}};
}

bool bears(const std::string& authorization, std::string_view secret) {
  constexpr std::string_view kScheme = "bearer ";
  if (core::to_lower(authorization.substr(0, kScheme.size())) != kScheme) return false;
  return core::equals_secret(core::trim(std::string_view(authorization).substr(kScheme.size())),
                             secret);
}

std::optional<ReceiveRefusal> refuse_body(const ReceiveEndpoint& endpoint,
                                          const ReceiveHead& head) {
  const auto encoding = core::to_lower(core::trim(head.header("Content-Encoding")));
  if (!encoding.empty() && encoding != "identity")
    return ReceiveRefusal{415,
                          "content_encoding",
                          "Send the document as it is, without Content-Encoding.",
                          {{"Accept-Encoding", "identity"}}};
  if (head.content_length.value_or(0) > endpoint.bytes_max) return too_large(endpoint.bytes_max);
  return std::nullopt;
}

Admitted<Inbox::Room> enter(Inbox& inbox) {
  std::optional<Inbox::Room> room;
  switch (inbox.enter(room)) {
    case Inbox::Door::kOpen:
      return *std::move(room);
    case Inbox::Door::kFull:
      return inbox_full();
    case Inbox::Door::kNotOwned:
      return ReceiveRefusal{503,
                            "not_owner",
                            "Another instance takes this connector's documents, or none does "
                            "yet: send it there, or again in a moment.",
                            {{"Retry-After", "2"}}};
    case Inbox::Door::kEnding:
      break;
  }
  return ReceiveRefusal{503,
                        "stopping",
                        "This instance is being stopped: send it to another, or again in a moment.",
                        {{"Retry-After", "5"}}};
}

std::string decode_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto at = std::string_view("0123456789abcdef").find(text[i]);
    if (at == std::string_view::npos) return {};
    if (i % 2 == 0) bytes += static_cast<char>(at << 4U);
    if (i % 2 == 1) bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) | at);
  }
  return bytes;
}

std::string decode_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const auto size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                    reinterpret_cast<const unsigned char*>(text.data()),
                                    static_cast<int>(text.size()));
  // 32 bytes are 43 digits and one that pads.
  return size == 33 && text.ends_with('=') ? bytes.substr(0, 32) : std::string();
}

}  // namespace

bool signature_fits(std::string_view signature, std::string_view secret, std::string_view body) {
  signature = core::trim(signature);
  if (signature.starts_with("sha256=")) signature.remove_prefix(7);
  std::string sent;
  if (signature.size() == 64) sent = decode_hex(core::to_lower(signature));
  if (signature.size() == 44) sent = decode_base64(signature);
  return sent.size() == 32 && core::equals_secret(sent, core::hmac_sha256(secret, body));
}

std::string ReceiveDesk::connector_of(std::string_view text) const {
  const auto target = target_of(text);
  if (!target || !endpoints_.contains(target->connector)) return {};
  return std::string(target->connector);
}

void ReceiveDesk::end() const {
  for (const auto& [connector, endpoint] : endpoints_) endpoint.inbox->end();
}

Admitted<ReceiveDesk::Admission> ReceiveDesk::admit(const ReceiveHead& head) const {
  const auto target = target_of(head.target);
  const auto found = target ? endpoints_.find(target->connector) : endpoints_.end();
  if (found == endpoints_.end())
    return ReceiveRefusal{
        404, "unknown_connector",
        "POST to /connectors/<connector>/documents or …/documents/<key>, '/' in a "
        "key as %2F; <connector> is one that is configured with receive."};
  const auto& endpoint = found->second;
  if (head.method != "POST")
    return ReceiveRefusal{405, "method", "Documents are sent with POST.", {{"Allow", "POST"}}};
  const auto secret = transport::read_secret(endpoint.secret_file);
  if (!secret)
    return ReceiveRefusal{503,
                          "secret_unreadable",
                          "The secret of this connector cannot be read by procured: tell its "
                          "operator, and send it again later.",
                          {{"Retry-After", "60"}}};
  const bool is_signed = endpoint.auth == ReceiveEndpoint::Auth::kHmacSha256;
  auto signature = is_signed ? head.header(endpoint.signature_header) : std::string();
  if (is_signed ? signature.empty() : !bears(head.header("Authorization"), secret.value()))
    return unauthorised(endpoint);
  auto key = key_of(*target, head);
  if (!key) return key.error();
  if (auto refused = refuse_body(endpoint, head)) return *std::move(refused);
  auto room = enter(*endpoint.inbox);
  if (!room) return room.error();
  return Admission{&endpoint, std::move(key).value(), is_signed ? secret.value() : std::string(),
                   std::move(signature), std::move(room).value()};
}

Admitted<transport::RawDocument> ReceiveDesk::check(const Admission& admission, std::string body) {
  if (admission.endpoint->auth == ReceiveEndpoint::Auth::kHmacSha256 &&
      !signature_fits(admission.signature, admission.secret, body))
    return unauthorised(*admission.endpoint);
  if (body.empty())
    return ReceiveRefusal{400, "bad_request", "The body is empty: send the document in it."};
  transport::RawDocument document;
  document.content_hash = core::sha256_hex(body);
  document.source = admission.key.empty() ? document.content_hash : admission.key;
  document.bytes = std::move(body);
  return document;
}

}  // namespace procured::http
