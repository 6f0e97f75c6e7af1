#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "connectors/mapping/catalogue.h"
#include "normalise/profile.h"
#include "normalise/raw_record.h"
#include "normalise/work.h"
#include "procured/v1/source.pb.h"

namespace procured::normalise {

/// Takes the documents of one raw record and remembers, per source key and position, what went out,
/// so that an unchanged one goes no further, one that now belongs elsewhere is withdrawn there
/// first, and one that is no longer in the file is withdrawn. Lives for one raw record.
///
///     take(…) or skip(…) for each part of the file ──► finish()        a file with documents
///     withdraw_all()                                                   a tombstone, or op DELETE
class DocumentTaker {
 public:
  DocumentTaker(const RawRecord& raw, const ConnectorProfile& profile,
                const model::BuyerDirectory& buyers, Work& work);

  void take(mapping::Decoded& part, mapping::DecodedDocument& document);
  /// A part that became a dead letter: what its position showed before stays as it is.
  void skip(std::string_view position) { seen_.insert(std::string(position)); }
  /// Withdraws what an earlier version of the file held and this one does not.
  void finish();
  void withdraw_all();

 private:
  v1::SourceState& state();
  v1::SourceEntry& entry_of(const std::string& position);
  bool is_older(const v1::SourceEntry& entry) const;
  void publish(mapping::Decoded& part, mapping::DecodedDocument& document,
               const v1::Identity& identity, v1::SourceEntry& entry);
  /// Emits DELETE for what an entry showed last.
  void withdraw(v1::SourceEntry& entry, std::uint32_t part);
  void emit(v1::PurchaseDocument& document, v1::SourceEntry& entry);
  void withdraw_parts_after(std::uint32_t last);
  std::size_t withdraw_entries(v1::SourceState& state, std::uint32_t part);
  void store(std::uint32_t part, const v1::SourceState& state);
  std::string source_key_of(std::string_view position, std::uint32_t part) const;

  const RawRecord& raw_;
  const ConnectorProfile& profile_;
  const model::BuyerDirectory& buyers_;
  Work& work_;
  bool loaded_ = false;
  bool changed_ = false;
  v1::SourceState state_;
  std::map<std::string, int, std::less<>> index_;  // position → entry of state_
  std::set<std::string, std::less<>> seen_;
};

}  // namespace procured::normalise
