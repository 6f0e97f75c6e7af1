#include "bench/town.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "connectors/transport/folder.h"
#include "core/hash.h"
#include "normalise/policy.h"
#include "normalise/reference_output.h"

namespace procured::bench {
namespace {

void fail(const std::string& why) {
  std::fprintf(stderr, "broker_bench: %s\n", why.c_str());
  std::exit(1);
}

std::vector<Town::Raw> read_folder(const std::string& folder, const Town& town, bool with_bytes) {
  std::vector<Town::Raw> records;
  const auto files = transport::list_folder(folder);
  if (!files) fail(files.error().detail);
  const auto& decoding = town.connectors.knowledge->connectors.begin()->second.decoding;
  for (const auto& file : files.value()) {
    if (!with_bytes) {
      records.emplace_back();
      continue;
    }
    auto bytes = transport::read_file(folder, file.path);
    if (!bytes) fail(bytes.error().detail);
    auto name = town.connectors.catalogue->register_of(bytes.value(), decoding);
    records.push_back({name.empty() ? file.path : name, std::move(bytes).value(), file.path});
  }
  return records;
}

}  // namespace

Town read_town(const std::string& folder, bool with_bytes) {
  Town town;
  auto config = app::read_config(folder + "/procured.yaml");
  if (!config) fail("the configuration cannot be read");
  town.config = std::move(*config);
  auto connectors = app::read_connectors(town.config);
  if (!connectors) fail(connectors.error().detail);
  town.connectors = std::move(connectors).value();
  const auto policy = normalise::load_policy("");
  if (!policy) fail(policy.error().detail);
  town.policy = normalise::policy_records(policy.value());
  town.registers = read_folder(folder + "/registers", town, with_bytes);
  town.documents = read_folder(folder + "/documents", town, with_bytes);
  std::sort(town.documents.begin(), town.documents.end(), [](const auto& left, const auto& right) {
    return core::sha256_prefix(left.path) < core::sha256_prefix(right.path);
  });
  return town;
}

}  // namespace procured::bench
