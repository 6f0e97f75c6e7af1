#include "adapters/sqlite/schema.h"

#include <string>

namespace procured::sqlite {
namespace {

// The star schema of the BI store.
//
// Keys are the business keys of the wire contracts (parts joined by '|', '\' escapes), so that a
// store filled twice from the same topics is the same store. Amounts are canonical decimals in text
// columns (exact, summed by decimal_sum); NAME_e4 repeats one in ten-thousandths as an integer for
// tools without that function, NULL where it does not fit. An absent value is NULL; parts of keys
// are '' instead.
constexpr const char* kDimensions = R"sql(
CREATE TABLE dim_date (             -- 2000 to 2049
  date_key INTEGER PRIMARY KEY,     -- 20260131
  date TEXT NOT NULL UNIQUE,        -- 2026-01-31
  year INTEGER NOT NULL,
  quarter TEXT NOT NULL,            -- 2026-Q1
  month TEXT NOT NULL,              -- 2026-01
  day INTEGER NOT NULL,
  iso_weekday INTEGER NOT NULL      -- 1 = Monday
);
WITH RECURSIVE day(d) AS (
  VALUES ('2000-01-01') UNION ALL SELECT date(d, '+1 day') FROM day WHERE d < '2049-12-31')
INSERT INTO dim_date SELECT
  CAST(strftime('%Y%m%d', d) AS INTEGER), d, CAST(strftime('%Y', d) AS INTEGER),
  strftime('%Y', d) || '-Q' || ((CAST(strftime('%m', d) AS INTEGER) + 2) / 3),
  strftime('%Y-%m', d), CAST(strftime('%d', d) AS INTEGER),
  (CAST(strftime('%w', d) AS INTEGER) + 6) % 7 + 1 FROM day;

CREATE TABLE dim_channel (
  channel TEXT PRIMARY KEY,
  e_commerce INTEGER NOT NULL       -- definitions: CATALOGUE, PUNCHOUT, FREETEXT_ORDER
) WITHOUT ROWID;
INSERT INTO dim_channel VALUES ('CATALOGUE', 1), ('PUNCHOUT', 1), ('FREETEXT_ORDER', 1),
  ('MANUAL_ORDER', 0), ('INVOICE_ONLY', 0), ('PCARD', 0), ('WEBSHOP', 0);

CREATE TABLE dim_rule (
  rule TEXT NOT NULL,
  rule_version INTEGER NOT NULL,
  family TEXT NOT NULL,             -- COMPLIANCE or DATA_QUALITY
  PRIMARY KEY (rule, rule_version)
) WITHOUT ROWID;

CREATE TABLE dim_buyer (            -- with a document; named as its latest document states it
  buyer_id TEXT PRIMARY KEY,
  name TEXT
) WITHOUT ROWID;

CREATE TABLE dim_supplier (         -- named by register, else document, else agreement
  supplier_id TEXT PRIMARY KEY,
  name TEXT,
  registered INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE supplier_period (      -- the register, effective-dated
  supplier_id TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  name TEXT,
  other_ids TEXT,                   -- joined by '|'
  default_category_scheme TEXT,
  default_category TEXT,
  PRIMARY KEY (supplier_id, valid_from)
) WITHOUT ROWID;

CREATE TABLE dim_unit (             -- effective-dated
  buyer_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  name TEXT,
  parent_id TEXT,
  kind TEXT,
  headcount TEXT,
  unit_references TEXT,             -- joined by '|'
  PRIMARY KEY (buyer_id, unit_id, valid_from)
) WITHOUT ROWID;
CREATE INDEX dim_unit_parent ON dim_unit (buyer_id, parent_id);
CREATE VIEW dim_unit_current AS     -- of each unit the row with the latest valid_from
  SELECT * FROM dim_unit AS unit WHERE NOT EXISTS (
    SELECT 1 FROM dim_unit AS later WHERE later.buyer_id = unit.buyer_id
      AND later.unit_id = unit.unit_id AND later.valid_from > unit.valid_from);

CREATE TABLE dim_agreement (
  buyer_id TEXT NOT NULL,           -- whose copy it is
  agreement_id TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  owner_buyer_id TEXT,
  title TEXT,
  supplier_name TEXT,
  rank TEXT,
  category_scheme TEXT,
  categories TEXT,                  -- prefixes joined by '|'
  valid_from TEXT,
  valid_to TEXT,                    -- option_to once the option is exercised
  ceiling TEXT,
  currency TEXT,
  e_commerce INTEGER,
  saving_rate TEXT,
  saving_base TEXT,
  participants TEXT,                -- units and buyers, joined by '|'
  owner_unit TEXT,
  PRIMARY KEY (buyer_id, agreement_id, lot_id, supplier_id)
) WITHOUT ROWID;
CREATE INDEX dim_agreement_supplier ON dim_agreement (supplier_id);
)sql";

constexpr const char* kFacts = R"sql(
CREATE TABLE fact_document (
  document_key TEXT PRIMARY KEY,    -- buyer|kind|seller as stated|number|year
  buyer_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  document_number TEXT NOT NULL,
  issue_year INTEGER NOT NULL,
  supplier_id TEXT NOT NULL,        -- the party behind the seller
  buyer_name TEXT,
  supplier_name TEXT,
  type_code TEXT,
  issue_date TEXT,
  decided_on TEXT,
  month TEXT,
  currency TEXT,
  order_reference TEXT,
  order_key TEXT,
  contract_reference TEXT,
  amount TEXT,
  amount_e4 INTEGER,
  fact BLOB NOT NULL                -- procured.v1.Fact
) WITHOUT ROWID;
CREATE INDEX fact_document_buyer ON fact_document (buyer_id, issue_date, buyer_name);
CREATE INDEX fact_document_supplier ON fact_document (supplier_id, issue_date);
CREATE INDEX fact_document_number ON fact_document (document_number);

CREATE TABLE fact_purchase_line (
  document_key TEXT NOT NULL,
  line_number INTEGER NOT NULL,
  line_id TEXT,
  buyer_id TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  month TEXT,
  currency TEXT,
  amount TEXT,
  amount_e4 INTEGER,
  quantity TEXT,
  unit_code TEXT,
  item_name TEXT,
  sellers_item_id TEXT,
  standard_item_id TEXT,
  buyers_item_id TEXT,
  channel TEXT,
  category_scheme TEXT,             -- the first category
  category_code TEXT,
  coverage TEXT,
  agreement_id TEXT,
  lot_id TEXT,
  agreement_supplier_id TEXT,
  on_agreement INTEGER,
  potential INTEGER,
  missed_saving TEXT,
  missed_saving_e4 INTEGER,
  PRIMARY KEY (document_key, line_number)
) WITHOUT ROWID;
CREATE INDEX fact_purchase_line_month ON fact_purchase_line (buyer_id, month);

CREATE TABLE fact_sighting (
  document_key TEXT NOT NULL,
  precedence INTEGER NOT NULL,      -- 1 = the first
  connector TEXT NOT NULL,
  source_key TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  PRIMARY KEY (document_key, precedence)
) WITHOUT ROWID;

CREATE TABLE fact_verdict (         -- the current revision of each subject
  subject_key TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  buyer_id TEXT NOT NULL,
  document_key TEXT,
  agreement_id TEXT,
  lot_id TEXT,
  revision INTEGER NOT NULL,
  status TEXT NOT NULL,             -- CURRENT or WITHDRAWN
  outcome TEXT NOT NULL,
  policy_revision INTEGER NOT NULL,
  currency TEXT,
  known_at TEXT,
  cause TEXT,
  verdict BLOB NOT NULL             -- procured.v1.Verdict
) WITHOUT ROWID;
CREATE INDEX fact_verdict_document ON fact_verdict (document_key);

CREATE TABLE verdict_history (      -- every revision: as known then
  subject_key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  status TEXT NOT NULL,
  outcome TEXT NOT NULL,
  known_at TEXT,
  cause TEXT,
  verdict BLOB NOT NULL,
  PRIMARY KEY (subject_key, revision)
) WITHOUT ROWID;

CREATE TABLE fact_finding (         -- of the current verdicts that are not withdrawn
  subject_key TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  buyer_id TEXT NOT NULL,
  document_key TEXT,
  line_number INTEGER NOT NULL,     -- 0 = the whole subject
  line_id TEXT,
  rule TEXT NOT NULL,
  rule_version INTEGER NOT NULL,
  family TEXT NOT NULL,
  outcome TEXT NOT NULL,
  source TEXT,                      -- law, standard or clause behind the rule
  message TEXT,
  agreement_id TEXT,
  lot_id TEXT,
  supplier_id TEXT,
  currency TEXT,
  missed_amount TEXT,
  missed_amount_e4 INTEGER,
  recoverable_amount TEXT,
  recoverable_amount_e4 INTEGER,
  exposed_amount TEXT,
  exposed_amount_e4 INTEGER,
  missing TEXT,                     -- what UNDETERMINED lacks, joined by '|'
  PRIMARY KEY (subject_key, ordinal)
) WITHOUT ROWID;
CREATE INDEX fact_finding_rule ON fact_finding (buyer_id, rule, outcome, subject_key, line_number);

CREATE TABLE fact_kpi (
  cell_key TEXT PRIMARY KEY,
  buyer_id TEXT NOT NULL,
  kpi TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  month TEXT NOT NULL,
  currency TEXT NOT NULL,
  numerator TEXT NOT NULL,
  numerator_e4 INTEGER,
  denominator TEXT,
  denominator_e4 INTEGER,
  count INTEGER NOT NULL,
  coverage_known TEXT NOT NULL,
  coverage_known_e4 INTEGER,
  coverage_scope TEXT NOT NULL,
  coverage_scope_e4 INTEGER,
  status TEXT NOT NULL,
  definition_version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX fact_kpi_grain ON fact_kpi (buyer_id, kpi, currency, month, unit_id);
)sql";

constexpr const char* kOperation = R"sql(
CREATE TABLE reference_version (    -- every version of a register row
  buyer_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  known_on TEXT NOT NULL,
  path TEXT NOT NULL,
  edition INTEGER NOT NULL,
  row INTEGER NOT NULL,
  connector TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  record BLOB NOT NULL,             -- procured.v1.ReferenceRecord
  PRIMARY KEY (buyer_id, kind, key, known_on, path, edition, row, connector, content_hash)
) WITHOUT ROWID;

CREATE TABLE document_source (      -- where the bytes of a source document stand
  connector TEXT NOT NULL,
  source_key TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  topic TEXT NOT NULL,
  partition INTEGER NOT NULL,
  record_offset INTEGER NOT NULL,
  PRIMARY KEY (connector, source_key, content_hash)
) WITHOUT ROWID;

CREATE TABLE dead_letter (
  partition INTEGER NOT NULL,
  record_offset INTEGER NOT NULL,
  connector TEXT NOT NULL,
  source_key TEXT NOT NULL,
  reason TEXT NOT NULL,
  place TEXT,
  detail TEXT,
  content_hash TEXT,
  bytes INTEGER NOT NULL,
  stage TEXT,
  PRIMARY KEY (partition, record_offset)
) WITHOUT ROWID;
CREATE INDEX dead_letter_source ON dead_letter (connector, source_key, partition, record_offset);

CREATE TABLE refused_record (       -- records of our own topics that do not decode
  topic TEXT NOT NULL,
  partition INTEGER NOT NULL,
  record_offset INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (topic, partition, record_offset)
) WITHOUT ROWID;

CREATE TABLE kafka_position (       -- the truth about what the store holds; written with the rows
  topic TEXT NOT NULL,
  partition INTEGER NOT NULL,
  next_offset INTEGER NOT NULL,
  PRIMARY KEY (topic, partition)
) WITHOUT ROWID;

CREATE TABLE store_update (one INTEGER PRIMARY KEY CHECK (one = 1), updated_at TEXT NOT NULL);
CREATE TABLE schema_version (version INTEGER NOT NULL);
)sql";

bool has_version_table(Database& database) {
  auto& query = database.prepared("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'");
  const bool found = query.step();
  query.rewind();
  return found;
}

void check_version(Database& database) {
  auto& query = database.prepared("SELECT version FROM schema_version");
  const auto version = query.step() ? query.integer(0) : 0;
  query.rewind();
  if (version != kSchemaVersion) {
    throw Failure(core::Category::kFatal,
                  "the store has schema version " + std::to_string(version) +
                      ", this binary needs " + std::to_string(kSchemaVersion) +
                      "; move the file away, it is filled again from the topics");
  }
}

}  // namespace

void prepare_schema(Database& database) {
  Database::Transaction transaction(database, "IMMEDIATE");
  if (!has_version_table(database)) {
    database.execute(kDimensions);
    database.execute(kFacts);
    database.execute(kOperation);
    database.execute("INSERT INTO schema_version VALUES (" + std::to_string(kSchemaVersion) + ")");
  }
  check_version(database);
  transaction.commit();
}

void check_schema(Database& database) {
  if (!has_version_table(database)) {
    throw Failure(core::Category::kTransient, "the file holds no BI store yet");
  }
  check_version(database);
}

}  // namespace procured::sqlite
