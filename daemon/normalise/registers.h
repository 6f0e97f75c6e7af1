#pragma once

#include <map>
#include <string>

#include "connectors/mapping/catalogue.h"
#include "model/buyers.h"
#include "normalise/raw_record.h"
#include "normalise/work.h"
#include "procured/v1/state.pb.h"

namespace procured::normalise {

/// Takes the rows of one raw record that is a register's file. Each new version goes to every buyer
/// that any version of its key ever named, and a buyer that is named for the first time gets the
/// earlier versions too: what a partition holds in the end does not depend on the order of arrival.
/// Lives for one raw record.
class RowTaker {
 public:
  RowTaker(const RawRecord& raw, const model::BuyerDirectory& buyers, Work& work)
      : raw_(raw), buyers_(buyers), work_(work) {}

  void take(const mapping::Decoded& part, mapping::DecodedRow& row);

 private:
  /// The edition of the file that this record is of; grows when the path's content changed.
  std::uint32_t edition_of(const std::string& register_name);
  void place(const mapping::Decoded& part, mapping::DecodedRow& row);
  void send(const v1::ReferenceVersions& versions, const v1::ReferenceRecord& fresh);
  void emit(v1::ReferenceRecord record, const std::string& buyer_id);

  const RawRecord& raw_;
  const model::BuyerDirectory& buyers_;
  Work& work_;
  std::map<std::string, std::uint32_t> editions_;  // by register, of this record
};

}  // namespace procured::normalise
