// Goal: a document is answered 202 only once it is committed, and everything else by what went
// wrong, within limits of size, time and room. Method: bare clients on loopback; the test takes
// from the inbox and commits, or does not.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "adapters/http/http_client.h"
#include "adapters/http/receiver.h"
#include "connectors/transport/inbox_source.h"
#include "support/fake_ledger.h"

namespace procured::http {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

class ReceiveSessionTest : public testing::Test {
 protected:
  ReceiveSessionTest()
      : folder_(fs::temp_directory_path() / ("procured-receive-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "secret") << "sesame\n";
  }
  ~ReceiveSessionTest() override {
    source_.reset();
    receiver_.reset();
    fs::remove_all(folder_);
  }

  std::uint16_t start(ReceiverSettings settings = {}, transport::InboxLimits limits = {}) {
    inbox_ = std::make_shared<transport::Inbox>(limits);
    source_ = std::make_unique<transport::InboxSource>(inbox_);
    ReceiveEndpoint endpoint{
        .secret_file = (folder_ / "secret").string(), .bytes_max = 1'000, .inbox = inbox_};
    receiver_ = std::make_unique<Receiver>(
        settings, ReceiveEndpoints{{"erp", endpoint}},
        ReceiverVoice{[this](std::string_view connector) { note(connector, "accepted"); },
                      [this](std::string_view connector, std::string_view reason) {
                        note(connector, reason);
                      }});
    return receiver_->start().value();
  }
  static std::string head(const std::string& headers) {
    return "POST /connectors/erp/documents/a HTTP/1.1\r\nHost: x\r\n"
           "Authorization: Bearer sesame\r\n" +
           headers + "\r\n";
  }
  static std::string request(const std::string& body) {
    return head("Content-Length: " + std::to_string(body.size()) + "\r\n") + body;
  }
  /// Waits for what is sent.
  transport::Slice fetch() {
    for (;;) {
      auto slice = source_->fetch(ledger_, stop_).value();
      if (!slice.is_empty()) return slice;
    }
  }
  void note(std::string_view connector, std::string_view end) {
    const std::lock_guard lock(mutex_);
    notes_ += std::string(connector) + ":" + std::string(end) + " ";
  }
  std::string notes() {
    const std::lock_guard lock(mutex_);
    return notes_;
  }

  fs::path folder_;
  std::shared_ptr<transport::Inbox> inbox_;
  std::unique_ptr<transport::InboxSource> source_;
  std::unique_ptr<Receiver> receiver_;
  transport::Stop stop_;
  support::FakeLedger ledger_;
  std::mutex mutex_;
  std::string notes_;
};

bool is_status(const std::string& response, int status) {
  return response.starts_with("HTTP/1.1 " + std::to_string(status) + " ");
}

TEST_F(ReceiveSessionTest, NothingIsAnsweredBeforeTheCommit) {
  HttpClient client(start());
  client.send(request("one"));
  const auto slice = fetch();
  ASSERT_EQ(slice.documents.size(), 1U);
  EXPECT_EQ(slice.documents[0].source, "a");
  EXPECT_EQ(slice.documents[0].bytes, "one");
  EXPECT_EQ(notes(), "");
  slice.committed();
  const auto response = client.response();
  EXPECT_TRUE(is_status(response, 202)) << response;
  EXPECT_TRUE(response.ends_with("{\"key\":\"a\"}")) << response;
  EXPECT_EQ(notes(), "erp:accepted ");
  client.send(request("two"));
  fetch().committed();
  EXPECT_TRUE(is_status(client.response(), 202)) << "the connection carries several";
}

TEST_F(ReceiveSessionTest, ATransactionThatFailsIsNoSuccess) {
  HttpClient client(start());
  client.send(request("one"));
  fetch();
  const auto response = client.response();
  EXPECT_TRUE(is_status(response, 503)) << response;
  EXPECT_NE(response.find("\r\nRetry-After: 1\r\n"), std::string::npos);
  EXPECT_EQ(notes(), "erp:not_committed ");
}

TEST_F(ReceiveSessionTest, ACommitThatComesTooLateIsNoSuccess) {
  HttpClient client(start({.commit_timeout = milliseconds(50)}));
  client.send(request("one"));
  const auto slice = fetch();
  const auto response = client.response();
  EXPECT_TRUE(is_status(response, 504)) << response;
  client.send(request("two"));
  const auto second = fetch();
  slice.committed();
  second.committed();
  EXPECT_TRUE(is_status(client.response(), 202)) << "and is not taken for the next one's";
  EXPECT_EQ(notes(), "erp:not_confirmed erp:accepted ");
}

TEST_F(ReceiveSessionTest, AChunkedBodyIsReadAndLimited) {
  const auto port = start();
  HttpClient client(port);
  client.send(head("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  const auto slice = fetch();
  EXPECT_EQ(slice.documents[0].bytes, "abcde");
  slice.committed();
  EXPECT_TRUE(is_status(client.response(), 202));
  client.send(head("Transfer-Encoding: chunked\r\n"));
  const std::string chunk = "190\r\n" + std::string(400, 'x') + "\r\n";
  client.send(chunk + chunk + chunk);
  EXPECT_TRUE(is_status(client.response(), 413)) << "1200 bytes";
  EXPECT_EQ(notes(), "erp:accepted erp:too_large ");
  EXPECT_EQ(inbox_->bytes(), 0U);
}

TEST_F(ReceiveSessionTest, ALargeBodyIsRefusedBeforeItIsSent) {
  HttpClient client(start());
  client.send(head("Content-Length: 1001\r\nExpect: 100-continue\r\n"));
  const auto response = client.response();
  EXPECT_TRUE(is_status(response, 413)) << response;
  EXPECT_NE(response.find("\r\nConnection: close\r\n"), std::string::npos);
}

TEST_F(ReceiveSessionTest, AClientThatAsksIsToldToGoOn) {
  HttpClient client(start());
  client.send(head("Content-Length: 3\r\nExpect: 100-continue\r\n"));
  EXPECT_EQ(client.response(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  fetch().committed();
  EXPECT_TRUE(is_status(client.response(), 202));
}

TEST_F(ReceiveSessionTest, ABodyThatFindsNoRoomIsRefusedWhileItIsRead) {
  const auto port = start({}, {.documents = 10, .bytes = 5});
  HttpClient first(port);
  first.send(request("1234"));
  const auto slice = fetch();
  HttpClient second(port);
  second.send(request("12"));
  const auto response = second.response();
  EXPECT_TRUE(is_status(response, 503)) << response;
  EXPECT_EQ(notes(), "erp:full ");
  slice.committed();
  EXPECT_TRUE(is_status(first.response(), 202));
}

TEST_F(ReceiveSessionTest, ARefusedClientHearsWhyAlthoughItGoesOnSending) {
  HttpClient client(start());
  client.send("POST /connectors/erp/documents HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n");
  const auto response = client.response();
  client.send(std::string(900, 'x'));
  EXPECT_TRUE(is_status(response, 401)) << response;
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(notes(), "erp:unauthorised ");
}

TEST_F(ReceiveSessionTest, SlowClientsAndLargeHeadersAreTurnedAway) {
  const auto port = start({.request_timeout = milliseconds(100)});
  HttpClient slow(port);
  slow.send(head("Content-Length: 10\r\n") + "abc");
  EXPECT_TRUE(slow.is_closed());
  // The connection is closed first.
  while (notes() != "erp:timeout " || inbox_->documents() > 0)
    std::this_thread::sleep_for(milliseconds(1));
  HttpClient idle(port);
  EXPECT_TRUE(idle.is_closed());
  HttpClient talker(port);
  talker.send(head("X-Long: " + std::string(20'000, 'x') + "\r\n"));
  EXPECT_TRUE(is_status(talker.response(), 431));
  HttpClient stranger(port);
  stranger.send("hello\r\n\r\n");
  EXPECT_TRUE(is_status(stranger.response(), 400));
  EXPECT_EQ(notes(), "erp:timeout :header_too_large :bad_request ");
}

TEST_F(ReceiveSessionTest, StoppingAnswersWhatIsInHand) {
  const auto port = start();
  HttpClient confirmed(port);
  confirmed.send(request("one"));
  const auto slice = fetch();
  HttpClient waiting(port);
  waiting.send(request("two"));
  while (!inbox_->has_waiting()) std::this_thread::sleep_for(milliseconds(1));
  HttpClient idle(port);
  receiver_->refuse_more();
  HttpClient late(port);
  late.send(request("three"));
  EXPECT_TRUE(is_status(late.response(), 503));
  slice.committed();
  source_.reset();
  receiver_->stop();
  EXPECT_TRUE(is_status(confirmed.response(), 202));
  EXPECT_TRUE(is_status(waiting.response(), 503));
  EXPECT_TRUE(idle.is_closed());
}

TEST_F(ReceiveSessionTest, AHeadRequestHasNoBodyInItsAnswer) {
  HttpClient client(start());
  client.send("HEAD /connectors/erp/documents HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(is_status(client.response(), 405));
}

}  // namespace
}  // namespace procured::http
