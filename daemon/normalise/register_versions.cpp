#include "normalise/register_versions.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "normalise/work.h"

namespace procured::normalise {
namespace {

using Record = v1::ReferenceRecord;

auto place_of(const Record& row) {
  const auto& position = row.position();
  return std::tuple<const std::string&, std::uint32_t, std::uint64_t>(
      position.path(), position.edition(), position.row());
}

/// The bytes of what a row says, without where it stands. Rows are built field by field from one
/// schema and hold no maps, so equal content is equal bytes.
std::string content_of(const Record& row) {
  Record bare;
  bare.set_op(row.op());
  bare.set_known_on(row.known_on());
  const auto* reflection = Record::GetReflection();
  const auto* content = Record::descriptor()->FindFieldByNumber(row.content_case());
  if (content != nullptr) {
    reflection->MutableMessage(&bare, content)->CopyFrom(reflection->GetMessage(row, content));
  }
  return bare.SerializeAsString();
}

bool stands_between(const Record& row, const Record& from, const Record& to) {
  return place_of(from) < place_of(row) && place_of(row) < place_of(to);
}

bool says_nothing_more(const v1::ReferenceVersions& versions, const Record& row) {
  const auto content = content_of(row);
  const auto& known = versions.versions();
  return std::any_of(known.begin(), known.end(), [&](const Record& earlier) {
    if (content_of(earlier) != content) return false;
    if (place_of(row) <= place_of(earlier)) return true;
    const bool same_file = earlier.position().path() == row.position().path() &&
                           earlier.origin().connector() == row.origin().connector();
    return same_file && std::none_of(known.begin(), known.end(), [&](const Record& other) {
             return stands_between(other, earlier, row);
           });
  });
}

/// Version order: known_on, then the register's order.
bool is_before(const Record& left, const Record& right) {
  return left.known_on() != right.known_on() ? left.known_on() < right.known_on()
                                             : place_of(left) < place_of(right);
}

/// A withdrawal without known_on reaches every row before it in the register's order, one with
/// known_on those before it in version order.
bool reaches(const Record& withdrawal, const Record& row) {
  if (withdrawal.known_on().empty()) return place_of(row) < place_of(withdrawal);
  return is_before(row, withdrawal);
}

bool is_withdrawn(const v1::ReferenceVersions& versions, const Record& row) {
  const auto& known = versions.versions();
  return std::any_of(known.begin(), known.end(), [&](const Record& other) {
    return other.op() == v1::DELETE && reaches(other, row);
  });
}

std::string_view ending_of(const v1::ReferenceVersions& versions, const Record& row) {
  const auto& known = versions.versions();
  if (row.op() != v1::DELETE) {
    const bool first = std::all_of(known.begin(), known.end(),
                                   [](const Record& other) { return other.op() == v1::DELETE; });
    return first ? ending::kSighting : ending::kVersion;
  }
  const bool withdraws = std::any_of(known.begin(), known.end(), [&](const Record& other) {
    return other.op() != v1::DELETE && reaches(row, other) && !is_withdrawn(versions, other);
  });
  return withdraws ? ending::kRetraction : ending::kDuplicate;
}

}  // namespace

Admission admit(v1::ReferenceVersions& versions, const v1::ReferenceRecord& row) {
  if (says_nothing_more(versions, row)) return {ending::kDuplicate, false};
  const Admission admission{ending_of(versions, row), true};
  *versions.add_versions() = row;
  auto& list = *versions.mutable_versions();
  std::stable_sort(list.begin(), list.end(), is_before);
  return admission;
}

}  // namespace procured::normalise
