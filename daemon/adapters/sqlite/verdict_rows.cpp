#include "adapters/sqlite/verdict_rows.h"

#include <string>

#include "bi/keys.h"

namespace procured::sqlite {
namespace {

constexpr std::string_view kPutHistory =
    "INSERT OR REPLACE INTO verdict_history VALUES (?,?,?,?,?,?,?)";
constexpr std::string_view kPutCurrent =
    "INSERT OR REPLACE INTO fact_verdict VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr std::string_view kPutFinding =
    "INSERT INTO fact_finding VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

std::string status_name(const v1::Verdict& verdict) {
  return v1::Verdict::Status_Name(verdict.status());
}

std::string outcome_name(v1::Outcome outcome) {
  return outcome == v1::OUTCOME_UNSPECIFIED ? std::string() : v1::Outcome_Name(outcome);
}

std::string about_document(const v1::Subject& subject) {
  return subject.has_document() ? bi::document_key(subject.document()) : std::string();
}

std::string joined(const google::protobuf::RepeatedPtrField<std::string>& values) {
  std::string text;
  for (const auto& value : values) {
    if (!text.empty()) text += '|';
    text += value;
  }
  return text;
}

bool is_latest(Database& database, Key subject, std::uint32_t revision) {
  auto& query =
      database.prepared("SELECT revision FROM fact_verdict WHERE subject_key = ?").with(subject);
  const bool latest = !query.step() || query.integer(0) <= static_cast<std::int64_t>(revision);
  query.rewind();
  return latest;
}

void put_finding(Database& database, Key subject, int ordinal, const v1::Verdict& verdict) {
  const auto& finding = verdict.findings(ordinal - 1);
  const auto family = v1::Finding::Family_Name(finding.family());
  database.prepared(kPutFinding)
      .with(subject, ordinal, Key{verdict.subject().buyer_id()}, about_document(verdict.subject()),
            finding.line_number(), finding.line_id(), Key{finding.rule()}, finding.rule_version(),
            Key{family}, Key{outcome_name(finding.outcome())}, finding.source(), finding.message(),
            finding.agreement().agreement_id(), finding.agreement().lot_id(),
            finding.agreement().supplier_id(), verdict.currency(), Money{finding.missed_amount()},
            Money{finding.recoverable_amount()}, Money{finding.exposed_amount()},
            joined(finding.missing()))
      .run();
  database.prepared("INSERT OR IGNORE INTO dim_rule VALUES (?,?,?)")
      .with(Key{finding.rule()}, finding.rule_version(), Key{family})
      .run();
}

void put_current(Database& database, Key subject, const v1::Verdict& verdict, Blob bytes) {
  const auto& about = verdict.subject();
  const auto& provenance = verdict.provenance();
  database.prepared(kPutCurrent)
      .with(subject, Key{v1::Subject::Kind_Name(about.kind())}, Key{about.buyer_id()},
            about_document(about), about.agreement_lot().agreement_id(),
            about.agreement_lot().lot_id(), provenance.revision(), Key{status_name(verdict)},
            Key{outcome_name(verdict.outcome())}, verdict.policy_revision(), verdict.currency(),
            provenance.known_at(), provenance.cause(), bytes)
      .run();
  database.prepared("DELETE FROM fact_finding WHERE subject_key = ?").with(subject).run();
  if (verdict.status() == v1::Verdict::WITHDRAWN) return;
  for (int ordinal = 1; ordinal <= verdict.findings_size(); ++ordinal) {
    put_finding(database, subject, ordinal, verdict);
  }
}

}  // namespace

void put_verdict(Database& database, const v1::Verdict& verdict) {
  const auto subject = bi::subject_key(verdict.subject());
  const auto bytes = verdict.SerializeAsString();
  const auto& provenance = verdict.provenance();
  const Key key{subject};
  const bool latest = is_latest(database, key, provenance.revision());
  database.prepared(kPutHistory)
      .with(key, provenance.revision(), Key{status_name(verdict)},
            Key{outcome_name(verdict.outcome())}, provenance.known_at(), provenance.cause(),
            Blob{bytes})
      .run();
  if (latest) put_current(database, key, verdict, Blob{bytes});
}

}  // namespace procured::sqlite
