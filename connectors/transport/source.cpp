#include "connectors/transport/source.h"

#include <algorithm>
#include <array>
#include <utility>

namespace procured::transport {
namespace {

constexpr auto kAdvice = std::to_array<std::pair<std::string_view, FailureAdvice>>({
#define FAILURE(kind, needs_operator, what_to_do) {#kind, {needs_operator, what_to_do}},
#include "connectors/transport/failures.def"
#undef FAILURE
});

}  // namespace

FailureAdvice advice_for(std::string_view kind) {
  const auto found = std::find_if(kAdvice.begin(), kAdvice.end(),
                                  [&](const auto& one) { return one.first == kind; });
  return found == kAdvice.end() ? FailureAdvice{} : found->second;
}

std::vector<std::string_view> failure_kinds() {
  std::vector<std::string_view> kinds;
  for (const auto& [kind, advice] : kAdvice) kinds.push_back(kind);
  return kinds;
}

}  // namespace procured::transport
