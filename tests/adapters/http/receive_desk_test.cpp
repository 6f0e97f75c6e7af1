// Goal: who may leave a document, where and under which name; each refusal by its status and
// reason. Method: heads as maps; an inbox that a source of the test's owns. The signature is that
// of RFC 4231 §4.3 (test case 2), its base64 from Python's standard library.
#include "adapters/http/receive_desk.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/transport/inbox_source.h"
#include "core/text.h"

namespace procured::http {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBody = "what do ya want for nothing?";
constexpr const char* kHex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
constexpr const char* kBase64 = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";

using Headers = std::map<std::string, std::string>;

class ReceiveDeskTest : public testing::Test {
 protected:
  ReceiveDeskTest()
      : folder_(fs::temp_directory_path() / ("procured-desk-" + std::to_string(::getpid()))),
        source_(inbox_) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "secret") << "Jefe\n";
    ReceiveEndpoint erp{
        .secret_file = (folder_ / "secret").string(), .bytes_max = 100, .inbox = inbox_};
    auto shop = erp;
    shop.auth = ReceiveEndpoint::Auth::kHmacSha256;
    shop.signature_header = "X-Hmac";
    auto broken = erp;
    broken.secret_file = (folder_ / "missing").string();
    auto other = erp;
    other.inbox = std::make_shared<transport::Inbox>(transport::InboxLimits{});
    desk_.emplace(
        ReceiveEndpoints{{"erp", erp}, {"shop", shop}, {"broken", broken}, {"elsewhere", other}});
  }
  ~ReceiveDeskTest() override { fs::remove_all(folder_); }

  Admitted<ReceiveDesk::Admission> admit(const std::string& target, Headers headers,
                                         const std::string& method = "POST",
                                         std::optional<std::uint64_t> length = std::nullopt) {
    return desk_->admit(
        {method, target, length, [headers = std::move(headers)](std::string_view name) {
           for (const auto& [key, value] : headers) {
             if (core::to_lower(key) == core::to_lower(name)) return value;
           }
           return std::string();
         }});
  }
  static std::string told(const ReceiveRefusal& refusal) {
    return std::to_string(refusal.status) + " " + refusal.reason;
  }
  std::string refusal_of(const std::string& target, Headers headers = kBearer,
                         const std::string& method = "POST",
                         std::optional<std::uint64_t> length = std::nullopt) {
    const auto admitted = admit(target, std::move(headers), method, length);
    return admitted ? "" : told(admitted.error());
  }
  /// The name under which the document goes on.
  std::string name_of(const std::string& target, Headers headers = kBearer) {
    const auto admitted = admit(target, std::move(headers));
    if (!admitted) return told(admitted.error());
    const auto checked = ReceiveDesk::check(admitted.value(), kBody);
    return checked ? checked.value().source : told(checked.error());
  }

  static inline const Headers kBearer{{"authorization", "Bearer Jefe"}};
  fs::path folder_;
  std::shared_ptr<transport::Inbox> inbox_ =
      std::make_shared<transport::Inbox>(transport::InboxLimits{.documents = 2});
  transport::InboxSource source_;
  std::optional<ReceiveDesk> desk_;
};

TEST_F(ReceiveDeskTest, ADocumentIsNamedByItsAddressItsHeaderOrItsContent) {
  const auto with_key = [](const std::string& key) {
    return Headers{{"Authorization", "bearer  Jefe"}, {"Idempotency-Key", key}};
  };
  EXPECT_EQ(name_of("/connectors/erp/documents/PO%2F4711%20%C3%A5"), "PO/4711 \xc3\xa5");
  EXPECT_EQ(name_of("/connectors/erp/documents/a?trace=1"), "a");
  EXPECT_EQ(name_of("/connectors/erp/documents", with_key("k1")), "k1");
  EXPECT_EQ(name_of("/connectors/erp/documents", with_key("\"k1\"")), "k1");
  EXPECT_EQ(name_of("/connectors/erp/documents/k2", with_key("k1")), "k2");
  // sha256sum of the body.
  EXPECT_EQ(name_of("/connectors/erp/documents"),
            "b381e7fec653fc3ab9b178272366b8ac87fed8d31cb25ed1d0e1f3318644c89c");
}

TEST_F(ReceiveDeskTest, KeysThatCannotBeKeptAreRefused) {
  for (const std::string key : {"", "%", "%zz", "a%00b", "a%0Ab", "%FF"})
    EXPECT_EQ(refusal_of("/connectors/erp/documents/" + key), "400 bad_request") << key;
  EXPECT_EQ(refusal_of("/connectors/erp/documents/" + std::string(513, 'x')), "400 bad_request");
  EXPECT_EQ(refusal_of("/connectors/erp/documents/" + std::string(512, 'x')), "");
}

TEST_F(ReceiveDeskTest, OtherAddressesAndMethodsAreNotKnown) {
  for (const auto* target : {"/", "/connectors", "/connectors/erp", "/connectors/none/documents",
                             "/connectors//documents", "/connectors/erp/documentsx",
                             "/connectors/erp/documents/a/b", "connectors/erp/documents"})
    EXPECT_EQ(refusal_of(target), "404 unknown_connector") << target;
  for (const auto* method : {"GET", "PUT", "DELETE", "post"})
    EXPECT_EQ(refusal_of("/connectors/erp/documents", kBearer, method), "405 method") << method;
}

