#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "telemetry/registry.h"

namespace procured::telemetry {

/// What a worker tells about itself, once per transaction or change. @thread the worker.
class PipelineProbe {
 public:
  PipelineProbe(Registry& registry, std::string role)
      : registry_(registry), role_(std::move(role)) {}

  void received(std::uint64_t records, std::uint64_t bytes) {
    add(Metric::k_pipeline_received, static_cast<double>(records));
    add(Metric::k_pipeline_received_bytes, static_cast<double>(bytes));
  }
  void counted(const std::map<std::string, std::uint64_t, std::less<>>& counts) {
    for (const auto& [outcome, count] : counts) {
      registry_.add(Metric::k_pipeline_records, {role_, outcome}, static_cast<double>(count));
    }
  }
  void published(std::string_view topic, std::uint64_t records) {
    registry_.add(Metric::k_pipeline_published, {role_, topic}, static_cast<double>(records));
  }
  void state_writes(std::uint64_t keys) {
    add(Metric::k_pipeline_state_writes, static_cast<double>(keys));
  }
  void transaction(std::string_view outcome, double seconds) {
    registry_.add(Metric::k_pipeline_transactions, {role_, outcome}, 1);
    add(Metric::k_pipeline_commit, seconds);
  }
  void stage(double seconds) { add(Metric::k_pipeline_stage, seconds); }
  void dropped() { add(Metric::k_pipeline_dropped, 1); }
  void rebalance(std::string_view change) {
    registry_.add(Metric::k_pipeline_rebalances, {role_, change}, 1);
  }
  void restore(bool from_copy) {
    registry_.add(Metric::k_pipeline_restores, {role_, from_copy ? "copy" : "nothing"}, 1);
  }
  void restored(std::uint64_t records) {
    add(Metric::k_pipeline_restored, static_cast<double>(records));
  }
  void owns(std::size_t partitions) {
    registry_.set(Metric::k_pipeline_partitions, {role_}, static_cast<double>(partitions));
  }
  void left_over(std::size_t partitions) {
    registry_.set(Metric::k_pipeline_left_over, {role_}, static_cast<double>(partitions));
  }
  void lag(std::int64_t records) {
    registry_.set(Metric::k_pipeline_lag, {role_}, static_cast<double>(records));
  }
  void ready(bool is_ready) { registry_.set(Metric::k_pipeline_ready, {role_}, is_ready ? 1 : 0); }
  void tainted() { add(Metric::k_kafka_tainted, 1); }

 private:
  void add(Metric metric, double amount) { registry_.add(metric, {role_}, amount); }

  Registry& registry_;
  std::string role_;
};

}  // namespace procured::telemetry
