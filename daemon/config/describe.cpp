#include <algorithm>

#include "config/config.h"

// The names, bounds and words of every option, once. Reading, checking and the reference page come
// from here.

namespace procured::model {

static void describe(config::Visitor& visitor, Buyer& buyer) {
  visitor.field("id", buyer.id,
                {.doc = "Identifier of the buying organisation: an organisation number, a GLN or "
                        "scheme:value.",
                 .required = true});
  visitor.field("name", buyer.name, {.doc = "Shown on the dashboard."});
  visitor.field("identifiers", buyer.identifiers,
                {.doc = "Everything else that means this buyer in documents and registers: other "
                        "organisation numbers, GLNs, company codes."});
  visitor.field("time_zone", buyer.time_zone,
                {.doc = "IANA name; business dates are local dates in it."});
  visitor.field("reporting_currency", buyer.reporting_currency, {.doc = "ISO 4217 code."});
}

}  // namespace procured::model

namespace procured::config {
static void describe(Visitor& visitor, KafkaConfig& kafka) {
  visitor.field("bootstrap_servers", kafka.bootstrap_servers,
                {.doc = "host:port, several separated by commas.", .required = true});
  visitor.field("partitions", kafka.partitions,
                {.doc = "Of every topic, fixed when the topics are created.",
                 .min = number(1),
                 .max = number(1024)});
  visitor.field("replication_factor", kafka.replication_factor,
                {.doc = "Of topics that procured creates.", .min = number(1), .max = number(9)});
  visitor.field("commit_interval_ms", kafka.commit_interval_ms,
                {.doc = "Longest time a transaction stays open while input keeps coming; when "
                        "the input is drained it ends at once.",
                 .unit = "ms",
                 .min = number(1),
                 .max = number(10'000)});
  visitor.field("transaction_timeout_ms", kafka.transaction_timeout_ms,
                {.doc = "After it the broker aborts the transaction of a silent instance.",
                 .unit = "ms",
                 .min = number(1'000),
                 .max = number(900'000)});
  visitor.field("session_timeout_ms", kafka.session_timeout_ms,
                {.doc = "After it the partitions of a silent instance move to others.",
                 .unit = "ms",
                 .min = number(1'000),
                 .max = number(900'000)});
  visitor.field(
      "compression", kafka.compression,
      {.doc = "Of what procured writes.", .choices = {"none", "lz4", "zstd", "snappy", "gzip"}});
  visitor.field("raw_retention_days", kafka.raw_retention_days,
                {.doc = "How long source documents are kept, with what they say about persons. "
                        "0: without end.",
                 .unit = "days",
                 .max = number(36'500)});
  visitor.field("dead_letter_retention_days", kafka.dead_letter_retention_days,
                {.doc = "How long dead letters are kept. 0: without end.",
                 .unit = "days",
                 .max = number(36'500)});
  visitor.field("retention_days", kafka.retention_days,
                {.doc = "How long documents, reference records and verdicts are kept. 0: without "
                        "end, which replay needs.",
                 .unit = "days",
                 .max = number(36'500)});
}

static void describe(Visitor& visitor, StoreConfig& store) {
  visitor.field("path", store.path,
                {.doc = "The BI store, a SQLite file.", .required = true, .path = true});
}

static void describe(Visitor& visitor, ServeConfig& serve) {
  visitor.field("address", serve.address,
                {.doc = "Address to listen on. There is no log-in: put a proxy before any other "
                        "than loopback.",
                 .required = true});
  visitor.field("port", serve.port,
                {.doc = "0: any free port, printed at start.", .max = number(65'535)});
  visitor.field(
      "dashboard_dir", serve.dashboard_dir,
      {.doc = "The built dashboard. Empty: the one that procured brings along.", .path = true});
  visitor.field("goals", serve.goals,
                {.doc = "Goals shown beside KPIs, by KPI id; ratios as fractions."});
}

static void describe(Visitor& visitor, ReceiverConfig& receive) {
  visitor.field(
      "address", receive.address,
      {.doc = "Address to listen on. Put a proxy with TLS before any other than loopback.",
       .required = true});
  visitor.field("port", receive.port,
                {.doc = "0: any free port, printed at start.", .max = number(65'535)});
  visitor.field(
      "connections_max", receive.connections_max,
      {.doc = "At once; further ones are closed.", .min = number(1), .max = number(10'000)});
  visitor.field("request_timeout_ms", receive.request_timeout_ms,
                {.doc = "A request that is not whole by then is cut off.",
                 .unit = "ms",
                 .min = number(100),
                 .max = number(3'600'000)});
  visitor.field("commit_timeout_ms", receive.commit_timeout_ms,
                {.doc = "A document that Kafka has not confirmed by then is answered 504; it may "
                        "still be confirmed, and is not written twice when it is sent again.",
                 .unit = "ms",
                 .min = number(100),
                 .max = number(300'000)});
}

static void describe(Visitor& visitor, LogConfig& log) {
  visitor.field("level", log.level,
                {.doc = "The least important message that is written.",
                 .choices = {"trace", "debug", "info", "warn", "error"}});
}

void describe(Visitor& visitor, Config& config) {
  visitor.list("buyers", config.buyers,
               {.doc = "The buying organisations and all identifiers that mean them. A party that "
                       "is not listed is a buyer of its own. Changing the list needs a replay."});
  visitor.map("connectors", config.connectors,
              {.doc = "Sources of documents by name; the name names the topic "
                      "procured.raw.<name>."});
  visitor.section("kafka", config.kafka, {.doc = "The broker and the topics on it."});
  visitor.field("roles", config.roles,
                {.doc = "What this instance does.",
                 .choices = {"connect", "normalise", "judge", "sink", "serve"},
                 .required = true});
  visitor.field("instance", config.instance,
                {.doc = "Tells instances with one configuration apart (also --instance NAME).",
                 .required = true});
  visitor.field("state_dir", config.state_dir,
                {.doc = "Local cache of the state; may be lost.", .required = true, .path = true});
  visitor.field("catalogue_dirs", config.catalogue_dirs,
                {.doc = "Folders of a site's own connector mappings, beside the catalogue that "
                        "procured brings along.",
                 .path = true});
  visitor.field(
      "policy_dir", config.policy_dir,
      {.doc = "Folder of policy files (*.yaml). Empty: the built-in policy.", .path = true});
  visitor.section("store", config.store, {.doc = "The BI store."});
  visitor.section("serve", config.serve, {.doc = "HTTP API and dashboard."});
  visitor.section("receive", config.receive,
                  {.doc = "Where documents are sent by HTTP, for connectors with receive."});
  visitor.section("log", config.log, {.doc = "The event log."});
}

bool Config::has_role(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool Config::receives() const {
  return has_role("connect") &&
         std::any_of(connectors.begin(), connectors.end(),
                     [](const auto& one) { return !one.second.receive.auth.empty(); });
}

}  // namespace procured::config
