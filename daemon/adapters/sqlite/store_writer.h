#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "adapters/sqlite/database.h"
#include "adapters/sqlite/party_rows.h"
#include "core/clock.h"
#include "core/result.h"
#include "stream/position.h"
#include "stream/record.h"

namespace procured::sqlite {

/// The one writer of a BI store. Rows and Kafka positions go into one SQL transaction, so the
/// positions in the store are the truth about what it holds: a record below them is passed over,
/// whatever the source delivers again.
///
/// The rows are a function of the records alone, not of how they were cut into batches or of how
/// the partitions were interleaved; only `store_update` tells the time.
/// @thread one
class StoreWriter {
 public:
  /// Opens or creates the file. @errors kTransient when it cannot be opened, kFatal for another
  /// schema version.
  static core::Result<std::unique_ptr<StoreWriter>> open(const std::string& path,
                                                         const core::Clock& clock);

  /// Where to go on reading; partitions without a position are read from their start.
  stream::Positions positions() const;

  /// All records or, on an error, none. Topics that the store does not keep are counted in the
  /// positions only.
  core::Result<void> write(std::span<const stream::InboundRecord> records);

 private:
  StoreWriter(const std::string& path, const core::Clock& clock);

  using NextOffsets = std::map<std::pair<std::string, std::int32_t>, std::int64_t>;

  void write_transaction(std::span<const stream::InboundRecord> records, NextOffsets& reached);
  void apply(const stream::InboundRecord& record, TouchedParties& touched);
  void put_document_source(const stream::InboundRecord& record);
  void put_kpi(const stream::InboundRecord& record);
  void put_dead_letter(const stream::InboundRecord& record);
  void refuse(const stream::InboundRecord& record, std::string_view reason);

  Database database_;
  const core::Clock& clock_;
  NextOffsets next_offsets_;
};

}  // namespace procured::sqlite
