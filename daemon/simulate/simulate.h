#pragma once

#include <functional>
#include <string>

#include "core/result.h"
#include "simulate/world.h"

namespace procured::simulate {

constexpr int kMonthsMax = 60;
constexpr std::size_t kBuyersMax = 1000;

struct Summary {
  std::size_t documents = 0;
  std::size_t bytes = 0;
};

/// Writes a whole sample below `folder`: registers/, documents/<buyer>/<yyyy-mm>/, truth/ and
/// procured.yaml. The same options give the same bytes on every machine.
///
///     registers/agreements.csv …           the plain registers
///     documents/<number>/<yyyy-mm>/*.xml   Peppol BIS 3, by the buyer's organisation number and
///     month of issue truth/findings.jsonl amounts.json    what was planted; README.md says how to
///     read it
///
/// @param progress  called now and then with the number of documents written
/// @errors kFatal `cannot_write` when the folder is not empty or a file cannot be written;
/// `bad_option` when the
///         options are out of range
core::Result<Summary> simulate(const Options& options, const std::string& folder,
                               const std::function<void(std::size_t)>& progress = {});

}  // namespace procured::simulate
