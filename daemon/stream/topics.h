#pragma once

#include <string>
#include <string_view>

#include "stream/record.h"

namespace procured::stream {

/// Names of the topics (design §4). Raw topics have one per connector.
inline constexpr std::string_view kRawPrefix = "procured.raw.";
inline constexpr std::string_view kConnectTopic = "procured.connect.v1";
inline constexpr std::string_view kDocumentsTopic = "procured.documents.v1";
inline constexpr std::string_view kReferenceTopic = "procured.reference.v1";
inline constexpr std::string_view kFactsTopic = "procured.facts.v1";
inline constexpr std::string_view kVerdictsTopic = "procured.verdicts.v1";
inline constexpr std::string_view kKpisTopic = "procured.kpis.v1";
inline constexpr std::string_view kStateTopic = "procured.state.v1";
inline constexpr std::string_view kDeadLettersTopic = "procured.dead-letters.v1";

/// Headers of raw records, written by transports and by whoever else feeds
/// procured.raw.<connector>. The record key is the source document key; without these headers the
/// key is the path and the bytes are one file.
inline constexpr std::string_view kPathHeader = "procured.source.path";
inline constexpr std::string_view kOpHeader = "procured.source.op";  ///< "DELETE" withdraws
inline constexpr std::string_view kRevisionHeader =
    "procured.source.revision";                                          ///< the source's own
inline constexpr std::string_view kPartHeader = "procured.source.part";  ///< "k/n", k from 1
inline constexpr std::string_view kFirstRowHeader =
    "procured.source.first-row";  ///< line of the part's first row in the file

constexpr std::string_view topic_name(Topic topic) {
  switch (topic) {
    case Topic::kDocuments:
      return kDocumentsTopic;
    case Topic::kReference:
      return kReferenceTopic;
    case Topic::kFacts:
      return kFactsTopic;
    case Topic::kVerdicts:
      return kVerdictsTopic;
    case Topic::kKpis:
      return kKpisTopic;
    case Topic::kDeadLetters:
      return kDeadLettersTopic;
  }
  return {};
}

}  // namespace procured::stream
