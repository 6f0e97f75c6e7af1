#include "normalise/documents.h"

#include <algorithm>

#include "normalise/parties.h"
#include "normalise/state_keys.h"
#include "stream/cloud_events.h"

namespace procured::normalise {
namespace {

bool same_identity(const v1::Identity& left, const v1::Identity& right) {
  return left.buyer_id() == right.buyer_id() && left.kind() == right.kind() &&
         left.seller_id() == right.seller_id() &&
         left.document_number() == right.document_number() &&
         left.issue_year() == right.issue_year();
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Revision numbers of one source, without a limit on their length. Those that are no numbers have
/// no order of their own: the source's order of sending holds.
bool is_lower_revision(std::string_view left, std::string_view right) {
  if (!all_digits(left) || !all_digits(right)) return false;
  left.remove_prefix(std::min(left.find_first_not_of('0'), left.size()));
  right.remove_prefix(std::min(right.find_first_not_of('0'), right.size()));
  return left.size() != right.size() ? left.size() < right.size() : left < right;
}

}  // namespace

DocumentTaker::DocumentTaker(const RawRecord& raw, const ConnectorProfile& profile,
                             const model::BuyerDirectory& buyers, Work& work)
    : raw_(raw), profile_(profile), buyers_(buyers), work_(work) {}

v1::SourceState& DocumentTaker::state() {
  if (loaded_) return state_;
  loaded_ = true;
  const auto key = source_part_key(raw_.connector, raw_.source_key, raw_.part);
  if (const auto stored = work_.state.get(key)) state_.ParseFromString(*stored);
  for (int i = 0; i < state_.entries_size(); ++i) index_[state_.entries(i).position()] = i;
  return state_;
}

v1::SourceEntry& DocumentTaker::entry_of(const std::string& position) {
  auto& known = state();
  const auto found = index_.find(position);
  if (found != index_.end()) return *known.mutable_entries(found->second);
  index_[position] = known.entries_size();
  auto& entry = *known.add_entries();
  entry.set_position(position);
  entry.set_withdrawn(true);
  return entry;
}

bool DocumentTaker::is_older(const v1::SourceEntry& entry) const {
  return is_lower_revision(raw_.revision, entry.source_revision());
}

void DocumentTaker::take(mapping::Decoded& part, mapping::DecodedDocument& document) {
  seen_.insert(part.position);
  const auto identity = identity_of(document.content, buyers_);
  if (identity.has_error()) {
    work_.dead_letter(identity.error(), part.position);
    return;
  }
  auto& entry = entry_of(part.position);
  const bool live = !entry.withdrawn();
  if (is_older(entry)) {
    // Its successor went out already; the version is counted, and superseded.
    work_.tally.document(ending::kVersion);
    return;
  }
  const auto& content_hash = part.content_hash.empty() ? raw_.content_hash() : part.content_hash;
  const bool moved = live && !same_identity(entry.identity(), identity.value());
  if (live && !moved && entry.content_hash() == content_hash) {
    work_.tally.document(ending::kDuplicate);
    return;
  }
  if (moved) withdraw(entry, raw_.part);
  entry.set_content_hash(content_hash);
  publish(part, document, identity.value(), entry);
  work_.tally.document(live ? ending::kVersion : ending::kSighting);
}

void DocumentTaker::publish(mapping::Decoded& part, mapping::DecodedDocument& document,
                            const v1::Identity& identity, v1::SourceEntry& entry) {
  *entry.mutable_identity() = identity;
  entry.set_source_revision(std::string(raw_.revision));
  entry.set_withdrawn(false);
  v1::PurchaseDocument output;
  output.set_op(v1::UPSERT);
  // Lent and given back, so that the next document finds the memory of this one.
  output.mutable_content()->Swap(&document.content);
  output.mutable_origin()->mutable_places()->Swap(&document.places);
  if (document.persons.ByteSizeLong() > 0) output.mutable_persons()->Swap(&document.persons);
  output.set_connector_precedence(profile_.precedence);
  output.set_declared_channel(profile_.declared_channel);
  output.mutable_origin()->set_source_key(source_key_of(part.position, raw_.part));
  emit(output, entry);
  output.mutable_content()->Swap(&document.content);
  output.mutable_origin()->mutable_places()->Swap(&document.places);
  if (output.has_persons()) output.mutable_persons()->Swap(&document.persons);
}

void DocumentTaker::withdraw(v1::SourceEntry& entry, std::uint32_t part) {
  v1::PurchaseDocument output;
  output.set_op(v1::DELETE);
  output.mutable_origin()->set_source_key(source_key_of(entry.position(), part));
  entry.set_withdrawn(true);
  emit(output, entry);
}

void DocumentTaker::emit(v1::PurchaseDocument& document, v1::SourceEntry& entry) {
  changed_ = true;
  entry.set_sequence(entry.sequence() + 1);
  *document.mutable_identity() = entry.identity();
  auto& origin = *document.mutable_origin();
  origin.set_connector(raw_.connector);
  origin.set_content_hash(entry.content_hash());
  if (!entry.source_revision().empty()) origin.set_source_revision(entry.source_revision());
  *document.mutable_provenance() = raw_.provenance(origin.source_key(), entry.sequence());

  stream::OutboundRecord record;
  record.topic = stream::Topic::kDocuments;
  record.route = stream::Route::kByKey;
  record.route_key = entry.identity().buyer_id();
  record.key = record.route_key;
  record.value = document.SerializeAsString();
  record.headers = stream::cloud_event(
      {.type = "procured.document.v1",
       .source = "/procured/normalise/" + raw_.connector,
       .id = stream::event_id({raw_.connector, origin.source_key(), origin.content_hash(),
                               v1::Op_Name(document.op()), std::to_string(entry.sequence())}),
       .subject = origin.source_key(),
       .time = raw_.received_at,
       .traceparent = raw_.traceparent});
  work_.effects.outputs.push_back(std::move(record));
}

void DocumentTaker::finish() {
  auto& known = state();
  for (auto& entry : *known.mutable_entries()) {
    if (entry.withdrawn() || seen_.contains(entry.position()) || is_older(entry)) continue;
    withdraw(entry, raw_.part);
    work_.tally.document(ending::kRetraction);
  }
  // The first part speaks for how many there are: those beyond belonged to a longer version of the
  // file.
  if (raw_.part == 1 && known.parts() > raw_.parts) withdraw_parts_after(raw_.parts);
  if (raw_.part == 1 && known.entries_size() > 0 && known.parts() != raw_.parts) changed_ = true;
  known.set_parts(raw_.parts);
  if (changed_) store(raw_.part, known);
}

std::size_t DocumentTaker::withdraw_entries(v1::SourceState& known, std::uint32_t part) {
  std::size_t count = 0;
  for (auto& entry : *known.mutable_entries()) {
    if (entry.withdrawn() || is_older(entry)) continue;
    if (!raw_.revision.empty()) entry.set_source_revision(std::string(raw_.revision));
    withdraw(entry, part);
    work_.tally.document(ending::kRetraction);
    ++count;
  }
  if (count > 0) store(part, known);
  return count;
}

void DocumentTaker::withdraw_parts_after(std::uint32_t last) {
  const auto prefix = source_prefix(raw_.connector, raw_.source_key);
  std::map<std::uint32_t, v1::SourceState> beyond;
  work_.state.scan(prefix, source_part_key(raw_.connector, raw_.source_key, last),
                   [&](std::string_view key, std::string_view value) {
                     const auto part = std::stoul(std::string(key.substr(prefix.size())));
                     beyond[static_cast<std::uint32_t>(part)].ParseFromString(std::string(value));
                     return true;
                   });
  for (auto& [part, known] : beyond) withdraw_entries(known, part);
}

void DocumentTaker::withdraw_all() {
  auto& known = state();
  const auto before = work_.effects.outputs.size();
  const bool unknown = known.entries_size() == 0;
  withdraw_entries(known, raw_.part);
  if (known.parts() > 1) withdraw_parts_after(raw_.part);
  if (work_.effects.outputs.size() > before) return;
  work_.tally.document(ending::kDuplicate);
  // A source that numbers its revisions may send an older one later: it must stay withdrawn.
  if (unknown && !raw_.revision.empty()) {
    entry_of({}).set_source_revision(std::string(raw_.revision));
    store(raw_.part, known);
  }
}

void DocumentTaker::store(std::uint32_t part, const v1::SourceState& known) {
  work_.state.put(source_part_key(raw_.connector, raw_.source_key, part),
                  known.SerializeAsString());
}

std::string DocumentTaker::source_key_of(std::string_view position, std::uint32_t part) const {
  std::string key(raw_.source_key);
  if (part > 1) key += "#part" + std::to_string(part);
  if (!position.empty()) key += '#' + std::string(position);
  return key;
}

}  // namespace procured::normalise
