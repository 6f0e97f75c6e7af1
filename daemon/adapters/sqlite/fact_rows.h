#pragma once

#include <string_view>

#include "adapters/sqlite/party_rows.h"
#include "procured/v1/fact.pb.h"

namespace procured::sqlite {

/// The rows of one purchase document: fact_document, its lines and its sightings. Replaced as a
/// whole.
/// @errors Failure
void put_fact(Database& database, std::string_view document_key, const v1::Fact& fact,
              TouchedParties& touched);
void erase_fact(Database& database, std::string_view document_key, TouchedParties& touched);

}  // namespace procured::sqlite
