#include "adapters/kafka/errors.h"

#include <array>

#include "core/text.h"

namespace procured::adapters {
namespace {

// Trying again, or with another client, changes nothing about these.
bool needs_operator(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION:
    case RD_KAFKA_RESP_ERR_INVALID_TRANSACTION_TIMEOUT:
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR__INVALID_ARG:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
      return true;
    default:
      return false;
  }
}

std::string name_of(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
      return "offset_out_of_range";
    case RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
      return kInstanceInUse;
    default: {
      std::string name = core::to_lower(rd_kafka_err2name(code));
      return name.starts_with('_') ? name.substr(1) : name;
    }
  }
}

const char* advice(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
      return "; records were deleted before they were read: a replay into an empty state is needed";
    case RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
      return "; another process runs with the same --instance name";
    default:
      return "";
  }
}

}  // namespace

Recourse recourse(const Fault& fault) {
  if (fault.code == RD_KAFKA_RESP_ERR_NO_ERROR) return Recourse::kNone;
  if (needs_operator(fault.code)) return Recourse::kStop;
  if (fault.fatal) return Recourse::kRenew;
  if (fault.abortable) return Recourse::kAbort;
  if (fault.retriable) return Recourse::kRetry;
  return Recourse::kRenew;
}

core::Error to_error(const Fault& fault, const std::string& doing) {
  const auto detail = doing + ": " + rd_kafka_err2str(fault.code) + advice(fault.code);
  return recourse(fault) == Recourse::kStop ? core::fatal(name_of(fault.code), detail)
                                            : core::transient(name_of(fault.code), detail);
}

Fault to_fault(rd_kafka_error_t* error) {
  if (error == nullptr) return {};
  const ErrorPtr owned(error);
  return {rd_kafka_error_code(error), rd_kafka_error_is_fatal(error) != 0,
          rd_kafka_error_is_retriable(error) != 0, rd_kafka_error_txn_requires_abort(error) != 0};
}

Fault to_fault(const rd_kafka_t* client, rd_kafka_resp_err_t code) {
  if (code != RD_KAFKA_RESP_ERR__FATAL) return {.code = code, .retriable = true};
  std::array<char, 256> reason{};
  // librdkafka declares the client non-const here, although it only reads.
  const auto behind =
      rd_kafka_fatal_error(const_cast<rd_kafka_t*>(client), reason.data(), reason.size());
  return {.code = behind == RD_KAFKA_RESP_ERR_NO_ERROR ? code : behind, .fatal = true};
}

}  // namespace procured::adapters
