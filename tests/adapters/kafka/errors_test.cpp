// Goal: each failure of librdkafka leads to the one recourse that is right for it.
// Method: a table over codes and librdkafka's three questions; the names that runbooks use.
#include "adapters/kafka/errors.h"

#include <gtest/gtest.h>

namespace procured::adapters {
namespace {

struct Row {
  const char* what;
  Fault fault;
  Recourse recourse;
};

TEST(ErrorsTest, EachFailureHasItsRecourse) {
  const Row rows[] = {
      {"no failure", {}, Recourse::kNone},
      {"coordinator loading",
       {RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, false, true, false},
       Recourse::kRetry},
      {"generation has moved on",
       {RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, false, false, true},
       Recourse::kAbort},
      {"no member any more",
       {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID, false, false, true},
       Recourse::kAbort},
      {"message timed out",
       {RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, false, false, true},
       Recourse::kAbort},
      {"abortable even where retriable too",
       {RD_KAFKA_RESP_ERR__TIMED_OUT, false, true, true},
       Recourse::kAbort},
      {"fenced producer", {RD_KAFKA_RESP_ERR__FENCED, true, false, false}, Recourse::kRenew},
      {"old epoch",
       {RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH, true, false, false},
       Recourse::kRenew},
      {"fatal even where abortable too",
       {RD_KAFKA_RESP_ERR__STATE, true, false, true},
       Recourse::kRenew},
      {"none of the three", {RD_KAFKA_RESP_ERR__FAIL, false, false, false}, Recourse::kRenew},
      {"no right to the transactional id",
       {RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED, true, false, false},
       Recourse::kStop},
      {"no right to the topic",
       {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, false, false, true},
       Recourse::kStop},
      {"offset no longer kept",
       {RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, false, true, false},
       Recourse::kStop},
      {"too large for the topic",
       {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, false, false, true},
       Recourse::kStop},
      {"twin", {RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, true, false, false}, Recourse::kStop},
  };
  for (const auto& row : rows) EXPECT_EQ(recourse(row.fault), row.recourse) << row.what;
}

TEST(ErrorsTest, OnlyWhatAnOperatorMustMendIsFatal) {
  EXPECT_EQ(to_error({.code = RD_KAFKA_RESP_ERR__FENCED, .fatal = true}, "x").category,
            core::Category::kTransient);
  EXPECT_EQ(to_error({.code = RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED}, "x").category,
            core::Category::kFatal);
}

TEST(ErrorsTest, NamesAreThoseOfTheRunbook) {
  const auto code = [](rd_kafka_resp_err_t error) { return to_error({.code = error}, "x").code; };
  EXPECT_EQ(code(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET), "offset_out_of_range");
  EXPECT_EQ(code(RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE), "offset_out_of_range");
  EXPECT_EQ(code(RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID), "instance_in_use");
  EXPECT_EQ(code(RD_KAFKA_RESP_ERR__TIMED_OUT), "timed_out");
  EXPECT_EQ(code(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART), "unknown_topic_or_part");
}

}  // namespace
}  // namespace procured::adapters
