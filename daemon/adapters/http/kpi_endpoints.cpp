#include <string_view>

#include "adapters/http/endpoints.h"
#include "adapters/http/json.h"
#include "adapters/http/parameters.h"
#include "core/text.h"

namespace procured::http {
namespace {

void write_tally(Json& json, const bi::Tally& tally) {
  json.field("numerator", tally.numerator.to_string());
  if (tally.denominator) json.field("denominator", tally.denominator->to_string());
  json.field("count", tally.count);
  json.field("coverage_known", tally.coverage_known.to_string());
  json.field("coverage_scope", tally.coverage_scope.to_string());
  json.field("status", tally.status());
}

void write_unit(Json& json, const bi::UnitRow& unit) {
  json.field("unit_id", unit.unit_id);
  json.field_if_set("name", unit.name);
  json.field_if_set("parent_id", unit.parent_id);
  json.field_if_set("kind", unit.kind);
}

void write_kpi_row(Json& json, const bi::KpiRow& row) {
  json.open_object();
  json.field_if_set("month", row.month);
  json.field_if_set("unit_id", row.unit_id);
  json.field_if_set("unit_name", row.unit_name);
  write_tally(json, row.tally);
  json.close();
}

void write_agreement(Json& json, const bi::AgreementRow& row) {
  json.open_object();
  json.field("agreement_id", row.agreement_id);
  json.field_if_set("lot_id", row.lot_id);
  json.field_if_set("title", row.title);
  json.field_if_set("supplier_id", row.supplier_id);
  json.field_if_set("supplier_name", row.supplier_name);
  json.field_if_set("valid_from", row.valid_from);
  json.field_if_set("valid_to", row.valid_to);
  if (row.e_commerce) json.field("e_commerce", *row.e_commerce);
  json.field_if_set("owner_unit", row.owner_unit);
  json.close();
}

/// The items of one page and where the next begins.
template <class Row, class KeyOf, class Write>
void write_page(Json& json, const std::vector<Row>& rows, const bi::Page& page, KeyOf key_of,
                Write write) {
  std::vector<std::string> keys;
  for (const auto& row : rows) keys.push_back(key_of(row));
  const auto window = window_of(keys, page);
  json.open_array("items");
  for (auto i = window.first; i < window.end; ++i) write(json, rows[i]);
  json.close();
  write_next(json, keys, window);
}

/// KPI cells know no agreement and no supplier; a sum that ignored the wish would be wrong.
std::optional<Response> check_kpi_filter(const Request& request, const bi::Filter& filter) {
  if (request.parameter("kpi").empty()) return error_response(400, "kpi is missing: name a KPI.");
  if (filter.agreement.empty() && filter.supplier.empty()) return std::nullopt;
  return error_response(
      400, "KPIs are kept by unit and month, not by agreement or supplier; see leaks.");
}

void write_buyer(Json& json, const bi::BuyerRow& row) {
  json.open_object();
  json.field("buyer_id", row.id);
  json.field("name", row.name.empty() ? row.id : row.name);
  json.field_if_set("currency", row.currency);
  json.open_array("months");
  if (!row.first_month.empty()) {
    json.item(row.first_month);
    json.item(row.last_month);
  }
  json.close();
  json.field("documents", row.documents);
  json.close();
}

}  // namespace

Response buyers_endpoint(const Request& request, const std::string&, Context& context) {
  const auto page = read_page(request);
  if (const auto* wrong = std::get_if<Response>(&page)) return *wrong;
  const auto buyers = context.store.buyers();
  if (!buyers) return store_error(buyers.error());
  Json json;
  json.open_object();
  write_page(
      json, buyers.value(), std::get<bi::Page>(page),
      [](const bi::BuyerRow& row) { return row.id; }, write_buyer);
  json.close();
  return {.body = json.take()};
}

Response status_endpoint(const Request&, const std::string&, Context& context) {
  const auto counts = context.store.counts();
  if (!counts) return store_error(counts.error());
  const auto& n = counts.value();
  Json json;
  json.open_object();
  json.field_if_set("updated_at", n.updated_at);
  const auto left_over =
      context.settings.left_over ? context.settings.left_over() : std::optional<std::uint64_t>();
  if (left_over) {
    json.field("left_over", static_cast<std::int64_t>(*left_over));
  } else {
    json.null_field("left_over");
  }
  json.field("dead_letters", n.dead_letters);
  json.field("documents", n.documents);
  json.field("facts", n.facts);
  json.field("verdicts", n.verdicts);
  json.field("refused", n.refused);
  json.open_object("goal");
  for (const auto& [kpi, goal] : context.settings.goals) json.field(kpi, goal);
  json.close();
  json.close();
  return {.body = json.take()};
}

Response kpis_endpoint(const Request& request, const std::string&, Context& context) {
  const auto filter_or = read_filter(request, context);
  if (const auto* wrong = std::get_if<Response>(&filter_or)) return *wrong;
  const auto page = read_page(request);
  if (const auto* wrong = std::get_if<Response>(&page)) return *wrong;
  const auto group_or = read_group(request, {"month", "unit"});
  if (const auto* wrong = std::get_if<Response>(&group_or)) return *wrong;
  const auto& filter = std::get<bi::Filter>(filter_or);
  if (const auto wrong = check_kpi_filter(request, filter)) return *wrong;

  const auto& group = std::get<std::set<std::string>>(group_or);
  const auto kpi = request.parameter("kpi");
  const auto rows =
      context.store.kpi(kpi, {group.count("month") != 0, group.count("unit") != 0}, filter);
  if (!rows) return store_error(rows.error());
  Json json;
  json.open_object();
  json.field("kpi", kpi);
  json.field("currency", filter.currency);
  write_page(
      json, rows.value(), std::get<bi::Page>(page),
      [](const bi::KpiRow& row) {
        return core::join_key({row.month, row.unit_id});
      },
      write_kpi_row);
  json.close();
  return {.body = json.take()};
}

Response units_endpoint(const Request& request, const std::string&, Context& context) {
  const auto filter_or = read_filter(request, context);
  if (const auto* wrong = std::get_if<Response>(&filter_or)) return *wrong;
  const auto page = read_page(request);
  if (const auto* wrong = std::get_if<Response>(&page)) return *wrong;
  const auto units = context.store.units(std::get<bi::Filter>(filter_or).buyer);
  if (!units) return store_error(units.error());
  Json json;
  json.open_object();
  write_page(
      json, units.value(), std::get<bi::Page>(page),
      [](const bi::UnitRow& row) { return row.unit_id; },
      [](Json& out, const bi::UnitRow& row) {
        out.open_object();
        write_unit(out, row);
        out.close();
      });
  json.close();
  return {.body = json.take()};
}

Response rollup_endpoint(const Request& request, const std::string&, Context& context) {
  const auto filter_or = read_filter(request, context);
  if (const auto* wrong = std::get_if<Response>(&filter_or)) return *wrong;
  const auto page = read_page(request);
  if (const auto* wrong = std::get_if<Response>(&page)) return *wrong;
  const auto& filter = std::get<bi::Filter>(filter_or);
  if (const auto wrong = check_kpi_filter(request, filter)) return *wrong;
  const auto rows = context.store.rollup(request.parameter("kpi"), filter);
  if (!rows) return store_error(rows.error());
  Json json;
  json.open_object();
  json.field("kpi", request.parameter("kpi"));
  json.field("currency", filter.currency);
  write_page(
      json, rows.value(), std::get<bi::Page>(page),
      [](const bi::UnitTally& row) { return row.unit.unit_id; },
      [](Json& out, const bi::UnitTally& row) {
        out.open_object();
        write_unit(out, row.unit);
        out.field("depth", static_cast<std::int64_t>(row.depth));
        write_tally(out, row.tally);
        out.close();
      });
  json.close();
  return {.body = json.take()};
}

Response agreements_endpoint(const Request& request, const std::string&, Context& context) {
  const auto filter_or = read_filter(request, context);
  if (const auto* wrong = std::get_if<Response>(&filter_or)) return *wrong;
  const auto page = read_page(request);
  if (const auto* wrong = std::get_if<Response>(&page)) return *wrong;
  const auto rows = context.store.agreements(std::get<bi::Filter>(filter_or).buyer);
  if (!rows) return store_error(rows.error());
  Json json;
  json.open_object();
  write_page(
      json, rows.value(), std::get<bi::Page>(page),
      [](const bi::AgreementRow& row) {
        return core::join_key({row.agreement_id, row.lot_id, row.supplier_id});
      },
      write_agreement);
  json.close();
  return {.body = json.take()};
}

}  // namespace procured::http
