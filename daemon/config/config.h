#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "config/connector.h"
#include "config/problem.h"
#include "config/visitor.h"
#include "core/decimal.h"
#include "model/buyers.h"

namespace procured::config {

struct KafkaConfig {
  std::string bootstrap_servers = "127.0.0.1:9092";
  std::uint64_t partitions = 16;
  std::uint64_t replication_factor = 1;
  std::uint64_t commit_interval_ms = 100;
  std::uint64_t transaction_timeout_ms = 10'000;
  std::uint64_t session_timeout_ms = 10'000;
  std::string compression = "lz4";
  std::uint64_t raw_retention_days = 0;  ///< 0: without end, as are the other two.
  std::uint64_t dead_letter_retention_days = 0;
  std::uint64_t retention_days = 0;  ///< Documents, reference, verdicts.
};

struct StoreConfig {
  std::string path = "procured.sqlite";
};

struct ServeConfig {
  std::string address = "127.0.0.1";
  std::uint64_t port = 8080;                        ///< 0: any free port.
  std::string dashboard_dir = {};                   ///< Empty: the one built in.
  std::map<std::string, core::Decimal> goals = {};  ///< KPI id → goal.
};

/// Where connectors with `receive` are sent documents.
struct ReceiverConfig {
  std::string address = "127.0.0.1";
  std::uint64_t port = 8081;  ///< 0: any free port.
  std::uint64_t connections_max = 256;
  std::uint64_t request_timeout_ms = 60'000;
  std::uint64_t commit_timeout_ms = 20'000;
};

struct LogConfig {
  std::string level = "info";
};

/// Everything an instance is told. Sections are passed by const reference to those that need them.
struct Config {
  std::vector<model::Buyer> buyers = {};
  std::map<std::string, ConnectorConfig> connectors = {};
  KafkaConfig kafka = {};
  std::vector<std::string> roles = {"connect", "normalise", "judge", "sink", "serve"};
  std::string instance = "procured-1";
  std::string state_dir = "state";
  std::vector<std::string> catalogue_dirs = {};  ///< Beside the catalogue procured brings along.
  std::string policy_dir = {};                   ///< Empty: the built-in policy.
  StoreConfig store = {};
  ServeConfig serve = {};
  ReceiverConfig receive = {};
  LogConfig log = {};

  bool has_role(std::string_view role) const;
  /// A connector of this instance's is sent its documents.
  bool receives() const;
};

void describe(Visitor& visitor, Config& config);

/// One connector "files" that takes every entry of the catalogue; all else as the structs say.
Config default_config();

/// A configuration and everything that is wrong with it; usable only without problems.
struct LoadedConfig {
  Config config = {};
  std::vector<Problem> problems = {};
};

/// Reads, checks ranges and cross-field rules. What the file leaves out is as in default_config();
/// relative paths become relative to the file's folder.
LoadedConfig load_config(const std::filesystem::path& path);

/// Ranges, closed lists and the rules between fields, of a configuration wherever it comes from.
/// Places are option paths ("kafka.partitions").
std::vector<Problem> check(const Config& config);

/// Every option with its default, unit, bounds and doc, as a YAML file that loads.
std::string reference();

}  // namespace procured::config
