#include <google/protobuf/util/json_util.h>

#include "adapters/http/endpoints.h"
#include "adapters/http/json.h"
#include "adapters/http/parameters.h"
#include "core/text.h"
#include "wording/wording.h"

namespace procured::http {
namespace {

std::string json_of(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  const auto written = google::protobuf::util::MessageToJsonString(message, &json, options);
  return written.ok() ? json : "null";
}

void write_leak(Json& json, const bi::LeakRow& row) {
  json.open_object();
  json.field_if_set("agreement_id", row.agreement_id);
  json.field_if_set("agreement_title", row.agreement_title);
  json.field_if_set("unit_id", row.unit_id);
  json.field_if_set("unit_name", row.unit_name);
  json.field_if_set("supplier_id", row.supplier_id);
  json.field_if_set("supplier_name", row.supplier_name);
  json.field("missed_saving", row.missed_saving.to_string());
  json.field("amount", row.amount.to_string());
  json.field("lines", row.lines);
  json.field("undetermined_lines", row.undetermined_lines);
  json.close();
}

void write_finding(Json& json, const bi::FindingRow& row) {
  json.open_object();
  json.field("subject_key", row.subject_key);
  json.field_if_set("document_key", row.document_key);
  json.field_if_set("document_number", row.document_number);
  json.field_if_set("kind", row.kind);
  json.field_if_set("issue_date", row.issue_date);
  json.field("line_number", row.line_number);
  json.field_if_set("line_id", row.line_id);
  json.field_if_set("item_name", row.item_name);
  json.field_if_set("unit_id", row.unit_id);
  json.field_if_set("supplier_id", row.supplier_id);
  json.field_if_set("supplier_name", row.supplier_name);
  json.field_if_set("agreement_id", row.agreement_id);
  json.field_if_set("amount", row.amount);
  json.field_if_set("currency", row.currency);
  json.field_if_set("missed_amount", row.missed_amount);
  json.field_if_set("recoverable_amount", row.recoverable_amount);
  json.field_if_set("exposed_amount", row.exposed_amount);
  json.close();
}

template <class Row, class Write>
Response slice_response(const bi::Slice<Row>& slice, Write write) {
  Json json;
  json.open_object();
  json.open_array("items");
  for (const auto& row : slice.items) write(json, row);
  json.close();
  if (slice.next.empty()) {
    json.null_field("next");
  } else {
    json.field("next", slice.next);
  }
  json.close();
  return {.body = json.take()};
}

std::string or_else(std::string value, std::string_view otherwise) {
  return value.empty() ? std::string(otherwise) : value;
}

void write_history(Json& json, const std::vector<bi::HistoryRow>& history) {
  json.open_array("history");
  for (const auto& row : history) {
    json.open_object();
    json.field("revision", row.revision);
    json.field_if_set("known_at", row.known_at);
    json.field_if_set("outcome", row.outcome);
    json.field_if_set("status", row.status);
    json.close();
  }
  json.close();
}

}  // namespace

Response leaks_endpoint(const Request& request, const std::string&, Context& context) {
  const auto filter = read_filter(request, context);
  if (const auto* wrong = std::get_if<Response>(&filter)) return *wrong;
  const auto page = read_page(request);
  if (const auto* wrong = std::get_if<Response>(&page)) return *wrong;
  const auto group_or = read_group(request, {"agreement", "supplier", "unit"});
  if (const auto* wrong = std::get_if<Response>(&group_or)) return *wrong;
  const auto& group = std::get<std::set<std::string>>(group_or);
  const auto leaks = context.store.leaks(
      {group.count("agreement") != 0, group.count("unit") != 0, group.count("supplier") != 0},
      std::get<bi::Filter>(filter));
  if (!leaks) return store_error(leaks.error());

  const auto& rows = leaks.value();
  std::vector<std::string> keys;
  for (const auto& row : rows) {
    keys.push_back(core::join_key({row.agreement_id, row.unit_id, row.supplier_id}));
  }
  const auto window = window_of(keys, std::get<bi::Page>(page));
  Json json;
  json.open_object();
  json.field("currency", std::get<bi::Filter>(filter).currency);
  json.open_array("items");
  for (auto i = window.first; i < window.end; ++i) write_leak(json, rows[i]);
  json.close();
  write_next(json, keys, window);
  json.close();
  return {.body = json.take()};
}

Response lines_endpoint(const Request& request, const std::string&, Context& context) {
  const auto filter = read_filter(request, context);
  if (const auto* wrong = std::get_if<Response>(&filter)) return *wrong;
  const auto page = read_page(request);
  if (const auto* wrong = std::get_if<Response>(&page)) return *wrong;
  const auto rule = or_else(request.parameter("rule"), "agreement_bypassed");
  const auto outcome = or_else(request.parameter("outcome"), "BREACH");
  if (v1::Outcome parsed; !v1::Outcome_Parse(outcome, &parsed)) {
    return error_response(400,
                          "outcome is BREACH, COMPLIANT, JUSTIFIED_EXCEPTION, NOT_APPLICABLE or"
                          " UNDETERMINED, not " +
                              outcome + ".");
  }
  const auto slice =
      context.store.findings(rule, outcome, std::get<bi::Filter>(filter), std::get<bi::Page>(page));
  if (!slice) return store_error(slice.error());
  return slice_response(slice.value(), write_finding);
}

Response verdict_endpoint(const Request&, const std::string& key, Context& context) {
  const auto found = context.store.verdict(key);
  if (!found) return store_error(found.error());
  if (!found.value()) return error_response(404, "There is no verdict on " + key + ".");
  const auto& view = *found.value();
  Json json;
  json.open_object();
  json.field("subject_key", view.subject_key);
  json.raw_field("verdict", json_of(view.verdict));
  if (view.fact) json.raw_field("fact", json_of(*view.fact));
  write_history(json, view.history);
  json.close();
  return {.body = json.take()};
}

Response dead_letters_endpoint(const Request& request, const std::string&, Context& context) {
  const auto page = read_page(request);
  if (const auto* wrong = std::get_if<Response>(&page)) return *wrong;
  const auto slice = context.store.dead_letters(std::get<bi::Page>(page));
  if (!slice) return store_error(slice.error());
  return slice_response(slice.value(), [](Json& json, const bi::DeadLetterRow& row) {
    json.open_object();
    json.field("connector", row.connector);
    json.field("source_key", row.source_key);
    json.field("reason", row.reason);
    json.field_if_set("place", row.place);
    json.field_if_set("detail", row.detail);
    json.field("bytes", row.bytes);
    json.close();
  });
}

Response messages_endpoint(const Request& request, const std::string&, Context&) {
  const auto code = or_else(request.parameter("lang"), "en");
  const auto language = wording::parse_language(code);
  if (!language) return error_response(400, "lang is nb or en, not " + code + ".");
  Json json;
  json.open_object();
  json.field("lang", wording::code_of(*language));
  json.open_object("messages");
  for (const auto& [id, text] : wording::all(*language)) json.field(id, text);
  json.close();
  json.close();
  return {.body = json.take()};
}

}  // namespace procured::http
