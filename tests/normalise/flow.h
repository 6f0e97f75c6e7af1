#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "core/text.h"
#include "normalise/normalise_stage.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"
#include "state/memory_store.h"
#include "stream/topics.h"

/// A normalise stage with its state in memory, fed with a format of one line per document or row,
/// so that the tests of this room know nothing of XML and CSV:
///
///     invoice number=F1 buyer=0192:987654325 seller=0192:974760673 date=2026-03-01
///     agreement buyer_id=… agreement_id=… participants=a;b known_on=… op=delete
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

inline mapping::Decoding decode_lines(std::string_view bytes, const mapping::ConnectorSettings&) {
  mapping::Decoding decoding;
  if (bytes.starts_with("refuse") || bytes.empty()) {
    decoding.parts.push_back(
        {"", "", core::bad_document("not_recognised", "no entry of the catalogue knows it")});
    return decoding;
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
    decoding.parts.push_back(std::move(part));
  }
  return decoding;
}

struct RawFile {
  std::string key = {};
  std::optional<std::string> bytes = std::nullopt;  ///< Absent: tombstone.
  std::vector<stream::Header> headers = {};
  std::string connector = "files";
};

inline const std::string kOslo = "0192:958935420";
inline const std::string kBergen = "0192:964338531";
inline const std::string kSeller = "0192:974760673";

class Flow {
 public:
  explicit Flow(ConnectorProfiles profiles = {}) {
    auto knowledge = std::make_shared<Knowledge>();
    knowledge->decode = decode_lines;
    knowledge->buyers = model::BuyerDirectory(
        {{.id = kOslo, .name = "Oslo", .identifiers = {"0088:7080000000000", "OSL"}},
         {.id = kBergen, .name = "Bergen", .identifiers = {"BGO"}}});
    knowledge->connectors = std::move(profiles);
    stage_ = NormaliseFactory(knowledge).create(0);
  }

  /// Runs the records as one batch, folds the state, and checks the balance of definitions §1.
  stream::Effects run_all(const std::vector<RawFile>& files) {
    std::vector<stream::InboundRecord> records;
    std::vector<std::string> topics;
    topics.reserve(files.size());
    for (const auto& file : files) {
      topics.push_back("procured.raw." + file.connector);
      stream::InboundRecord record;
      record.topic = topics.back();
      record.partition = 3;
      record.offset = offset_++;
      record.timestamp_ms = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
      record.key = file.key;
      if (file.bytes) record.value = *file.bytes;
      record.headers = file.headers;
      records.push_back(std::move(record));
    }
    auto effects = stage_->run({records, "2026-06-01T10:00:00.000Z"}, store_);
    store_.apply(effects.state_writes);
    stage_->committed();
    for (const auto& [name, count] : effects.counts) totals_[name] += count;
    EXPECT_EQ(total("raw"), total("split") + total("refused"));
    EXPECT_EQ(total("documents"), total("sighting") + total("version") + total("duplicate") +
                                      total("retraction") + total("dead_letter"));
    return effects;
  }
  stream::Effects run(const RawFile& file) { return run_all({file}); }

  std::uint64_t total(std::string_view name) const {
    const auto found = totals_.find(name);
    return found == totals_.end() ? 0 : found->second;
  }

 private:
  std::unique_ptr<stream::Stage> stage_;
  state::MemoryStore store_;
  std::int64_t offset_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> totals_;
};

inline std::vector<stream::OutboundRecord> outputs_to(const stream::Effects& effects,
                                                      stream::Topic topic) {
  std::vector<stream::OutboundRecord> found;
  for (const auto& output : effects.outputs) {
    if (output.topic == topic) found.push_back(output);
  }
  return found;
}

inline std::vector<v1::PurchaseDocument> documents_of(const stream::Effects& effects) {
  std::vector<v1::PurchaseDocument> documents;
  for (const auto& output : outputs_to(effects, stream::Topic::kDocuments)) {
    documents.emplace_back();
    EXPECT_TRUE(documents.back().ParseFromString(*output.value));
    EXPECT_EQ(output.route_key, documents.back().identity().buyer_id());
    EXPECT_EQ(output.key, documents.back().identity().buyer_id());
  }
  return documents;
}

inline std::vector<v1::ReferenceRecord> references_of(const stream::Effects& effects) {
  std::vector<v1::ReferenceRecord> records;
  for (const auto& output : outputs_to(effects, stream::Topic::kReference)) {
    records.emplace_back();
    EXPECT_TRUE(records.back().ParseFromString(*output.value));
  }
  return records;
}

inline std::string header_of(const stream::OutboundRecord& record, std::string_view name) {
  for (const auto& header : record.headers) {
    if (header.name == name) return header.value;
  }
  return "absent";
}

/// "UPSERT F1 0192:958935420", one a document.
inline std::vector<std::string> told(const stream::Effects& effects) {
  std::vector<std::string> lines;
  for (const auto& document : documents_of(effects)) {
    lines.push_back(v1::Op_Name(document.op()) + ' ' + document.identity().document_number() + ' ' +
                    document.identity().buyer_id());
  }
  return lines;
}

inline std::string invoice(const std::string& number, const std::string& more = {},
                           const std::string& buyer = kOslo) {
  return "invoice number=" + number + " buyer=" + buyer + " seller=" + kSeller +
         " date=2026-03-01 " + more;
}

}  // namespace procured::normalise::testing
