#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "connectors/mapping/catalogue.h"
#include "core/result.h"
#include "evaluate/memory_flow.h"
#include "normalise/profile.h"
#include "procured/v1/reference.pb.h"
#include "procured/v1/verdict.pb.h"

namespace procured::evaluate {

struct EvaluationSettings {
  std::vector<std::string> paths;
  std::string out;  ///< Folder for the results; empty: only the summary is given back.
  std::optional<std::uint64_t> shuffle_seed = std::nullopt;
  bool duplicate = false;  ///< Feeds every file twice.
  FlowSettings flow = {};
};

struct EvaluationResult {
  std::string summary;  ///< JSON
  std::size_t dead_letters = 0;
  std::map<std::string, v1::Verdict> verdicts = {};  ///< By key, in the end.
};

/// What the stages know, and the catalogue that tells registers from documents.
struct Connectors {
  std::shared_ptr<const mapping::Catalogue> catalogue;
  std::shared_ptr<const normalise::Knowledge> knowledge;
};

/// Normalises and judges files as the daemon would, without a broker. `progress` hears how many
/// files of how many are done. @errors kFatal path_missing, path_unreadable, unwritable
core::Result<EvaluationResult> evaluate(
    const EvaluationSettings& settings, const config::Config& config, const Connectors& connectors,
    const v1::Policy& policy, const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace procured::evaluate
