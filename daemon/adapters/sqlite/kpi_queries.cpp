#include "adapters/sqlite/kpi_queries.h"

#include <map>
#include <set>

#include "adapters/sqlite/conditions.h"

namespace procured::sqlite {
namespace {

constexpr const char* kSums =
    "decimal_sum(cell.numerator), decimal_sum(cell.denominator), sum(cell.count),"
    " decimal_sum(cell.coverage_known), decimal_sum(cell.coverage_scope)";

/// Reads kSums from the column on.
bi::Tally tally_at(const Statement& query, int column) {
  bi::Tally tally;
  tally.numerator = query.decimal(column);
  if (!query.is_null(column + 1)) tally.denominator = query.decimal(column + 1);
  tally.count = query.integer(column + 2);
  tally.coverage_known = query.decimal(column + 3);
  tally.coverage_scope = query.decimal(column + 4);
  return tally;
}

Conditions cells_of(std::string_view kpi, const bi::Filter& filter) {
  Conditions conditions;
  conditions.add("cell.buyer_id = ?", {filter.buyer});
  conditions.add("cell.kpi = ?", {kpi});
  conditions.add("cell.currency = ?", {filter.currency});
  conditions.add_months("cell.month", filter);
  conditions.add_unit("cell.unit_id", filter);
  return conditions;
}

/// The tree of units while it is summed up: every unit with its tally, parents by id.
class Tree {
 public:
  explicit Tree(std::vector<bi::UnitRow> units) {
    for (auto& unit : units) {
      auto& node = nodes_[unit.unit_id];
      node.unit = std::move(unit);
    }
  }

  /// Adds to the unit and to everything above it; a unit that no register knows stands by itself.
  void add(const std::string& unit_id, const bi::Tally& tally) {
    std::set<std::string> seen;
    std::string id = unit_id;
    nodes_[id].unit.unit_id = id;
    while (seen.insert(id).second) {
      auto& node = nodes_[id];
      if (node.any) {
        node.tally += tally;
      } else {
        node.tally = tally;
      }
      node.any = true;
      if (!has_parent(node.unit)) break;
      id = node.unit.parent_id;
    }
  }

  std::vector<bi::UnitTally> rows() const {
    std::vector<bi::UnitTally> rows;
    for (const auto& [id, node] : nodes_)
      rows.push_back({node.unit, depth_of(node.unit), node.tally});
    return rows;
  }

 private:
  struct Node {
    bi::UnitRow unit;
    bi::Tally tally;
    bool any = false;
  };

  bool has_parent(const bi::UnitRow& unit) const { return nodes_.count(unit.parent_id) != 0; }

  int depth_of(const bi::UnitRow& unit) const {
    std::set<std::string> seen{unit.unit_id};
    const auto* current = &unit;
    while (has_parent(*current) && seen.insert(current->parent_id).second) {
      current = &nodes_.at(current->parent_id).unit;
    }
    return static_cast<int>(seen.size()) - 1;
  }

  std::map<std::string, Node> nodes_;
};

}  // namespace

std::vector<bi::KpiRow> kpi_rows(Database& database, std::string_view id, bi::Grouping grouping,
                                 const bi::Filter& filter) {
  const auto conditions = cells_of(id, filter);
  const std::string month = grouping.by_month ? "cell.month" : "NULL";
  const std::string unit = grouping.by_unit ? "cell.unit_id" : "NULL";
  auto& query = conditions.bound(
      database, "SELECT " + month + ", " + unit + ", max(unit.name), " + kSums +
                    " FROM fact_kpi AS cell LEFT JOIN dim_unit_current AS unit"
                    " ON unit.buyer_id = cell.buyer_id AND unit.unit_id = cell.unit_id" +
                    conditions.where() + " GROUP BY 1, 2 ORDER BY 1, 2");
  std::vector<bi::KpiRow> rows;
  while (query.step()) {
    rows.push_back(
        {query.text(0), query.text(1), grouping.by_unit ? query.text(2) : "", tally_at(query, 3)});
  }
  return rows;
}

std::vector<bi::UnitRow> unit_rows(Database& database, const std::string& buyer) {
  auto& query = database
                    .prepared(
                        "SELECT unit_id, name, parent_id, kind FROM dim_unit_current"
                        " WHERE buyer_id = ? ORDER BY unit_id")
                    .with(Key{buyer});
  std::vector<bi::UnitRow> rows;
  while (query.step()) {
    rows.push_back({query.text(0), query.text(1), query.text(2), query.text(3)});
  }
  return rows;
}

std::vector<bi::UnitTally> rollup_rows(Database& database, std::string_view kpi,
                                       const bi::Filter& filter) {
  Tree tree(unit_rows(database, filter.buyer));
  const auto conditions = cells_of(kpi, filter);
  auto& query = conditions.bound(database, std::string("SELECT cell.unit_id, ") + kSums +
                                               " FROM fact_kpi AS cell" + conditions.where() +
                                               " GROUP BY cell.unit_id");
  while (query.step()) tree.add(query.text(0), tally_at(query, 1));
  return tree.rows();
}

std::vector<bi::AgreementRow> agreement_rows(Database& database, const std::string& buyer) {
  auto& query = database
                    .prepared(
                        "SELECT agreement_id, lot_id, title, supplier_id, supplier_name,"
                        " valid_from, valid_to, e_commerce, owner_unit FROM dim_agreement"
                        " WHERE buyer_id = ? ORDER BY agreement_id, lot_id, supplier_id")
                    .with(Key{buyer});
  std::vector<bi::AgreementRow> rows;
  while (query.step()) {
    auto& row = rows.emplace_back();
    row.agreement_id = query.text(0);
    row.lot_id = query.text(1);
    row.title = query.text(2);
    row.supplier_id = query.text(3);
    row.supplier_name = query.text(4);
    row.valid_from = query.text(5);
    row.valid_to = query.text(6);
    if (!query.is_null(7)) row.e_commerce = query.integer(7) != 0;
    row.owner_unit = query.text(8);
  }
  return rows;
}

std::string main_currency(Database& database, const std::string& buyer) {
  auto& query = database
                    .prepared(
                        "SELECT currency, decimal_sum(numerator) FROM fact_kpi WHERE buyer_id = ?"
                        " AND kpi = 'spend_amount' GROUP BY currency ORDER BY currency")
                    .with(Key{buyer});
  std::string currency;
  core::Decimal most;
  while (query.step()) {
    const auto spend = query.decimal(1);
    if (currency.empty() || spend > most) {
      currency = query.text(0);
      most = spend;
    }
  }
  return currency;
}

}  // namespace procured::sqlite
