#pragma once

#include <boost/outcome/policy/all_narrow.hpp>
#include <boost/outcome/result.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/message.h"
#include "connectors/transport/inbox.h"

namespace procured::http {

/// How one connector is sent documents.
struct ReceiveEndpoint {
  enum class Auth { kBearer, kHmacSha256 };
  Auth auth = Auth::kBearer;
  std::string secret_file;
  std::string signature_header = "X-Signature";  ///< kHmacSha256
  std::uint64_t bytes_max = 16u << 20;
  std::shared_ptr<transport::Inbox> inbox;
};

/// By connector.
using ReceiveEndpoints = std::map<std::string, ReceiveEndpoint, std::less<>>;

/// What is known of a request before its body.
struct ReceiveHead {
  std::string method;
  std::string target;
  std::optional<std::uint64_t> content_length = std::nullopt;
  /// The header of that name, in any case; empty: there is none.
  std::function<std::string(std::string_view name)> header;
};

/// Why a document is not taken. `reason` is one of the label of procured_receive_refused_total;
/// `detail` says what to do and holds no secret.
struct ReceiveRefusal {
  unsigned status = 0;
  std::string reason;
  std::string detail;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

template <class T>
using Admitted = boost::outcome_v2::unchecked<T, ReceiveRefusal>;

/// Who may leave what: everything about a request that can be decided without a connection.
/// @thread any
class ReceiveDesk {
 public:
  explicit ReceiveDesk(ReceiveEndpoints endpoints) : endpoints_(std::move(endpoints)) {}

  struct Admission {
    const ReceiveEndpoint* endpoint = nullptr;
    std::string key;        ///< Empty: the hash of the body.
    std::string secret;     ///< kHmacSha256
    std::string signature;  ///< kHmacSha256
    transport::Inbox::Room room;
  };
  /// Before the body is read.
  Admitted<Admission> admit(const ReceiveHead& head) const;
  /// With the whole body.
  static Admitted<transport::RawDocument> check(const Admission& admission, std::string body);

  /// The connector that a target names; empty: none that is known.
  std::string connector_of(std::string_view target) const;
  /// Nobody enters any more; those within are answered.
  void end() const;
  const ReceiveEndpoints& endpoints() const { return endpoints_; }

 private:
  ReceiveEndpoints endpoints_;
};

/// In hex or base64, after "sha256=" or not. @returns false when it is neither, or another's.
bool signature_fits(std::string_view signature, std::string_view secret, std::string_view body);

/// @source RFC 9457
Response problem_response(const ReceiveRefusal& refusal);

/// Kafka has the document.
Response accepted_response(std::string_view key);

ReceiveRefusal too_large(std::uint64_t bytes_max);
ReceiveRefusal inbox_full();
ReceiveRefusal not_committed();
ReceiveRefusal not_confirmed();

}  // namespace procured::http
