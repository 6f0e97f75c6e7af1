#include "connectors/mapping/program.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace procured::mapping {

std::uint64_t name_hash(int ns, std::string_view local) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  const auto size = std::min<std::size_t>(local.size(), 8);
  std::memcpy(&head, local.data(), size);
  std::memcpy(&tail, local.data() + local.size() - size, size);
  const auto mixed = (head ^ std::rotl(tail, 23) ^ (static_cast<std::uint64_t>(ns) << 8U) ^ local.size()) *
                     0x9E3779B97F4A7C15ULL;
  return mixed ^ (mixed >> 32U);
}

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
