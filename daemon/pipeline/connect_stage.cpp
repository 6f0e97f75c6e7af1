#include "pipeline/connect_stage.h"

#include <deque>
#include <optional>
#include <unordered_map>

#include "connectors/transport/folder.h"
#include "core/hash.h"
#include "core/text.h"
#include "normalise/dead_letters.h"
#include "procured/v1/operation.pb.h"
#include "stream/partitioner.h"
#include "stream/topics.h"

namespace procured::pipeline {
namespace {

constexpr std::string_view kPolicyConnector = "procured.policy";
constexpr std::uint64_t kFileBytesMax = normalise::DeadLetters::kBytesMax;

/// A folder between two looks: what is known to be taken, and what waits.
struct Watched {
  const WatchedFolder* settings = nullptr;
  std::unordered_map<std::string, std::string> taken;  // path → stamp
  std::deque<transport::FolderFile> waiting;
  std::optional<std::chrono::steady_clock::time_point> looked_at;
};

stream::OutboundRecord raw_record(const WatchedFolder& folder, const std::string& path,
                                  std::string bytes) {
  const auto register_name = folder.register_of ? folder.register_of(bytes) : std::string();
  stream::OutboundRecord record;
  record.raw_connector = folder.connector;
  record.route = stream::Route::kByKey;
  record.key = register_name.empty() ? path : register_name;
  record.route_key = record.key;
  record.value = std::move(bytes);
  record.headers = {{std::string(stream::kPathHeader), path}};
  return record;
}

class ConnectStage final : public stream::Stage {
 public:
  ConnectStage(std::shared_ptr<const ConnectSettings> settings, const core::Clock& clock,
               std::int32_t partition)
      : settings_(std::move(settings)), clock_(clock) {
    const auto is_ours = [&](std::string_view connector) {
      return stream::partition_of(connector, settings_->partitions) == partition;
    };
    owns_policy_ = !settings_->policy_hash.empty() && is_ours(kPolicyConnector);
    for (const auto& folder : settings_->folders) {
      if (!is_ours(folder.connector)) continue;
      Watched one;
      one.settings = &folder;
      watched_.push_back(std::move(one));
    }
  }

  /// What comes back from the ledger is in the state already.
  stream::Effects run(const stream::Batch&, const state::Reader&) override { return {}; }

  bool has_left_over(const state::Reader& ledger) const override {
    if (policy_waits(ledger)) return true;
    bool waits = false;
    for (auto& one : watched_) {
      if (one.waiting.empty()) look(one, ledger);
      waits = waits || !one.waiting.empty();
    }
    return waits;
  }

  stream::Effects run_left_over(const state::Reader& ledger, const std::string&) override {
    stream::Effects effects;
    if (policy_waits(ledger)) publish_policy(effects);
    std::size_t files = 0;
    std::size_t bytes = 0;
    for (auto& one : watched_) {
      while (!one.waiting.empty() && files < settings_->slice_files &&
             bytes < settings_->slice_bytes) {
        const auto file = std::move(one.waiting.front());
        one.waiting.pop_front();
        bytes += take(one, file, ledger, effects);
        ++files;
      }
    }
    return effects;
  }

  void committed() override {}

 private:
  bool policy_waits(const state::Reader& ledger) const {
    if (!owns_policy_) return false;
    const auto known = position_of(ledger, ledger_key(kPolicyConnector, "policy"));
    return !known || known->content_hash() != settings_->policy_hash;
  }

  void publish_policy(stream::Effects& effects) const {
    for (const auto& record : settings_->policy) effects.outputs.push_back(record);
    v1::ConnectPosition position;
    position.set_connector(std::string(kPolicyConnector));
    position.set_source("policy");
    position.set_content_hash(settings_->policy_hash);
    write(position, effects);
  }

  void look(Watched& one, const state::Reader& ledger) const {
    const auto now = clock_.steady_now();
    if (one.looked_at && now - *one.looked_at < one.settings->interval) return;
    one.looked_at = now;
    const auto files = transport::list_folder(one.settings->folder);
    if (!files) return;
    for (const auto& file : files.value()) {
      auto& taken = one.taken[file.path];
      if (taken.empty()) {
        const auto known = position_of(ledger, ledger_key(one.settings->connector, file.path));
        if (known) taken = known->position();
      }
      if (taken != file.stamp()) one.waiting.push_back(file);
    }
  }

  /// @return the bytes read.
  std::size_t take(Watched& one, const transport::FolderFile& file, const state::Reader& ledger,
                   stream::Effects& effects) const {
    const auto& folder = *one.settings;
    v1::ConnectPosition position;
    position.set_connector(folder.connector);
    position.set_source(file.path);
    position.set_position(file.stamp());
    position.set_bytes(file.bytes);
    const bool large = file.bytes > kFileBytesMax;
    std::string bytes;
    if (large) {
      const auto hash = transport::hash_file(folder.folder, file.path);
      if (!hash) return 0;
      position.set_content_hash(hash.value());
    } else {
      auto read = transport::read_file(folder.folder, file.path);
      // It has gone; should it come again, the next look finds it.
      if (!read) return 0;
      bytes = std::move(read).value();
      position.set_content_hash(core::sha256_hex(bytes));
    }
    one.taken[file.path] = file.stamp();
    const auto known = position_of(ledger, ledger_key(folder.connector, file.path));
    const bool unchanged = known && known->content_hash() == position.content_hash();
    write(position, effects);
    if (unchanged) {
      ++effects.counts["unchanged"];
      return bytes.size();
    }
    ++effects.counts["raw"];
    const auto size = bytes.size();
    if (large) {
      ++effects.counts["refused"];
      effects.outputs.push_back(normalise::too_large_letter(folder.connector, file.path, file.bytes,
                                                            position.content_hash()));
    } else {
      effects.outputs.push_back(raw_record(folder, file.path, std::move(bytes)));
    }
    return size;
  }

  static std::string ledger_key(std::string_view connector, std::string_view path) {
    return core::join_key({connector, path});
  }

  static std::optional<v1::ConnectPosition> position_of(const state::Reader& ledger,
                                                        const std::string& key) {
    const auto value = ledger.get(key);
    v1::ConnectPosition position;
    if (!value || !position.ParseFromString(*value)) return std::nullopt;
    return position;
  }

  static void write(const v1::ConnectPosition& position, stream::Effects& effects) {
    effects.state_writes.push_back(
        {ledger_key(position.connector(), position.source()), position.SerializeAsString()});
  }

  std::shared_ptr<const ConnectSettings> settings_;
  const core::Clock& clock_;
  bool owns_policy_ = false;
  mutable std::vector<Watched> watched_;
};

}  // namespace

ConnectStages::ConnectStages(ConnectSettings settings, const core::Clock& clock)
    : settings_(std::make_shared<const ConnectSettings>(std::move(settings))), clock_(clock) {}

std::unique_ptr<stream::Stage> ConnectStages::create(std::int32_t partition) const {
  return std::make_unique<ConnectStage>(settings_, clock_, partition);
}

}  // namespace procured::pipeline
