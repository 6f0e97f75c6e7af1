#include "adapters/rocksdb/rocks_store.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <filesystem>

#include "adapters/rocksdb/checkpoint_text.h"
#include "adapters/rocksdb/value_cache.h"
#include "state/overlay.h"

namespace procured::adapters {
namespace {

std::string partition_key(char kind, std::int32_t partition) {
  return {kind, static_cast<char>((partition >> 8) & 0xff), static_cast<char>(partition & 0xff)};
}

// The least key that is greater than every key with the prefix; "d" and "c" never end in 0xff bytes
// alone.
std::string after_prefix(std::string prefix) {
  while (static_cast<unsigned char>(prefix.back()) == 0xff) prefix.pop_back();
  ++prefix.back();
  return prefix;
}

core::Error disk_error(const std::string& doing, const rocksdb::Status& status) {
  return core::fatal("state_directory", doing + ": " + status.ToString());
}

rocksdb::WriteOptions without_log() {
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  return options;
}

/// What RocksDB itself has of one partition. A read error is the end: better no judgement than one
/// from a hole.
class OnDisk final : public state::Reader {
 public:
  OnDisk(rocksdb::DB& database, std::int32_t partition)
      : database_(database), prefix_(partition_key('d', partition)) {}

  std::optional<std::string> get(std::string_view key) const override {
    std::string value;
    const auto status = database_.Get({}, full(key), &value);
    if (status.IsNotFound()) return std::nullopt;
    require(status);
    return value;
  }

  void scan(std::string_view prefix, std::string_view after, const Visit& visit) const override {
    const auto bound = after_prefix(full(prefix));
    const rocksdb::Slice upper(bound);
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &upper;
    const std::unique_ptr<rocksdb::Iterator> at(database_.NewIterator(options));
    // The least key greater than `after` is `after` and a zero byte.
    const bool from_start = after.empty() || after < prefix;
    at->Seek(from_start ? full(prefix) : full(after) + '\0');
    for (; at->Valid(); at->Next()) {
      const std::string_view key(at->key().data(), at->key().size());
      if (!visit(key.substr(prefix_.size()), {at->value().data(), at->value().size()})) return;
    }
    require(at->status());
  }

  std::string full(std::string_view key) const { return prefix_ + std::string(key); }
  const std::string& prefix() const { return prefix_; }

 private:
  static void require(const rocksdb::Status& status) {
    if (status.ok()) return;
    std::fprintf(stderr, "state_directory: reading: %s\n", status.ToString().c_str());
    std::abort();
  }

  rocksdb::DB& database_;
  std::string prefix_;
};

class RocksStore final : public pipeline::PartitionStore {
 public:
  RocksStore(rocksdb::DB& database, std::int32_t partition, const RocksSettings& settings)
      : database_(database),
        checkpoint_key_(partition_key('c', partition)),
        disk_(database, partition),
        unwritten_(disk_),
        cache_(settings.cache_bytes),
        unwritten_bytes_max_(settings.unwritten_bytes_max) {}

  // What cannot be written now is read from the changelog again.
  ~RocksStore() override { static_cast<void>(write_out()); }

  core::Result<void> load_checkpoint() {
    std::string text;
    const auto status = database_.Get({}, checkpoint_key_, &text);
    if (status.IsNotFound()) return boost::outcome_v2::success();
    if (!status.ok()) return disk_error("reading the checkpoint", status);
    checkpoint_ = checkpoint_of(text);
    if (!checkpoint_) return wipe();
    return boost::outcome_v2::success();
  }

  std::optional<std::string> get(std::string_view key) const override {
    if (const auto* known = cache_.find(key)) return *known;
    auto value = unwritten_.get(key);
    cache_.put(key, value);
    return value;
  }

  void scan(std::string_view prefix, std::string_view after, const Visit& visit) const override {
    unwritten_.scan(prefix, after, visit);
  }

  std::optional<pipeline::Checkpoint> checkpoint() const override { return checkpoint_; }

