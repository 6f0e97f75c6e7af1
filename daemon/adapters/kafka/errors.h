#pragma once

#include <librdkafka/rdkafka.h>

#include <string>

#include "adapters/kafka/client.h"
#include "core/result.h"

namespace procured::adapters {

/// The code of a member whose name another one has.
inline constexpr const char* kInstanceInUse = "instance_in_use";

/// What librdkafka says about a failure: its code and the three questions.
struct Fault {
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
  bool fatal = false;      ///< The client instance is of no more use.
  bool retriable = false;  ///< The same call with the same arguments may succeed.
  bool abortable = false;  ///< The transaction can only be aborted.
};

/// What to do about it.
enum class Recourse {
  kNone,   ///< No failure.
  kRetry,  ///< Call again with the same arguments after a pause.
  kAbort,  ///< Abort the transaction, drop its effects, run the batch again.
  kRenew,  ///< Destroy the client, make another one, restore the state: we may have been fenced.
  kStop,   ///< Nobody but an operator can mend it.
};

/// The one place where librdkafka's failures get their meaning.
Recourse recourse(const Fault& fault);

/// kStop is kFatal; everything else that is a failure is kTransient. The code is librdkafka's name
/// of it, in lower case ("unknown_topic_or_part"), except for those that have a name of their own
/// here: offset_out_of_range, instance_in_use.
core::Error to_error(const Fault& fault, const std::string& doing);

/// Of a transactional call; takes ownership. No error: code is RD_KAFKA_RESP_ERR_NO_ERROR.
Fault to_fault(rd_kafka_error_t* error);
/// Of a consumer call or event. Looks up the fatal error behind RD_KAFKA_RESP_ERR__FATAL.
Fault to_fault(const rd_kafka_t* client, rd_kafka_resp_err_t code);

}  // namespace procured::adapters
