#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "core/result.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

namespace procured::mapping {

/// What a site declares for one connector, besides its mapping.
struct ConnectorSettings {
  std::string name = "files";        ///< Goes into Origin.connector.
  std::vector<std::string> entries;  ///< Catalogue entries tried, in order; empty: all.
  std::string default_currency;      ///< For documents that state none.
  std::string default_buyer;         ///< Canonical party id, for documents that state no buyer.
  std::string default_seller;        ///< The same of the seller.
  char decimal_point = '.';          ///< Of registers.
  std::string delimiters = ",;";     ///< Of registers; told apart by the header line.
};

/// One document or row as the source states it: values read and typed, nothing resolved yet.
struct DecodedDocument {
  v1::DocumentContent content;
  v1::Persons persons;
  v1::Places places;
};

/// A register's row: the content of the record and its op, known_on; participants all stand in
/// participant_units and party ids are as written. `register_name` and the row number place it in
/// its register.
struct DecodedRow {
  std::string register_name;
  std::uint64_t row = 0;  ///< Line of the file where the row starts, from 1 (the header is 1); of
                          ///< a tree the record's number in the file.
  std::string place;      ///< Of a tree: the path of the record's element.
  v1::ReferenceRecord record;
};

struct Decoded {
  std::string position;      ///< Within the source file; empty when it holds one document.
  std::string content_hash;  ///< SHA-256 of the row's bytes; empty: that of the whole file holds.
  std::variant<DecodedDocument, DecodedRow, core::Error> outcome;
};

/// A leaf of a source document that no mapping names and no mapping ignores.
struct Unmapped {
  std::string path;
  std::string value;
};

/// Takes the parts of a file one by one, in their order, while they are read: nobody else holds
/// them, so that memory follows the largest of them and not the file. An error for the whole file
/// is the only part and has no position, and only that is both. What is left in `part` serves the
/// next one as memory; it may be moved from.
using TakePart = std::function<void(Decoded& part)>;

/// What is told of a file besides its parts.
struct FileSummary {
  std::string entry;               ///< Catalogue entry that recognised the bytes; empty: none.
  std::vector<Unmapped> unmapped;  ///< Filled on request only, as are the last two.
  std::uint64_t passed_over = 0;   ///< Records that are no documents, as their mapping says.
  std::uint64_t mapped = 0;   ///< Leaves that fields of the contract hold, or that conditions fix.
  std::uint64_t ignored = 0;  ///< Leaves that the mapping ignores with a reason.
};

}  // namespace procured::mapping
