#pragma once

#include <filesystem>
#include <string>

#include "adapters/http/message.h"

namespace procured::http {

/// The files of the dashboard. Nothing outside the root is ever served, whatever the path says.
/// @thread any
class StaticFiles {
 public:
  explicit StaticFiles(std::filesystem::path root) : root_(std::move(root)) {}

  /// The file; index.html for a directory and for an unknown path without an extension, because the
  /// dashboard's views are addresses. 304 when the reader has it already, 404 otherwise. Files
  /// below /assets/ have their hash in the name and may be kept for ever; all others are asked for
  /// again with their ETag.
  Response answer(const Request& request) const;

 private:
  std::filesystem::path root_;
};

}  // namespace procured::http
