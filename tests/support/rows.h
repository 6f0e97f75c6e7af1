#pragma once

#include <string>

#include "procured/v1/reference.pb.h"
#include "refdata/books.h"
#include "support/small_world.h"

namespace procured::testing {

/// One register row from YAML without braces: row<v1::Unit>("unit_id: U1, references: [r]").
template <class Row>
Row row(const std::string& fields) {
  Row result;
  fill(result, *yaml("row: {" + fields + "}").find("row"));
  return result;
}

inline core::Date date(const char* text) { return *core::Date::parse(text); }

/// What holds for a buyer after a small world's registers, set one by one in the order of the
/// events.
inline void set_all(std::string_view world_yaml, refdata::Books& books,
                    refdata::SharedBooks& shared) {
  for (const auto& event : world(world_yaml)) {
    v1::ReferenceRecord record;
    if (event.topic != "procured.reference.v1" || !record.ParseFromString(event.value)) continue;
    if (record.buyer_id().empty()) shared.set(record.key(), &record);
    if (record.buyer_id() == books.buyer_id) books.set(record.key(), &record);
  }
}

}  // namespace procured::testing
