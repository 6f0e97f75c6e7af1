#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "normalise/raw_record.h"
#include "stream/record.h"

namespace procured::normalise {

/// Headers of a dead letter, besides those of the raw record and Kafka Connect's own
/// (__connect.errors.*), which tools for dead letters know. The value is the original bytes.
inline constexpr std::string_view kErrorCodeHeader = "procured.error.code";
inline constexpr std::string_view kErrorPlaceHeader = "procured.error.place";
inline constexpr std::string_view kErrorDetailHeader = "procured.error.detail";
inline constexpr std::string_view kErrorStageHeader = "procured.error.stage";
inline constexpr std::string_view kSourceConnectorHeader = "procured.source.connector";
inline constexpr std::string_view kSourceKeyHeader = "procured.source.key";
inline constexpr std::string_view kSourceHashHeader = "procured.source.hash";
inline constexpr std::string_view kSourceBytesHeader = "procured.source.bytes";

/// The dead letter of a file that is too large for the raw topic: its hash and path stand for it.
stream::OutboundRecord too_large_letter(const std::string& connector, const std::string& path,
                                        std::uint64_t bytes, const std::string& hash);

/// Makes the dead letters of one raw record. The first carries the record's bytes (up to 32 MiB),
/// as do those after it until 1 MiB has been copied; later ones say by hash and coordinates where
/// the bytes are, so that a large register with many bad rows is not copied for each of them.
class DeadLetters {
 public:
  static constexpr std::size_t kBytesMax = std::size_t{32} << 20;
  static constexpr std::size_t kCopiedMax = std::size_t{1} << 20;

  explicit DeadLetters(const RawRecord& raw) : raw_(raw) {}

  /// `position`: of the document within the file; empty for the whole.
  stream::OutboundRecord letter(const core::Error& error, std::string_view position);

 private:
  const RawRecord& raw_;
  std::size_t copied_ = 0;
  bool first_ = true;
};

}  // namespace procured::normalise