  core::Result<void> apply(std::span<const state::Write> writes,
                           pipeline::Checkpoint checkpoint) override {
    for (const auto& write : writes) {
      cache_.put(write.key, write.value);
      if (write.value) {
        unwritten_.put(write.key, *write.value);
      } else {
        unwritten_.erase(write.key);
      }
      unwritten_bytes_ += write.key.size() + (write.value ? write.value->size() : 0);
    }
    checkpoint_ = std::move(checkpoint);
    if (unwritten_bytes_ <= unwritten_bytes_max_) return boost::outcome_v2::success();
    return write_out();
  }

  core::Result<void> wipe() override {
    cache_.clear();
    unwritten_.take();
    unwritten_bytes_ = 0;
    checkpoint_.reset();
    rocksdb::WriteBatch batch;
    batch.DeleteRange(disk_.prefix(), after_prefix(disk_.prefix()));
    batch.Delete(checkpoint_key_);
    const auto status = database_.Write(without_log(), &batch);
    if (!status.ok()) return disk_error("wiping", status);
    return boost::outcome_v2::success();
  }

 private:
  core::Result<void> write_out() {
    if (!checkpoint_) return boost::outcome_v2::success();
    rocksdb::WriteBatch batch;
    for (const auto& write : unwritten_.take()) {
      if (write.value) {
        batch.Put(disk_.full(write.key), *write.value);
      } else {
        batch.Delete(disk_.full(write.key));
      }
    }
    unwritten_bytes_ = 0;
    batch.Put(checkpoint_key_, to_text(*checkpoint_));
    const auto status = database_.Write(without_log(), &batch);
    if (!status.ok()) return disk_error("writing", status);
    return boost::outcome_v2::success();
  }

  rocksdb::DB& database_;
  std::string checkpoint_key_;
  OnDisk disk_;
  state::Overlay unwritten_;
  mutable ValueCache cache_;
  std::size_t unwritten_bytes_max_;
  std::size_t unwritten_bytes_ = 0;
  std::optional<pipeline::Checkpoint> checkpoint_;
};

rocksdb::Options options_of(const RocksSettings& settings) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(settings.block_cache_bytes);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::Options options;
  options.create_if_missing = true;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.write_buffer_size = 8u << 20;
  options.max_background_jobs = 2;
  // What is young is soon written again, a level further down: compressing it costs more than room.
  options.compression_per_level = {rocksdb::kNoCompression, rocksdb::kNoCompression,
                                   rocksdb::kLZ4Compression};
  options.info_log_level = rocksdb::ERROR_LEVEL;
  options.keep_log_file_num = 1;
  return options;
}

}  // namespace

RocksDatabase::RocksDatabase(RocksSettings settings, std::unique_ptr<rocksdb::DB> database)
    : settings_(std::move(settings)), database_(std::move(database)) {}

RocksDatabase::~RocksDatabase() = default;

core::Result<std::unique_ptr<RocksDatabase>> RocksDatabase::open(RocksSettings settings) {
  std::error_code failed;
  std::filesystem::create_directories(settings.directory, failed);
  if (failed) {
    return core::fatal("state_directory", settings.directory + ": " + failed.message());
  }
  rocksdb::DB* database = nullptr;
  const auto status = rocksdb::DB::Open(options_of(settings), settings.directory, &database);
  if (!status.ok()) return disk_error("opening " + settings.directory, status);
  return std::unique_ptr<RocksDatabase>(
      new RocksDatabase(std::move(settings), std::unique_ptr<rocksdb::DB>(database)));
}

core::Result<std::unique_ptr<pipeline::PartitionStore>> RocksDatabase::open(
    std::int32_t partition) {
  auto store = std::make_unique<RocksStore>(*database_, partition, settings_);
  const auto loaded = store->load_checkpoint();
  if (!loaded) return loaded.error();
  return std::unique_ptr<pipeline::PartitionStore>(std::move(store));
}

}  // namespace procured::adapters
