#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalise/line_format.h"
#include "normalise/normalise_stage.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"
#include "state/memory_store.h"
#include "stream/topics.h"

/// A normalise stage with its state in memory, fed with the format of line_format.h.
namespace procured::normalise::testing {

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
