#pragma once

#include <string>

namespace procured::config {

/// Something wrong in a configuration file.
struct Problem {
  std::string place = {};  ///< "file:line:column", or the option's path where there is no file.
  std::string message = {};
  std::string suggestion = {};  ///< What was probably meant; may be empty.
};

/// "procured.yaml:3:5: unknown option 'currancy' (did you mean 'currency'?)"
std::string to_string(const Problem& problem);

}  // namespace procured::config
