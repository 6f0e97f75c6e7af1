#include "normalise/reference_output.h"

#include "core/text.h"
#include "stream/cloud_events.h"

namespace procured::normalise {
namespace {

constexpr const char* kConnectSource = "/procured/connect";

std::string output_key(const v1::ReferenceRecord& record) {
  const auto scope = record.buyer_id().empty() ? std::string("ALL") : record.buyer_id();
  return core::join_key({scope}) + '|' + record.key();
}

}  // namespace

stream::OutboundRecord reference_output(const v1::ReferenceRecord& record,
                                        const std::string& source, const std::string& time) {
  const auto& position = record.position();
  stream::OutboundRecord output;
  output.topic = stream::Topic::kReference;
  output.key = output_key(record);
  if (record.buyer_id().empty()) {
    output.route = stream::Route::kEveryPartition;
  } else {
    output.route = stream::Route::kByKey;
    output.route_key = record.buyer_id();
  }
  output.value = record.SerializeAsString();
  output.headers = stream::cloud_event(
      {.type = "procured.reference.v1",
       .source = source,
       .id = stream::event_id({record.buyer_id(), record.key(), v1::Op_Name(record.op()),
                               record.known_on(), position.path(),
                               std::to_string(position.edition()), std::to_string(position.row()),
                               record.origin().connector(), record.origin().content_hash()}),
       .subject = record.key(),
       .time = time,
       .traceparent = record.provenance().traceparent()});
  return output;
}

std::vector<stream::OutboundRecord> policy_records(const v1::Policy& policy) {
  v1::ReferenceRecord record;
  record.set_op(v1::UPSERT);
  record.set_key("policy");
  record.mutable_position()->set_row(policy.revision());
  record.mutable_origin()->set_source_key("policy");
  record.mutable_origin()->set_content_hash(policy.content_hash());
  *record.mutable_policy() = policy;
  return {reference_output(record, kConnectSource, {})};
}

std::vector<stream::OutboundRecord> business_date_records(const v1::BusinessDate& date) {
  v1::ReferenceRecord record;
  record.set_op(v1::UPSERT);
  record.set_key(core::join_key({"business_date", date.buyer_id()}));
  record.set_known_on(date.date());
  record.set_buyer_id(date.buyer_id());
  record.mutable_origin()->set_source_key(record.key());
  *record.mutable_business_date() = date;
  return {reference_output(record, kConnectSource, {})};
}

}  // namespace procured::normalise
