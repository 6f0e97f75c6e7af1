#include "pipeline/connect_stage.h"

#include <optional>

#include "core/text.h"
#include "normalise/dead_letters.h"
#include "normalise/raw_record.h"
#include "procured/v1/operation.pb.h"
#include "state/overlay.h"
#include "stream/partitioner.h"
#include "stream/topics.h"

namespace procured::pipeline {
namespace {

constexpr std::string_view kPolicyConnector = "procured.policy";
// In the ledger instead of a hash, which has 64 digits.
constexpr std::string_view kWithdrawn = "withdrawn";

std::string ledger_key(std::string_view connector, std::string_view name) {
  return core::join_key({connector, name});
}

std::optional<v1::ConnectPosition> position_of(const state::Reader& ledger,
                                               const std::string& key) {
  const auto value = ledger.get(key);
  v1::ConnectPosition position;
  if (!value || !position.ParseFromString(*value)) return std::nullopt;
  return position;
}

void write(const v1::ConnectPosition& position, state::Overlay& ledger) {
  ledger.put(ledger_key(position.connector(), position.source()), position.SerializeAsString());
}

/// A source of this partition, and what it has in the transaction at hand.
struct Connected {
  const ConnectedSource* settings = nullptr;
  std::unique_ptr<Fetcher> fetcher;
  std::optional<transport::Slice> in_flight = std::nullopt;  // its documents are gone
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;
};

/// Appends the raw records that a document becomes; how many.
std::size_t add_raw_records(const ConnectedSource& source, transport::RawDocument document,
                            std::vector<stream::OutboundRecord>& outputs) {
  stream::OutboundRecord record;
  record.raw_connector = source.connector;
  record.route = stream::Route::kByKey;
  const auto register_name = source.register_of && !document.is_withdrawn
                                 ? source.register_of(document.bytes)
                                 : std::string();
  record.key = register_name.empty() ? document.source : register_name;
  record.route_key = record.key;
  if (document.is_file) record.headers = {{std::string(stream::kPathHeader), document.source}};
  if (document.is_withdrawn) record.headers.push_back({std::string(stream::kOpHeader), "DELETE"});
  auto parts = source.parts_of && !register_name.empty() ? source.parts_of(document.bytes)
                                                         : std::vector<RegisterPart>();
  if (parts.empty()) {
    if (!document.is_withdrawn) record.value = std::move(document.bytes);
    outputs.push_back(std::move(record));
    return 1;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto& part = outputs.emplace_back(record);
    for (auto& header : normalise::part_headers(i + 1, parts.size(), parts[i].first_row))
      part.headers.push_back(std::move(header));
    part.value = std::move(parts[i].bytes);
  }
  return parts.size();
}

class ConnectStage final : public stream::Stage {
 public:
  ConnectStage(std::shared_ptr<const ConnectSettings> settings, std::vector<Connected> sources,
               bool owns_policy)
      : settings_(std::move(settings)), owns_policy_(owns_policy), sources_(std::move(sources)) {}

  /// What comes back from the ledger is in the state already.
  stream::Effects run(const stream::Batch&, const state::Reader&) override { return {}; }

  bool has_left_over(const state::Reader& ledger) const override {
    bool waits = policy_waits(ledger);
    for (const auto& source : sources_) {
      const auto& connector = source.settings->connector;
      const Fetcher::Lookup lookup =
          [&](const std::string& name) -> std::optional<transport::Taken> {
        const auto known = position_of(ledger, ledger_key(connector, name));
        if (!known) return std::nullopt;
        return transport::Taken{known->position(), known->content_hash()};
      };
      if (source.fetcher->has_slice(lookup)) waits = true;
    }
    return waits;
  }

  stream::Effects run_left_over(const state::Reader& committed, const std::string&) override {
    stream::Effects effects;
    state::Overlay ledger(committed);
    if (policy_waits(committed)) publish_policy(effects, ledger);
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      // Each is the first in its turn, so that none starves behind one with much.
      auto& source = sources_[(first_ + i) % sources_.size()];
      if (bytes >= settings_->slice_bytes) break;
      if (!source.fetcher->holds_slice()) continue;
      take(source, ledger, effects);
      bytes += source.bytes;
    }
    ++first_;
    effects.state_writes = ledger.take();
    return effects;
  }

