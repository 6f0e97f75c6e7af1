// Goal: a connection speaks HTTP/1.1 within its limits, and says what is wrong with what does not.
// Method: a bare client on loopback sends good and bad bytes; responses are read as bytes.
#include <gtest/gtest.h>

#include "adapters/http/http_client.h"
#include "adapters/http/server.h"

namespace procured::http {
namespace {

using std::chrono::milliseconds;

class SessionTest : public testing::Test {
 protected:
  std::uint16_t start(ServerSettings settings = {}) {
    server_ = std::make_unique<Server>(settings, [](const Request& request) {
      if (request.path == "/throw") throw std::bad_alloc();
      return Response{.status = 200, .content_type = "text/plain", .body = "at " + request.path};
    });
    return server_->start().value();
  }
  static std::string request(const std::string& line) {
    return line + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  std::unique_ptr<Server> server_;
};

TEST_F(SessionTest, AConnectionCarriesManyRequests) {
  HttpClient client(start());
  for (const auto* path : {"/a", "/b"}) {
    client.send(request(std::string("GET ") + path));
    const auto response = client.response();
    EXPECT_TRUE(response.starts_with("HTTP/1.1 200 OK\r\n")) << response;
    EXPECT_TRUE(response.ends_with("\r\n\r\nat " + std::string(path))) << response;
  }
  client.send("GET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(client.response().ends_with("at /c"));
  EXPECT_TRUE(client.is_closed());
}

TEST_F(SessionTest, RequestsSentAheadAreAnsweredInOrder) {
  HttpClient client(start());
  client.send(request("GET /1") + request("GET /2"));
  EXPECT_TRUE(client.response().ends_with("at /1"));
  EXPECT_TRUE(client.response().ends_with("at /2"));
}

TEST_F(SessionTest, EveryResponseForbidsForeignScripts) {
  HttpClient client(start());
  client.send(request("GET /"));
  const auto response = client.response();
  EXPECT_NE(response.find("\r\nContent-Security-Policy: default-src 'self';"), std::string::npos);
  EXPECT_NE(response.find("\r\nX-Content-Type-Options: nosniff\r\n"), std::string::npos);
}

TEST_F(SessionTest, AHeadHasTheHeadersAndNoBody) {
  HttpClient client(start());
  client.send(request("HEAD /abc") + request("GET /d"));
  const auto head = client.response(false);
  EXPECT_NE(head.find("\r\nContent-Length: 7\r\n"), std::string::npos) << head;
  EXPECT_TRUE(client.response().ends_with("at /d"));
}

TEST_F(SessionTest, WritingIsNotAllowed) {
  HttpClient client(start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
  const auto response = client.response();
  EXPECT_TRUE(response.starts_with("HTTP/1.1 405 ")) << response;
  EXPECT_NE(response.find("\r\nAllow: GET, HEAD\r\n"), std::string::npos);
}

TEST_F(SessionTest, WhatIsNoHttpIsABadRequest) {
  const auto port = start();
  for (const auto& bytes : {std::string("no http at all\r\n\r\n"), request("GET /?x=%zz")}) {
    HttpClient client(port);
    client.send(bytes);
    EXPECT_TRUE(client.response().starts_with("HTTP/1.1 400 ")) << bytes;
  }
}

TEST_F(SessionTest, HeadersAndBodiesHaveLimits) {
  const auto port = start({.header_bytes_max = 500, .body_bytes_max = 100});
  HttpClient long_header(port);
  long_header.send("GET / HTTP/1.1\r\nX: " + std::string(1000, 'x') + "\r\n\r\n");
  EXPECT_TRUE(long_header.response().starts_with("HTTP/1.1 431 "));
  HttpClient long_body(port);
  long_body.send("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n");
  EXPECT_TRUE(long_body.response().starts_with("HTTP/1.1 413 "));
}

TEST_F(SessionTest, ARequestThatIsNeverFinishedIsCutOff) {
  HttpClient client(start({.request_timeout = milliseconds(50)}));
  client.send("GET / HT");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(SessionTest, AnAnswerThatFailsIsAnErrorOfTheServer) {
  HttpClient client(start());
  client.send(request("GET /throw"));
  EXPECT_TRUE(client.response().starts_with("HTTP/1.1 500 "));
}

}  // namespace
}  // namespace procured::http
