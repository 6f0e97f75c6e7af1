#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/transport/source.h"

namespace procured::transport {

/// A regular file of a remote folder, as the server lists it.
struct SftpFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string changed;  ///< To the minute, or to the day where it is long ago.

  std::string stamp() const { return std::to_string(bytes) + ":" + changed; }
};

/// One remote folder. The server's key is checked before anything is sent.
/// @errors of all: host_key, login_refused, unreachable, timeout, stalled, truncated, unreadable,
/// too_large, secret_unreadable
/// @thread one at a time
class SftpSession {
 public:
  virtual ~SftpSession() = default;

  virtual Fetched<std::vector<SftpFile>> list(const Stop& stop) = 0;
  virtual Fetched<std::string> read(const std::string& name, const Stop& stop) = 0;
  /// Into a folder on the same server, over a file of that name.
  virtual Fetched<void> move(const std::string& name, const std::string& folder,
                             const Stop& stop) = 0;
};

}  // namespace procured::transport