  void committed() override {
    for (auto& source : sources_) {
      if (!source.in_flight) continue;
      source.fetcher->settle(*source.in_flight, source.documents, source.bytes);
      source.in_flight.reset();
    }
  }

 private:
  bool policy_waits(const state::Reader& ledger) const {
    if (!owns_policy_) return false;
    const auto known = position_of(ledger, ledger_key(kPolicyConnector, "policy"));
    return !known || known->content_hash() != settings_->policy_hash;
  }

  void publish_policy(stream::Effects& effects, state::Overlay& ledger) const {
    for (const auto& record : settings_->policy) effects.outputs.push_back(record);
    v1::ConnectPosition position;
    position.set_connector(std::string(kPolicyConnector));
    position.set_source("policy");
    position.set_content_hash(settings_->policy_hash);
    write(position, ledger);
  }

  static void take(Connected& source, state::Overlay& ledger, stream::Effects& effects) {
    auto slice = source.fetcher->take_slice();
    source.documents = 0;
    source.bytes = 0;
    for (auto& document : slice.documents) {
      const auto size = document.bytes.size();
      if (!take(*source.settings, std::move(document), ledger, effects)) continue;
      ++source.documents;
      source.bytes += size;
    }
    slice.documents.clear();
    if (slice.position) {
      v1::ConnectPosition position;
      position.set_connector(source.settings->connector);
      position.set_position(*slice.position);
      write(position, ledger);
    }
    source.in_flight = std::move(slice);
  }

  /// @returns false for what the ledger knows already.
  static bool take(const ConnectedSource& source, transport::RawDocument document,
                   state::Overlay& ledger, stream::Effects& effects) {
    v1::ConnectPosition position;
    position.set_connector(source.connector);
    position.set_source(document.source);
    position.set_position(document.position);
    position.set_content_hash(document.is_withdrawn ? std::string(kWithdrawn)
                                                    : document.content_hash);
    const bool large = document.size > 0;
    position.set_bytes(large ? document.size : document.bytes.size());
    const auto known = position_of(ledger, ledger_key(source.connector, document.source));
    // Nobody has heard of it.
    if (document.is_withdrawn && !known) return false;
    const bool unchanged = known && known->content_hash() == position.content_hash();
    if (!unchanged || known->position() != position.position()) write(position, ledger);
    if (unchanged) {
      ++effects.counts["unchanged"];
      return false;
    }
    if (large) {
      ++effects.counts["raw"];
      ++effects.counts["refused"];
      effects.outputs.push_back(normalise::too_large_letter(source.connector, document.source,
                                                            document.size, document.content_hash));
    } else {
      effects.counts["raw"] += add_raw_records(source, std::move(document), effects.outputs);
    }
    return true;
  }

  std::shared_ptr<const ConnectSettings> settings_;
  const bool owns_policy_;
  std::vector<Connected> sources_;
  std::size_t first_ = 0;
};

}  // namespace

ConnectStages::ConnectStages(ConnectSettings settings, telemetry::Registry& registry,
                             telemetry::EventLog& log, const core::Clock& clock)
    : settings_(std::make_shared<const ConnectSettings>(std::move(settings))),
      registry_(registry),
      log_(log),
      clock_(clock) {}

std::unique_ptr<stream::Stage> ConnectStages::create(std::int32_t partition) const {
  const auto is_ours = [&](std::string_view connector) {
    return stream::partition_of(connector, settings_->partitions) == partition;
  };
  std::vector<Connected> sources;
  for (const auto& source : settings_->sources) {
    if (!is_ours(source.connector)) continue;
    Connected one;
    one.settings = &source;
    one.fetcher = std::make_unique<Fetcher>(
        source.connector, source.open(), source.back_off, clock_,
        FetcherVoice{telemetry::ConnectProbe(registry_, source.connector), log_},
        settings_->fetching);
    sources.push_back(std::move(one));
  }
  const bool owns_policy = !settings_->policy_hash.empty() && is_ours(kPolicyConnector);
  return std::make_unique<ConnectStage>(settings_, std::move(sources), owns_policy);
}

}  // namespace procured::pipeline
