// Goal: of an HTTP exchange the body of its last response is read, and nothing else is taken for
// one. Method: transcripts written by hand, after RFC 9112.
#include "connectors/reader/http_transcript.h"

#include <gtest/gtest.h>

#include <string>

namespace procured::reader {
namespace {

TEST(HttpTranscriptTest, TheBodyOfTheResponseIsBehindItsHeaders) {
  EXPECT_EQ(http_body("GET /api/1 HTTP/1.0\nHost: x\n\n\nHTTP/1.0 200 OK\nA: b\n\n{\"data\": 1}\n"),
            "{\"data\": 1}\n");
  EXPECT_EQ(http_body("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n[]"), "[]");
}

TEST(HttpTranscriptTest, TheBodyOfTheRequestIsNotTheAnswer) {
  EXPECT_EQ(http_body("PATCH /c/1 HTTP/1.1\n\n{\"status\": \"active\"}\n\nHTTP/1.1 200 OK\n\n{}"),
            "{}");
}

TEST(HttpTranscriptTest, OfSeveralResponsesTheLastCounts) {
  EXPECT_EQ(http_body("HTTP/1.1 302 Found\nLocation: /b\n\nHTTP/1.1 200 OK\n\nbody"), "body");
}

TEST(HttpTranscriptTest, ARequestAloneIsRead) {
  EXPECT_EQ(http_body("POST /c HTTP/1.1\nHost: x\n\n{\"a\": 1}"), "{\"a\": 1}");
}

TEST(HttpTranscriptTest, NothingElseIsATranscript) {
  for (const std::string bytes : {"", "{\"a\": \"HTTP/1.1 200 OK\"}", "GET\n\nx", "GET it\n\nx",
                                  "HTTP/1.1\n\nx", "buyer_id,title\nGET /a HTTP/1.1,b\n"}) {
    EXPECT_EQ(http_body(bytes), bytes);
  }
}

TEST(HttpTranscriptTest, WithoutABodyThereIsNothing) {
  EXPECT_EQ(http_body("GET / HTTP/1.1\nHost: x"), "");
  EXPECT_EQ(http_body("HTTP/1.1 204 No Content\n\n"), "");
}

TEST(HttpTranscriptTest, AStatusLineWithinTheBodyIsNoResponse) {
  EXPECT_EQ(http_body("HTTP/1.1 200 OK\n\n{\"log\": \"HTTP/1.1 500 no\"}"),
            "{\"log\": \"HTTP/1.1 500 no\"}");
}

}  // namespace
}  // namespace procured::reader
