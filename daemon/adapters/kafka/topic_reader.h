#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/kafka/client.h"
#include "core/result.h"
#include "stream/position.h"
#include "stream/record.h"

namespace procured::adapters {

/// How much one poll returns at most; it returns earlier as soon as nothing more has arrived.
struct ReadLimits {
  std::chrono::milliseconds wait{100};  ///< For the first record.
  std::size_t records_max = 1000;
  std::size_t bytes_max = 16u << 20;
};

/// A record that stands on its own.
struct OwnedRecord {
  std::string key;
  std::optional<std::string> value = std::nullopt;  ///< Absent: tombstone.
  std::vector<stream::Header> headers;
  std::int64_t timestamp_ms = 0;
};

/// Reads partitions that it assigns itself, read_committed, from positions that the caller keeps:
/// for the BI sink, for restoring state, and to fetch single records. Member of no group; commits
/// nothing.
///
///     open ─► assign ─► poll … poll        positions() is what to store with what poll returned
///
/// Records of one poll live until the next one. @thread one.
class TopicReader {
 public:
  /// @errors kFatal when a property is refused. Does not need a broker yet.
  static core::Result<std::unique_ptr<TopicReader>> open(const ClientSettings& settings);

  ~TopicReader();

  /// @errors kTransient when no broker answers in time; kFatal topic_missing.
  core::Result<std::int32_t> partitions(const std::string& topic,
                                        std::chrono::milliseconds wait = std::chrono::seconds(10));

  /// Reads these partitions from now on, replacing those before. Position::kBeginning and kNone
  /// start at the oldest record that is kept. @errors kTransient, kFatal as for partitions().
  core::Result<void> assign(const stream::Positions& from);

  /// @errors kFatal offset_out_of_range when a position is no longer kept; kTransient otherwise.
  core::Result<std::span<const stream::InboundRecord>> poll(const ReadLimits& limits = {});

  /// The next offset of each assigned partition, past control records and aborted transactions too.
  const stream::Positions& positions() const { return positions_; }

  /// The high watermark (end of the log, open transactions included) of a partition, asked of its
  /// leader now.
  core::Result<std::int64_t> end_offset(const std::string& topic, std::int32_t partition,
                                        std::chrono::milliseconds wait = std::chrono::seconds(5));

  /// Records between positions() and the ends of the assigned partitions, asked now: 0 = everything
  /// that is committed has been returned. Control records count until poll has passed them.
  core::Result<std::int64_t> lag(std::chrono::milliseconds wait = std::chrono::seconds(5));

  /// The record at these coordinates; nullopt when it is no longer (or not yet, or never was)
  /// there. Ends the present assignment: use a reader of its own for it.
  core::Result<std::optional<OwnedRecord>> fetch_record(
      const std::string& topic, std::int32_t partition, std::int64_t offset,
      std::chrono::milliseconds wait = std::chrono::seconds(5));

 private:
  TopicReader(ClientPtr client, ClientPtr uncommitted)
      : client_(std::move(client)), uncommitted_(std::move(uncommitted)) {}

  std::optional<core::Error> take(MessagePtr message);
  stream::Position* find(std::string_view topic, std::int32_t partition);
  bool is_expected(const stream::InboundRecord& record);
  void advance(std::string_view topic, std::int32_t partition, std::int64_t next);

  ClientPtr client_;
  ClientPtr uncommitted_;  // asks for high watermarks
  stream::Positions positions_;
  std::size_t last_found_ = 0;
  std::vector<MessagePtr> messages_;  // own the memory of records_
  std::vector<stream::InboundRecord> records_;
  std::size_t bytes_ = 0;
  bool reached_end_ = false;  // of some partition, since assign
};

}  // namespace procured::adapters
