#include "config/problem.h"

namespace procured::config {

std::string to_string(const Problem& problem) {
  std::string text = problem.place + ": " + problem.message;
  if (!problem.suggestion.empty()) text += " (did you mean '" + problem.suggestion + "'?)";
  return text;
}

}  // namespace procured::config
