#include "refdata/versions.h"

#include <algorithm>
#include <tuple>

namespace procured::refdata {
namespace {

auto register_order(const v1::ReferenceRecord& record) {
  const auto& position = record.position();
  return std::tuple<std::string_view, std::uint32_t, std::uint64_t>(
      position.path(), position.edition(), position.row());
}

/// No known_on is older than any; ISO dates and UTC instants sort as text. The connector and the
/// hash only make the order total when two connectors feed one register.
auto version_order(const v1::ReferenceRecord& record) {
  return std::tuple<std::string_view, decltype(register_order(record)), std::string_view,
                    std::string_view>(record.known_on(), register_order(record),
                                      record.origin().connector(), record.origin().content_hash());
}

bool reaches(const v1::ReferenceRecord& withdrawal, const v1::ReferenceRecord& version) {
  if (withdrawal.known_on().empty()) return register_order(version) < register_order(withdrawal);
  return version_order(version) < version_order(withdrawal);
}

}  // namespace

bool add_version(v1::ReferenceVersions& versions, const v1::ReferenceRecord& record) {
  auto& list = *versions.mutable_versions();
  for (const auto& known : list) {
    if (version_order(known) == version_order(record)) return false;
  }
  *list.Add() = record;
  list.rbegin()->clear_provenance();
  std::sort(list.begin(), list.end(), [](const auto& left, const auto& right) {
    return version_order(left) < version_order(right);
  });
  return true;
}

const v1::ReferenceRecord* effective(const v1::ReferenceVersions& versions) {
  const auto& list = versions.versions();
  for (auto at = list.rbegin(); at != list.rend(); ++at) {
    if (at->op() == v1::DELETE) continue;
    const bool withdrawn =
        std::any_of(list.begin(), list.end(), [&](const v1::ReferenceRecord& other) {
          return other.op() == v1::DELETE && reaches(other, *at);
        });
    if (!withdrawn) return &*at;
  }
  return nullptr;
}

}  // namespace procured::refdata
