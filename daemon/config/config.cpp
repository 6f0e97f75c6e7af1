#include "config/config.h"

#include <algorithm>
#include <set>

#include "config/range_checker.h"
#include "config/reference_printer.h"
#include "config/yaml_reader.h"
#include "model/party_id.h"

namespace procured::config {
namespace {

using Problems = std::vector<Problem>;

bool is_currency(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Letters that a Kafka topic and a transactional id may have.
bool is_name(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

void check_buyers(const Config& config, Problems& problems) {
  std::map<std::string, std::size_t> owner;
  const auto claim = [&](const std::string& text, std::size_t buyer, const std::string& place) {
    const auto id = model::canonical_party_id(text);
    if (id.empty()) return;
    const auto [found, fresh] = owner.emplace(id, buyer);
    if (!fresh && found->second != buyer) {
      problems.push_back(
          {place,
           "'" + text + "' already means the buyer '" + config.buyers[found->second].id + "'",
           {}});
    }
  };
  std::set<std::string> ids;
  for (std::size_t i = 0; i < config.buyers.size(); ++i) {
    const auto& buyer = config.buyers[i];
    const auto path = "buyers[" + std::to_string(i) + ']';
    if (!buyer.id.empty() && !ids.insert(model::canonical_party_id(buyer.id)).second) {
      problems.push_back({path + ".id", "the buyer '" + buyer.id + "' is listed twice", {}});
    } else {
      claim(buyer.id, i, path + ".id");
    }
    for (std::size_t k = 0; k < buyer.identifiers.size(); ++k) {
      claim(buyer.identifiers[k], i, path + ".identifiers[" + std::to_string(k) + ']');
    }
    if (!is_currency(buyer.reporting_currency)) {
      problems.push_back({path + ".reporting_currency",
                          "'" + buyer.reporting_currency + "' is no ISO 4217 code such as NOK",
                          {}});
    }
  }
}

void check_connectors(const Config& config, Problems& problems) {
  std::map<std::string, std::string> folders;
  for (const auto& [name, connector] : config.connectors) {
    const auto path = "connectors." + name;
    if (!is_name(name)) {
      problems.push_back({path,
                          "'" + name +
                              "' cannot name a topic; use letters, digits, '-', '_' "
                              "and '.'",
                          {}});
    }
    if (!connector.default_currency.empty() && !is_currency(connector.default_currency)) {
      problems.push_back({path + ".default_currency",
                          "'" + connector.default_currency + "' is no ISO 4217 code such as NOK",
                          {}});
    }
    if (connector.delimiters == connector.decimal_point) {
      problems.push_back(
          {path + ".delimiters", "the decimal point cannot be the only delimiter as well", {}});
    }
    for (auto& problem : check_source(path, connector)) problems.push_back(std::move(problem));
    if (connector.folder.path.empty()) continue;
    const auto [found, fresh] = folders.emplace(connector.folder.path, name);
    if (!fresh) {
      problems.push_back({path + ".folder.path",
                          "the connector '" + found->second + "' already watches this folder",
                          {}});
    }
  }
}

void check_instance(const Config& config, Problems& problems) {
  if (!config.instance.empty() && !is_name(config.instance)) {
    problems.push_back(
        {"instance", "'" + config.instance + "' must be letters, digits, '-', '_' and '.'", {}});
  }
  if (std::set<std::string>(config.roles.begin(), config.roles.end()).size() !=
      config.roles.size()) {
    problems.push_back({"roles", "a role is listed twice", {}});
  }
  const auto& kafka = config.kafka;
  if (kafka.commit_interval_ms >= kafka.transaction_timeout_ms) {
    problems.push_back({"kafka.commit_interval_ms",
                        "must be less than kafka.transaction_timeout_ms (" +
                            std::to_string(kafka.transaction_timeout_ms) + " ms)",
                        {}});
  }
}

void check_ports(const Config& config, Problems& problems) {
  if (!config.receives() || !config.has_role("serve")) return;
  if (config.receive.port == 0 || config.receive.port != config.serve.port) return;
  problems.push_back({"receive.port",
                      "serve.port is " + std::to_string(config.serve.port) +
                          ", too: what is sent and what is shown need ports of their own",
                      {}});
}

Problems check_rules(const Config& config) {
  Problems problems;
  check_buyers(config, problems);
  check_connectors(config, problems);
  check_instance(config, problems);
  check_ports(config, problems);
  return problems;
}

}  // namespace

Config default_config() {
  Config config;
  config.connectors["files"] = {};
  return config;
}

LoadedConfig load_config(const std::filesystem::path& path) {
  LoadedConfig loaded{default_config(), {}};
  const auto document = YamlDocument::load(path);
  if (document.has_error()) {
    loaded.problems.push_back({document.error().place, document.error().detail, {}});
    return loaded;
  }
  YamlReader reader(document.value(), path.parent_path());
  reader.read(loaded.config);
  loaded.problems = reader.problems();
  for (auto& problem : check_rules(loaded.config)) {
    problem.place = reader.place_of(problem.place);
    loaded.problems.push_back(std::move(problem));
  }
  return loaded;
}

std::vector<Problem> check(const Config& config) {
  auto copy = config;
  RangeChecker checker;
  describe(checker, copy);
  auto problems = checker.take_problems();
  for (auto& problem : check_rules(config)) problems.push_back(std::move(problem));
  return problems;
}

std::string reference() {
  auto config = default_config();
  ReferencePrinter printer;
  describe(printer, config);
  return "# Every option of procured with its default. Printed by `procured check "
         "--print-reference`.\n\n" +
         printer.text();
}

}  // namespace procured::config
