#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "procured/v1/fact.pb.h"
#include "procured/v1/verdict.pb.h"

namespace procured::bi {

/// What a reader asks for. Empty fields do not restrict, except `buyer` and `currency`, which are
/// always set: one organisation and one currency at a time, because sums over several mean nothing.
struct Filter {
  std::string buyer = {};      ///< Canonical id.
  std::string unit = {};       ///< With all its descendants in the current tree.
  std::string from = {};       ///< First month, "2026-01".
  std::string to = {};         ///< Last month, inclusive.
  std::string agreement = {};  ///< Agreement id, all its lots.
  std::string supplier = {};   ///< Canonical id of the seller.
  std::string currency = {};   ///< ISO 4217.
};

/// A page of a list that is sorted by key: what comes after `after`, at most `limit` items.
struct Page {
  std::string after = {};
  std::size_t limit = 100;
};

template <class T>
struct Slice {
  std::vector<T> items = {};
  std::string next = {};  ///< `after` of the next page; empty when this is the last.
};

/// A KPI over one or many cells: exact sums, to be divided by whoever shows them.
struct Tally {
  core::Decimal numerator = {};
  std::optional<core::Decimal> denominator = std::nullopt;  ///< Ratios only.
  std::int64_t count = 0;
  core::Decimal coverage_known = {};
  core::Decimal coverage_scope = {};

  Tally& operator+=(const Tally& other);
  /// "OK" or "NOT_MEANINGFUL", of the sums themselves. @source definitions §6
  std::string status() const;
};

struct BuyerRow {
  std::string id = {};
  std::string name = {};
  std::string currency = {};  ///< The one with the most spend.
  std::string first_month = {};
  std::string last_month = {};
  std::int64_t documents = 0;
};

struct StoreCounts {
  std::string updated_at = {};  ///< RFC 3339; empty before the first commit.
  std::int64_t documents = 0;
  std::int64_t facts = 0;
  std::int64_t verdicts = 0;
  std::int64_t dead_letters = 0;
  std::int64_t refused = 0;  ///< Records of our own topics that could not be read.
};

/// How KPI cells are summed up.
struct Grouping {
  bool by_month = false;
  bool by_unit = false;
};

struct KpiRow {
  std::string month = {};
  std::string unit_id = {};
  std::string unit_name = {};
  Tally tally = {};
};

struct UnitRow {
  std::string unit_id = {};
  std::string name = {};
  std::string parent_id = {};
  std::string kind = {};
};

/// One unit with everything below it.
struct UnitTally {
  UnitRow unit = {};
  int depth = 0;  ///< 0: has no parent.
  Tally tally = {};
};

/// What lines bought elsewhere are summed up by.
struct LeakGrouping {
  bool by_agreement = false;
  bool by_unit = false;
  bool by_supplier = false;
};

struct LeakRow {
  std::string agreement_id = {};
  std::string agreement_title = {};
  std::string unit_id = {};
  std::string unit_name = {};
  std::string supplier_id = {};
  std::string supplier_name = {};
  core::Decimal missed_saving = {};
  core::Decimal amount = {};
  std::int64_t lines = 0;
  std::int64_t undetermined_lines = 0;  ///< Of these, lines whose missed saving is not determined.
};

/// A finding with the line that it is about; document findings have line number 0 and the
/// document's amount.
struct FindingRow {
  std::string subject_key = {};
  std::string document_key = {};
  std::string document_number = {};
  std::string kind = {};
  std::string issue_date = {};
  std::int64_t line_number = 0;
  std::string line_id = {};
  std::string item_name = {};
  std::string unit_id = {};
  std::string supplier_id = {};
  std::string supplier_name = {};
  std::string agreement_id = {};
  std::string amount = {};
  std::string currency = {};
  std::string missed_amount = {};
  std::string recoverable_amount = {};
  std::string exposed_amount = {};
  std::string key = {};  ///< Place in the list.
};

struct HistoryRow {
  std::int64_t revision = 0;
  std::string known_at = {};
  std::string outcome = {};
  std::string status = {};
};

struct VerdictView {
  std::string subject_key = {};
  v1::Verdict verdict = {};
  std::optional<v1::Fact> fact =
      std::nullopt;  ///< Absent for other subjects than documents, and when withdrawn.
  std::vector<HistoryRow> history = {};  ///< Ascending by revision.
};

/// Which source document is asked for.
struct SourceId {
  std::string connector = {};
  std::string source_key = {};
  std::string content_hash = {};
};

/// Where its bytes stand on a raw topic.
struct SourceLocation {
  std::string topic = {};
  std::int32_t partition = 0;
  std::int64_t offset = 0;
};

struct DeadLetterRow {
  std::string connector = {};
  std::string source_key = {};
  std::string reason = {};
  std::string place = {};
  std::string detail = {};
  std::int64_t bytes = 0;
  std::string key = {};  ///< Place in the list.
};

struct AgreementRow {
  std::string agreement_id = {};
  std::string lot_id = {};
  std::string title = {};
  std::string supplier_id = {};
  std::string supplier_name = {};
  std::string valid_from = {};
  std::string valid_to = {};  ///< The end that holds, an exercised option included.
  std::optional<bool> e_commerce = std::nullopt;
  std::string owner_unit = {};
};

}  // namespace procured::bi
