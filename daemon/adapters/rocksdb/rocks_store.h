#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "pipeline/partition_store.h"

namespace rocksdb {
class DB;
}

namespace procured::adapters {

struct RocksSettings {
  std::string directory;                       ///< Made when missing; one process at a time.
  std::size_t cache_bytes = 4u << 20;          ///< Of decoded values, per partition.
  std::size_t unwritten_bytes_max = 2u << 20;  ///< Per partition; then they go to RocksDB.
  std::size_t block_cache_bytes = 16u << 20;   ///< RocksDB's own, for all partitions.
};

/// The local copies of one worker's partitions in one RocksDB. Without a write-ahead log: Kafka is
/// the log. All keys are in one column family, so a write batch is in the files as a whole or not
/// at all. Layout:
///
///     "d" partition key → value           partition: two bytes, big endian
///     "c" partition     → checkpoint      text, see checkpoint_text.h
///
/// Outlives the stores it opened. @thread one.
class RocksDatabase final : public pipeline::StoreProvider {
 public:
  /// @errors kFatal state_directory: in use by another process, not writable, or corrupt.
  static core::Result<std::unique_ptr<RocksDatabase>> open(RocksSettings settings);
  ~RocksDatabase() override;

  core::Result<std::unique_ptr<pipeline::PartitionStore>> open(std::int32_t partition) override;

 private:
  RocksDatabase(RocksSettings settings, std::unique_ptr<rocksdb::DB> database);

  RocksSettings settings_;
  std::unique_ptr<rocksdb::DB> database_;
};

}  // namespace procured::adapters
