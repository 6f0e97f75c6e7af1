#include "normalise/registers.h"

#include <algorithm>

#include "core/text.h"
#include "normalise/reference_output.h"
#include "normalise/register_row.h"
#include "normalise/register_versions.h"
#include "normalise/state_keys.h"
#include "procured/v1/source.pb.h"

namespace procured::normalise {
namespace {

std::set<std::string> all_named(const v1::ReferenceVersions& versions,
                                const v1::ReferenceRecord* except) {
  std::set<std::string> named;
  for (const auto& version : versions.versions()) {
    if (&version != except) named.merge(buyers_named(version));
  }
  return named;
}

/// An instant in UTC with nine decimals of a second, so that instants, and dates before them,
/// compare as text
/// ("…00.5Z" would come before "…00Z"). Dates stay as they are.
std::string comparable(const std::string& known_on) {
  constexpr std::size_t kWithoutFraction = 19;  // "2026-01-31T12:00:00"
  constexpr std::size_t kDecimals = 9;
  if (known_on.size() <= kWithoutFraction || known_on.back() != 'Z') return known_on;
  auto decimals = known_on.substr(kWithoutFraction, known_on.size() - kWithoutFraction - 1);
  if (!decimals.empty()) decimals.erase(0, 1);
  decimals.resize(kDecimals, '0');
  return known_on.substr(0, kWithoutFraction) + '.' + decimals + 'Z';
}

bool same_place(const v1::ReferenceRecord& left, const v1::ReferenceRecord& right) {
  return left.position().path() == right.position().path() &&
         left.position().edition() == right.position().edition() &&
         left.position().row() == right.position().row() &&
         left.origin().connector() == right.origin().connector();
}

}  // namespace

std::uint32_t RowTaker::edition_of(const std::string& register_name) {
  if (const auto known = editions_.find(register_name); known != editions_.end()) {
    return known->second;
  }
  const auto key = register_file_key(raw_.connector, register_name, raw_.path);
  v1::RegisterFileState file;
  const auto stored = work_.state.get(key);
  if (stored) file.ParseFromString(*stored);
  const auto& hash = raw_.content_hash();
  const auto index = static_cast<int>(raw_.part) - 1;
  const bool same_parts = static_cast<std::uint32_t>(file.part_hashes_size()) == raw_.parts;
  const bool seen = same_parts && !file.part_hashes(index).empty();
  if (!seen || file.part_hashes(index) != hash) {
    if (stored && (seen || !same_parts)) {
      file.set_edition(file.edition() + 1);
      file.clear_part_hashes();
    }
    while (static_cast<std::uint32_t>(file.part_hashes_size()) < raw_.parts) file.add_part_hashes();
    file.set_part_hashes(index, hash);
    work_.state.put(key, file.SerializeAsString());
  }
  return editions_[register_name] = file.edition();
}

void RowTaker::place(const mapping::Decoded& part, mapping::DecodedRow& row) {
  auto& record = row.record;
  if (record.op() == v1::OP_UNSPECIFIED) record.set_op(v1::UPSERT);
  record.set_known_on(comparable(record.known_on()));
  auto& position = *record.mutable_position();
  position.set_path(std::string(raw_.path));
  position.set_edition(edition_of(row.register_name));
  position.set_row(row_in_file(raw_, row.row));
  auto& origin = *record.mutable_origin();
  origin.set_connector(raw_.connector);
  origin.set_content_hash(part.content_hash);
  const auto after_kind = record.key().find('|');
  origin.set_source_key(core::join_key({row.register_name}) + record.key().substr(after_kind));
  if (!raw_.revision.empty()) origin.set_source_revision(std::string(raw_.revision));
  record.clear_buyer_id();
  record.clear_provenance();
}

void RowTaker::take(const mapping::Decoded& part, mapping::DecodedRow& row) {
  if (auto complete = complete_row(row.record, buyers_); complete.has_error()) {
    auto error = complete.error();
    const auto line =
        row.place.empty() ? "row " + std::to_string(row_in_file(raw_, row.row)) : row.place;
    error.place = error.place.empty() ? line : line + ", " + error.place;
    work_.dead_letter(error, part.position);
    return;
  }
  place(part, row);
  const auto key = register_row_key(row.record.key());
  v1::ReferenceVersions versions;
  if (const auto stored = work_.state.get(key)) versions.ParseFromString(*stored);
  const auto admission = admit(versions, row.record);
  work_.tally.document(admission.ending);
  if (!admission.stored) return;
  work_.state.put(key, versions.SerializeAsString());
  send(versions, row.record);
}

void RowTaker::send(const v1::ReferenceVersions& versions, const v1::ReferenceRecord& fresh) {
  const auto& list = versions.versions();
  const auto stored = std::find_if(list.begin(), list.end(),
                                   [&](const auto& version) { return same_place(version, fresh); });
  const auto before = all_named(versions, stored == list.end() ? nullptr : &*stored);
  const auto named = all_named(versions, nullptr);
  if (named.empty()) {
    emit(fresh, {});
    return;
  }
  for (const auto& buyer : named) {
    for (const auto& version : list) {
      const bool is_fresh = &version == &*stored;
      if (is_fresh || !before.contains(buyer)) emit(version, buyer);
    }
  }
}

void RowTaker::emit(v1::ReferenceRecord record, const std::string& buyer_id) {
  *record.mutable_provenance() = raw_.provenance(record.origin().source_key(), 0);
  record.set_buyer_id(buyer_id);
  work_.effects.outputs.push_back(
      reference_output(record, "/procured/normalise/" + raw_.connector, raw_.received_at));
}

}  // namespace procured::normalise
