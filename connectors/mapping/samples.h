#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "connectors/mapping/catalogue.h"

namespace procured::mapping {

struct SampleOutcome {
  std::string entry;
  std::string sample;      ///< File name in samples/.
  std::string difference;  ///< Empty: as expected. Lines "- expected" and "+ decoded", each with
                           ///< its neighbours.
};

/// Decodes every `<entry>/samples/<name>.<ext>` and compares it with
/// `expected/<name>.json`. A sample without expected result, and an expected result without sample,
/// differ. `entry` empty: all entries.
/// @errors kFatal catalogue_invalid when the entry has no samples or is unknown
core::Result<std::vector<SampleOutcome>> run_samples(const Catalogue& catalogue,
                                                     const std::string& entry);

/// What a sample is read with: a site that has declared who buys and who sells; decimal commas
/// where the sample's name says decimal_comma, and a currency where it says currency_NOK.
ConnectorSettings settings_of_sample(const std::filesystem::path& sample);

/// What differs between two texts, line by line; empty when nothing does.
std::string line_difference(const std::string& expected, const std::string& actual);

}  // namespace procured::mapping
