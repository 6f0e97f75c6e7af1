#pragma once

#include <functional>
#include <string>
#include <vector>

namespace procured::fuzz {

/// A shape of file that is expensive for its size, in any size.
struct HostileFile {
  std::string name;
  std::function<std::string(std::size_t bytes)> make;  ///< Of about as many bytes, hardly more.
};

/// Those that take most memory for their size.
std::vector<HostileFile> hostile_files();
/// The same of spreadsheets, whose size is that of what they unpack to.
std::vector<HostileFile> hostile_spreadsheets();
/// Those that invite to look at the same bytes again and again.
std::vector<HostileFile> slow_files();
/// The same of mapping files and configurations; at most 1 MiB is read of one.
std::vector<HostileFile> yaml_files();

}  // namespace procured::fuzz