TEST_F(ReceiveDeskTest, TheBearerOfTheSecretIsLetIn) {
  for (const auto* sent :
       {"", "Jefe", "Bearer", "Bearer ", "Bearer jefe", "Bearer Jefe2", "Bearer Jef", "Basic Jefe"})
    EXPECT_EQ(refusal_of("/connectors/erp/documents", {{"Authorization", sent}}),
              "401 unauthorised")
        << sent;
  EXPECT_EQ(refusal_of("/connectors/broken/documents"), "503 secret_unreadable");
}

TEST_F(ReceiveDeskTest, ASecretCanBeExchangedWhileTheDaemonRuns) {
  std::ofstream(folder_ / "secret") << "another\n";
  EXPECT_EQ(refusal_of("/connectors/erp/documents"), "401 unauthorised");
  EXPECT_EQ(refusal_of("/connectors/erp/documents", {{"Authorization", "Bearer another"}}), "");
}

TEST_F(ReceiveDeskTest, ABodyIsSignedWithTheSecret) {
  const auto upper = core::to_upper(kHex);
  for (const auto& sent : {std::string(kHex), upper, "sha256=" + std::string(kHex),
                           std::string(kBase64), "sha256=" + std::string(kBase64)})
    EXPECT_EQ(name_of("/connectors/shop/documents/a", {{"x-hmac", sent}}), "a") << sent;
  auto other = std::string(kHex);
  other.back() = '4';
  for (const auto& sent : {std::string(), std::string("sha256="), other,
                           std::string(kHex).substr(2), "sha1=" + std::string(kHex),
                           std::string(64, 'z'), std::string(44, '='), std::string(44, 'A')})
    EXPECT_EQ(name_of("/connectors/shop/documents/a", {{"x-hmac", sent}}), "401 unauthorised")
        << sent;
  EXPECT_FALSE(signature_fits(kHex, "Jefe", "what do ya want for nothing!"));
  EXPECT_FALSE(signature_fits(kHex, "Jeff", kBody));
}

TEST_F(ReceiveDeskTest, BodiesThatCannotBeReadAreRefusedBeforeTheyAreSent) {
  auto packed = kBearer;
  packed["Content-Encoding"] = "gzip";
  EXPECT_EQ(refusal_of("/connectors/erp/documents", packed), "415 content_encoding");
  packed["Content-Encoding"] = "Identity";
  EXPECT_EQ(refusal_of("/connectors/erp/documents", packed), "");
  EXPECT_EQ(refusal_of("/connectors/erp/documents", kBearer, "POST", 101), "413 too_large");
  EXPECT_EQ(refusal_of("/connectors/erp/documents", kBearer, "POST", 100), "");
  const auto admitted = admit("/connectors/erp/documents", kBearer);
  EXPECT_EQ(told(ReceiveDesk::check(admitted.value(), "").error()), "400 bad_request");
}

TEST_F(ReceiveDeskTest, OnlyTheOwnerWithRoomLetsIn) {
  EXPECT_EQ(refusal_of("/connectors/elsewhere/documents"), "503 not_owner");
  const auto first = admit("/connectors/erp/documents", kBearer);
  const auto second = admit("/connectors/erp/documents", kBearer);
  EXPECT_EQ(refusal_of("/connectors/erp/documents"), "503 full");
  desk_->end();
  EXPECT_EQ(refusal_of("/connectors/erp/documents"), "503 stopping");
}

TEST_F(ReceiveDeskTest, ARefusalSaysWhatToDoAndWhenToComeBack) {
  const auto response = problem_response(admit("/connectors/elsewhere/documents", kBearer).error());
  EXPECT_EQ(response.status, 503U);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.headers, (decltype(response.headers){{"Retry-After", "2"}}));
  EXPECT_EQ(response.body,
            R"({"type":"about:blank","title":"Service Unavailable","status":503,)"
            R"("detail":"Another instance takes this connector's documents, or none does yet: )"
            R"(send it there, or again in a moment.","reason":"not_owner"})");
  const auto stranger = admit("/connectors/shop/documents", {}).error();
  EXPECT_EQ(stranger.headers.at(0).second, "HMAC-SHA256 header=\"X-Hmac\"");
  EXPECT_EQ(stranger.detail.find("Jefe"), std::string::npos);
}

std::string text_of(const std::string& path) {
  std::ifstream file(std::string(PROCURED_SOURCE_DIR) + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(ReceiveDeskTest, EachReasonThatIsCountedIsExplained) {
  const auto metrics = text_of("/daemon/telemetry/metrics.def");
  const auto begin = metrics.find("\"reason=") + 8;
  auto reasons = metrics.substr(begin, metrics.find(')', begin) - begin);
  std::erase_if(reasons, [](char c) { return c == '"' || c == '\n' || c == ' '; });
  const auto page = text_of("/connectors/README.md");
  std::size_t explained = 0;
  for (const auto reason : core::split_values(reasons)) {
    if (reason == "other") continue;
    EXPECT_NE(page.find(" | `" + std::string(reason) + "` | "), std::string::npos) << reason;
    ++explained;
  }
  EXPECT_EQ(explained, 14U) << reasons;
}

}  // namespace
}  // namespace procured::http
