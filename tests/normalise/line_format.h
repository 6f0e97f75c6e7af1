#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "connectors/mapping/catalogue.h"
#include "core/hash.h"
#include "core/text.h"

/// A format of one line per document or row, so that the tests of this room know nothing of XML and
/// CSV:
///
///     invoice number=F1 buyer=0192:987654325 seller=0192:974760673 date=2026-03-01
///     agreement buyer_id=… agreement_id=… participants=a;b known_on=… op=delete
///     agreement … place=/deals[2]                 a record that an element of a tree made
///     broken, broken_row      a document, or a row of a register, that cannot be read
///     refuse                  (first line) a file that cannot be read
namespace procured::normalise::testing {

using Fields = std::map<std::string, std::string, std::less<>>;

inline Fields fields_of(std::string_view line) {
  Fields fields;
  for (const auto word : core::split_values(line, ' ')) {
    const auto equals = word.find('=');
    if (equals == std::string_view::npos) continue;
    fields[std::string(word.substr(0, equals))] = std::string(word.substr(equals + 1));
  }
  return fields;
}

inline std::string value_of(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

inline mapping::DecodedDocument document_of(std::string_view line) {
  const auto fields = fields_of(line);
  mapping::DecodedDocument document;
  auto& content = document.content;
  content.set_kind(line.starts_with("order")         ? v1::ORDER
                   : line.starts_with("credit_note") ? v1::CREDIT_NOTE
                                                     : v1::INVOICE);
  content.set_id(value_of(fields, "number"));
  content.set_issue_date(value_of(fields, "date"));
  content.mutable_buyer()->set_legal_id(value_of(fields, "buyer"));
  content.mutable_seller()->set_legal_id(value_of(fields, "seller"));
  if (!line.starts_with("order")) content.set_document_currency_code("NOK");
  content.set_buyer_reference(value_of(fields, "reference"));
  document.places.add_path("/" + content.id());
  return document;
}

template <class Row>
void add_participants(Row& row, const Fields& fields) {
  for (const auto value : core::split_values(value_of(fields, "participants"), ';')) {
    row.add_participant_units(std::string(value));
  }
}

inline mapping::DecodedRow row_of(std::string_view line, std::uint64_t number) {
  const auto fields = fields_of(line);
  mapping::DecodedRow row;
  row.row = number;
  row.place = value_of(fields, "place");
  auto& record = row.record;
  record.set_op(value_of(fields, "op") == "delete" ? v1::DELETE : v1::UPSERT);
  record.set_known_on(value_of(fields, "known_on"));
  if (line.starts_with("agreement ")) {
    row.register_name = "agreements";
    auto& agreement = *record.mutable_agreement();
    agreement.set_buyer_id(value_of(fields, "buyer_id"));
    agreement.set_agreement_id(value_of(fields, "agreement_id"));
    agreement.set_lot_id(value_of(fields, "lot_id"));
    agreement.set_supplier_id(value_of(fields, "supplier_id"));
    agreement.set_title(value_of(fields, "title"));
    add_participants(agreement, fields);
  } else if (line.starts_with("item ")) {
    row.register_name = "agreement_items";
    auto& item = *record.mutable_agreement_item();
    item.set_buyer_id(value_of(fields, "buyer_id"));
    item.set_agreement_id(value_of(fields, "agreement_id"));
    item.set_item_scheme(v1::GTIN);
    item.set_item_id(value_of(fields, "item_id"));
    item.set_valid_from(value_of(fields, "valid_from"));
    item.set_price(value_of(fields, "price"));
    add_participants(item, fields);
  } else if (line.starts_with("unit ")) {
    row.register_name = "units";
    record.mutable_unit()->set_buyer_id(value_of(fields, "buyer_id"));
    record.mutable_unit()->set_unit_id(value_of(fields, "unit_id"));
    record.mutable_unit()->set_valid_from(value_of(fields, "valid_from"));
    record.mutable_unit()->set_name(value_of(fields, "name"));
  } else {
    row.register_name = "suppliers";
    record.mutable_supplier()->set_supplier_id(value_of(fields, "supplier_id"));
    record.mutable_supplier()->set_name(value_of(fields, "name"));
  }
  return row;
}

inline void decode_lines(std::string_view bytes, const mapping::ConnectorSettings&,
                         const mapping::TakePart& take) {
  if (bytes.starts_with("refuse") || bytes.empty()) {
    mapping::Decoded refused{
        "", "", core::bad_document("not_recognised", "no entry of the catalogue knows it")};
    return take(refused);
  }
  const auto lines = core::split_values(bytes, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = lines[i];
    mapping::Decoded part;
    part.position = lines.size() == 1 ? "" : std::to_string(i + 1);
    part.content_hash = core::sha256_hex(line);
    const bool document =
        line.starts_with("invoice") || line.starts_with("credit_note") || line.starts_with("order");
    if (line.starts_with("broken")) {
      const bool in_register = line == "broken_row";
      part.position = std::to_string(in_register ? i + 2 : i + 1);
      part.outcome = core::bad_document(
          "invalid_number", "no number",
          in_register ? "row " + part.position + ", column price" : "line " + part.position);
    } else if (document) {
      part.outcome = document_of(line);
    } else {
      part.position = std::to_string(i + 2);
      part.outcome = row_of(line, i + 2);  // the header is line 1
    }
    take(part);
  }
}

}  // namespace procured::normalise::testing
