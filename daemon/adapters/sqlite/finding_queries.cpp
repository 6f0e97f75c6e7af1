#include "adapters/sqlite/finding_queries.h"

#include <algorithm>
#include <set>

#include "adapters/sqlite/conditions.h"
#include "core/text.h"

namespace procured::sqlite {
namespace {

constexpr const char* kAgreement = "coalesce(finding.agreement_id, line.agreement_id, '')";
constexpr const char* kLineJoin =
    " fact_purchase_line AS line ON line.document_key = finding.document_key"
    " AND line.line_number = finding.line_number";

std::string or_blank(bool wanted, const std::string& expression) {
  return wanted ? expression : "''";
}

bi::FindingRow finding_at(const Statement& query) {
  bi::FindingRow row;
  row.subject_key = query.text(0);
  row.document_key = query.text(1);
  row.document_number = query.text(2);
  row.kind = query.text(3);
  row.issue_date = query.text(4);
  row.line_number = query.integer(5);
  row.line_id = query.text(6);
  row.item_name = query.text(7);
  row.unit_id = query.text(8);
  row.supplier_id = query.text(9);
  row.supplier_name = query.text(10);
  row.agreement_id = query.text(11);
  row.amount = query.text(12);
  row.currency = query.text(13);
  row.missed_amount = query.text(14);
  row.recoverable_amount = query.text(15);
  row.exposed_amount = query.text(16);
  row.key = core::join_key({row.subject_key, query.text(5), query.text(17)});
  return row;
}

/// What comes after the place in the list; nothing for a place that is none.
void add_after(Conditions& conditions, const std::string& after) {
  const auto parts = core::split_key(after);
  if (parts.size() != 3) return;
  conditions.add(
      "(finding.subject_key, finding.line_number, finding.ordinal) >"
      " (?, CAST(? AS INTEGER), CAST(? AS INTEGER))",
      {parts[0], parts[1], parts[2]});
}

void add_finding_units(Conditions& conditions, const bi::Filter& filter) {
  if (filter.unit.empty()) return;
  Conditions any_line;
  any_line.add_unit("some_line.unit_id", filter);
  // A finding about the whole document belongs to every unit with a line in it.
  const auto within = any_line.where().substr(std::string_view(" WHERE ").size());
  conditions.add(
      "EXISTS (SELECT 1 FROM fact_purchase_line AS some_line"
      " WHERE some_line.document_key = finding.document_key"
      " AND finding.line_number IN (0, some_line.line_number) AND " +
          within + ")",
      {filter.unit, filter.buyer});
}

std::vector<bi::HistoryRow> history_of(Database& database, Key subject) {
  auto& query = database
                    .prepared(
                        "SELECT revision, known_at, outcome, status FROM verdict_history"
                        " WHERE subject_key = ? ORDER BY revision")
                    .with(subject);
  std::vector<bi::HistoryRow> rows;
  while (query.step()) {
    rows.push_back({query.integer(0), query.text(1), query.text(2), query.text(3)});
  }
  return rows;
}

}  // namespace

std::vector<bi::LeakRow> leak_rows(Database& database, bi::LeakGrouping grouping,
                                   const bi::Filter& filter) {
  Conditions conditions;
  conditions.add("finding.buyer_id = ?", {filter.buyer});
  conditions.add("finding.rule = 'agreement_bypassed' AND finding.outcome = 'BREACH'", {});
  conditions.add("line.currency = ?", {filter.currency});
  conditions.add_months("line.month", filter);
  conditions.add_unit("line.unit_id", filter);
  conditions.add_if_set(std::string(kAgreement) + " = ?", filter.agreement);
  conditions.add_if_set("line.supplier_id = ?", filter.supplier);
  auto& query = conditions.bound(
      database,
      "SELECT " + or_blank(grouping.by_agreement, kAgreement) + ", max(agreement.title), " +
          or_blank(grouping.by_unit, "line.unit_id") + ", max(unit.name), " +
          or_blank(grouping.by_supplier, "line.supplier_id") + ", max(supplier.name)," +
          " decimal_sum(finding.missed_amount), decimal_sum(line.amount), count(*),"
          " sum(finding.missed_amount IS NULL) FROM fact_finding AS finding JOIN" +
          kLineJoin +
          " LEFT JOIN (SELECT buyer_id, agreement_id, min(title) AS title FROM dim_agreement"
          " GROUP BY buyer_id, agreement_id) AS agreement ON agreement.buyer_id ="
          " finding.buyer_id AND agreement.agreement_id = " +
          kAgreement +
          " LEFT JOIN dim_unit_current AS unit ON unit.buyer_id = finding.buyer_id"
          " AND unit.unit_id = line.unit_id"
          " LEFT JOIN dim_supplier AS supplier ON supplier.supplier_id = line.supplier_id" +
          conditions.where() + " GROUP BY 1, 3, 5 ORDER BY 1, 3, 5");
  std::vector<bi::LeakRow> rows;
  while (query.step()) {
    auto& row = rows.emplace_back();
    row.agreement_id = query.text(0);
    if (grouping.by_agreement) row.agreement_title = query.text(1);
    row.unit_id = query.text(2);
    if (grouping.by_unit) row.unit_name = query.text(3);
    row.supplier_id = query.text(4);
    if (grouping.by_supplier) row.supplier_name = query.text(5);
    row.missed_saving = query.decimal(6);
    row.amount = query.decimal(7);
    row.lines = query.integer(8);
    row.undetermined_lines = query.integer(9);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const bi::LeakRow& left, const bi::LeakRow& right) {
    return left.missed_saving > right.missed_saving;
  });
  return rows;
}

