#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "connectors/mapping/catalogue.h"

namespace procured::testing_support {

inline std::string built_in_folder() {
  return std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue";
}

/// The catalogue that comes with procured, loaded once.
inline const mapping::Catalogue& built_in_catalogue() {
  static const auto loaded = mapping::Catalogue::load({built_in_folder()});
  if (!loaded) ADD_FAILURE() << loaded.error().detail;
  return loaded.value();
}

/// One of its samples: "ubl/samples/invoice.xml".
inline std::string built_in_sample(const std::string& name) {
  std::ifstream file(built_in_folder() + "/" + name, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  EXPECT_FALSE(bytes.str().empty()) << name;
  return bytes.str();
}

}  // namespace procured::testing_support
