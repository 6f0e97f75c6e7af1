#include "app/knowledge.h"

#include <cstdio>

#include "connectors/mapping/default_catalogue.h"

namespace procured::app {

std::optional<config::Config> read_config(const std::string& path) {
  if (path.empty()) return config::default_config();
  auto loaded = config::load_config(path);
  for (const auto& problem : loaded.problems)
    std::fprintf(stderr, "%s\n", config::to_string(problem).c_str());
  if (!loaded.problems.empty()) return std::nullopt;
  return std::move(loaded.config);
}

core::Result<evaluate::Connectors> read_connectors(const config::Config& config) {
  auto loaded = mapping::Catalogue::load(mapping::with_default_catalogue(config.catalogue_dirs));
  if (!loaded) return loaded.error();
  auto catalogue = std::make_shared<const mapping::Catalogue>(std::move(loaded).value());
  auto knowledge = std::make_shared<normalise::Knowledge>();
  knowledge->decode = normalise::decode_through(catalogue);
  knowledge->buyers = model::BuyerDirectory(config.buyers);
  knowledge->connectors = normalise::profiles_of(config);
  return evaluate::Connectors{std::move(catalogue), std::move(knowledge)};
}

}  // namespace procured::app