bi::Slice<bi::FindingRow> finding_rows(Database& database, const FindingChoice& choice,
                                       const bi::Filter& filter, const bi::Page& page) {
  Conditions conditions;
  conditions.add("finding.buyer_id = ?", {filter.buyer});
  conditions.add("finding.rule = ?", {choice.rule});
  conditions.add("finding.outcome = ?", {choice.outcome});
  // Findings that are about no document, or about one without amounts, have no currency.
  conditions.add("coalesce(document.currency, ?) = ?", {filter.currency, filter.currency});
  conditions.add_months("document.month", filter);
  add_finding_units(conditions, filter);
  conditions.add_if_set(std::string(kAgreement) + " = ?", filter.agreement);
  conditions.add_if_set("document.supplier_id = ?", filter.supplier);
  add_after(conditions, page.after);
  auto& query = conditions.bound(
      database,
      std::string("SELECT finding.subject_key, finding.document_key, document.document_number,"
                  " document.kind, document.issue_date, finding.line_number,"
                  " coalesce(line.line_id, finding.line_id), line.item_name, line.unit_id,"
                  " document.supplier_id, supplier.name, ") +
          kAgreement +
          ", coalesce(line.amount, document.amount), document.currency, finding.missed_amount,"
          " finding.recoverable_amount, finding.exposed_amount, finding.ordinal"
          " FROM fact_finding AS finding"
          " LEFT JOIN fact_document AS document ON document.document_key = finding.document_key"
          " LEFT JOIN dim_supplier AS supplier ON supplier.supplier_id = document.supplier_id"
          " LEFT JOIN" +
          kLineJoin + conditions.where() +
          " ORDER BY finding.subject_key, finding.line_number, finding.ordinal LIMIT ?");
  query.bind(static_cast<std::int64_t>(page.limit) + 1);
  bi::Slice<bi::FindingRow> slice;
  while (query.step()) slice.items.push_back(finding_at(query));
  if (slice.items.size() > page.limit) {
    slice.items.pop_back();
    if (!slice.items.empty()) slice.next = slice.items.back().key;
  }
  return slice;
}

std::optional<bi::VerdictView> verdict_view(Database& database, std::string_view key) {
  auto& query = database
                    .prepared(
                        "SELECT verdict.subject_key, verdict.verdict, document.fact"
                        " FROM fact_verdict AS verdict LEFT JOIN fact_document AS document"
                        " ON document.document_key = verdict.document_key"
                        " WHERE verdict.subject_key IN (?1, 'document|' || ?1)")
                    .with(Key{key});
  if (!query.step()) return std::nullopt;
  bi::VerdictView view;
  view.subject_key = query.text(0);
  bool sound = view.verdict.ParseFromString(query.text(1));
  if (!query.is_null(2)) sound &= view.fact.emplace().ParseFromString(query.text(2));
  query.rewind();
  if (!sound)
    throw Failure(core::Category::kFatal, "damaged verdict in the store: " + view.subject_key);
  view.history = history_of(database, Key{view.subject_key});
  return view;
}

std::vector<std::string> subjects_named(Database& database, std::string_view text) {
  auto& query = database
                    .prepared(
                        "SELECT subject_key FROM fact_verdict"
                        " WHERE subject_key IN (?1, 'document|' || ?1) UNION"
                        " SELECT 'document|' || document_key FROM fact_document"
                        " WHERE document_number = ?1 OR document_key = ?1 ORDER BY 1")
                    .with(Key{text});
  std::vector<std::string> keys;
  while (query.step()) keys.push_back(query.text(0));
  return keys;
}

}  // namespace procured::sqlite
