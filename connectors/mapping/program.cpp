#include "connectors/mapping/program.h"

namespace procured::mapping {

const Edge* State::find(int ns, std::string_view local, std::uint64_t hash) const {
  if (table.empty()) return nullptr;
  const auto mask = table.size() - 1;
  for (auto i = hash & mask; table[i] != 0; i = (i + 1) & mask) {
    const auto& edge = edges[table[i] - 1U];
    if (edge.hash == hash && edge.name.ns == ns && edge.name.local == local) return &edge;
  }
  return nullptr;
}

}  // namespace procured::mapping
