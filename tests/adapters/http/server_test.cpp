// Goal: a server listens where it is told, answers several at once, and stops in time without
// cutting answers off. Method: clients on loopback; an answer that waits until the test lets it go.
#include "adapters/http/server.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>
#include <vector>

#include "adapters/http/http_client.h"

namespace procured::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

Answer fixed(const std::string& body) {
  return [body](const Request&) {
    return Response{.status = 200, .content_type = "text/plain", .body = body};
  };
}

TEST(ServerTest, APortThatIsTakenIsAFatalError) {
  Server first({}, fixed("one"));
  const auto port = first.start().value();
  Server second({.port = port}, fixed("two"));
  const auto started = second.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "http_address");
  Server nowhere({.address = "no address"}, fixed(""));
  EXPECT_FALSE(nowhere.start());
}

TEST(ServerTest, ManyClientsAtOnceAreAllAnswered) {
  Server server({.threads = 2}, fixed("hello"));
  const auto port = server.start().value();
  std::vector<std::future<int>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::async(std::launch::async, [port] {
      int answered = 0;
      HttpClient client(port);
      for (int n = 0; n < 50; ++n) {
        client.send(kGet);
        answered += client.response().ends_with("hello") ? 1 : 0;
      }
      return answered;
    }));
  }
  for (auto& client : clients) EXPECT_EQ(client.get(), 50);
}

TEST(ServerTest, TooManyConnectionsAreTurnedAway) {
  Server server({.connections_max = 1}, fixed("hello"));
  const auto port = server.start().value();
  HttpClient first(port);
  first.send(kGet);
  EXPECT_TRUE(first.response().ends_with("hello"));
  HttpClient second(port);
  EXPECT_TRUE(second.is_closed());
}

TEST(ServerTest, StoppingEndsIdleConnectionsAtOnce) {
  Server server({}, fixed("hello"));
  HttpClient client(server.start().value());
  client.send(kGet);
  client.response();
  const auto before = steady_clock::now();
  server.stop();
  EXPECT_LT(steady_clock::now() - before, milliseconds(3000));
  EXPECT_TRUE(client.is_closed());
}

TEST(ServerTest, AnAnswerInHandIsSentBeforeTheEnd) {
  std::promise<void> begun;
  std::promise<void> go_on;
  Server server({}, [&](const Request&) {
    begun.set_value();
    go_on.get_future().wait();
    return Response{.status = 200, .content_type = "text/plain", .body = "late"};
  });
  const auto port = server.start().value();
  HttpClient client(port);
  client.send(kGet);
  begun.get_future().wait();
  std::thread stopper([&server] { server.stop(); });
  go_on.set_value();
  EXPECT_TRUE(client.response().ends_with("late"));
  stopper.join();
  EXPECT_FALSE(HttpClient(port).connected());
}

TEST(ServerTest, StoppingTwiceOrWithoutStartIsFine) {
  Server server({}, fixed(""));
  server.stop();
  server.stop();
}

}  // namespace
}  // namespace procured::http
