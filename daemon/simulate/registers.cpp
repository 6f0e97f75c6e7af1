#include "simulate/registers.h"

#include <fmt/format.h>

#include "simulate/catalogues.h"
#include "simulate/names.h"
#include "simulate/ubl.h"

namespace procured::simulate {
namespace {

std::string text_of(const std::optional<core::Date>& date) { return date ? date->to_string() : ""; }

std::string joined(const std::vector<std::string>& values) {
  std::string result;
  for (const auto& value : values) result += (result.empty() ? "" : "|") + value;
  return result;
}

/// One row; cells with a comma or a quotation mark are quoted (RFC 4180).
std::string row(const std::vector<std::string>& cells) {
  std::string result;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) result += ',';
    if (cells[i].find_first_of(",\"\n") == std::string::npos) {
      result += cells[i];
      continue;
    }
    result += '"';
    for (const char c : cells[i]) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    result += '"';
  }
  return result + '\n';
}

std::string yes_no(const std::optional<bool>& value) { return !value ? "" : *value ? "yes" : "no"; }

std::string agreements(const World& world) {
  std::string result =
      "buyer_id,agreement_id,lot_id,title,supplier_id,supplier_name,rank,category_scheme,"
      "categories,valid_from,"
      "valid_to,option_to,option_exercised_on,ceiling,currency,e_commerce,channels,fees_allowed,"
      "saving_rate,"
      "saving_base,participants,clauses,owner_unit\n";
  for (const auto& agreement : world.agreements) {
    for (std::size_t rank = 0; rank < agreement.suppliers.size(); ++rank) {
      const auto& supplier = *agreement.suppliers[rank];
      const bool electronic = agreement.e_commerce.value_or(false);
      result += row({agreement.owner,
                     agreement.id,
                     agreement.lot,
                     std::string(title_of(agreement.area)),
                     supplier.id,
                     supplier.name,
                     fmt::format("{}", rank + 1),
                     std::string(category_scheme_of(agreement.area)),
                     joined(agreement.categories),
                     agreement.valid_from.to_string(),
                     text_of(agreement.valid_to),
                     text_of(agreement.option_to),
                     text_of(agreement.option_exercised_on),
                     "4000000",
                     "NOK",
                     yes_no(agreement.e_commerce),
                     electronic ? "CATALOGUE|PUNCHOUT" : "",
                     "FC",
                     agreement.saving_percent ? fixed(*agreement.saving_percent, 2, 0) : "",
                     !agreement.saving_percent             ? ""
                     : agreement.saving_of_agreement_price ? "AGREEMENT_PRICE"
                                                           : "OFF_PRICE",
                     joined(agreement.participants),
                     agreement.technical_only ? "WAGE|APPRENTICE" : "",
                     "E400"});
    }
  }
  return result;
}

/// Whom copies of a joint agreement's rows go to. Units that take part are no matter of the rows.
std::string row_participants(const Agreement& agreement) {
  return agreement.technical_only ? "" : joined(agreement.participants);
}

struct ItemRow {
  std::string scheme;
  std::string id;
  std::string supplier;
  std::string category;
};

void add_item(std::string& result, const Agreement& agreement, const Item& item,
              const ItemRow& which, RowKind kind) {
  const bool priced = kind != RowKind::kSeller || item.seller_priced;
  const auto add = [&](std::int64_t price_e4, const core::Date& from) {
    const auto& good = *item.good;
    const std::string base = good.base_quantity == 1 ? "" : fmt::format("{}", good.base_quantity);
    result += row({agreement.owner, agreement.id, agreement.lot, which.scheme, which.id,
                   std::string(good.name), which.category, std::string(good.unit),
                   priced ? fixed(price_e4, 4, 2) : "", base, "NOK", fixed(good.price_e4, 4, 2), "",
                   from.to_string(), "", which.supplier, row_participants(agreement)});
  };
  const auto before = add_days(agreement.price_change, -1);
  // A first entry with a wrong price, mended by a second of the same key below it: the later row is
  // the one that holds.
  if (kind == RowKind::kSeller && item.gtin_discount_e4 != 0) {
    add(agreement.price_e4(item, kind, before) * 2, agreement.valid_from);
  }
  add(agreement.price_e4(item, kind, before), agreement.valid_from);
  // The row before stays open: of two that hold on a day, the one that began later counts.
  if (item.price_after_e4 != item.price_before_e4) {
    add(agreement.price_e4(item, kind, agreement.price_change), agreement.price_change);
  }
}

std::string agreement_items(const World& world) {
  std::string result =
      "buyer_id,agreement_id,lot_id,item_scheme,item_id,name,category,unit,price,base_quantity,"
      "currency,"
      "baseline_price,labels,valid_from,valid_to,supplier_id,participants\n";
  for (const auto& agreement : world.agreements) {
    for (const auto& item : agreement.items) {
      const std::string category = item.row_category ? std::string(item.good->category) : "";
      const std::string supplier = item.row_supplier != nullptr ? item.row_supplier->id : "";
      if (!in_catalogue_only(agreement, item)) {
        add_item(result, agreement, item, {"SELLER", item.seller_id, supplier, category},
                 RowKind::kSeller);
      }
      if (item.gtin_row)
        add_item(result, agreement, item, {"GTIN", "0" + item.gtin, "", ""}, RowKind::kGtin);
      if (item.buyer_row)
        add_item(result, agreement, item, {"BUYER", item.buyer_id, "", ""}, RowKind::kBuyer);
    }
  }
  return result;
}

std::string units(const World& world) {
  std::string result =
      "buyer_id,unit_id,name,parent_id,kind,headcount,references,valid_from,valid_to\n";
  for (const auto& buyer : world.buyers) {
    for (const auto& unit : buyer.units) {
      result += row({buyer.id, unit.id, unit.name, unit.parent, unit.kind,
                     unit.headcount == 0 ? "" : fmt::format("{}", unit.headcount),
                     joined(unit.references), text_of(unit.valid_from), text_of(unit.valid_to)});
    }
  }
  return result;
}

std::string suppliers(const World& world) {
  std::string result =
      "supplier_id,name,other_ids,bank_accounts,default_category_scheme,default_category,valid_"
      "from,valid_to\n";
  for (const auto& supplier : world.suppliers) {
    const bool known = !supplier.default_category.empty();
    // Half of the register writes the bare number; it means the same party.
    const bool bare = supplier.form == PartyForm::kBare;
    result += row({bare ? supplier.number : supplier.id, supplier.name, supplier.other_number,
                   supplier.account, known ? "TST" : "", supplier.default_category, "", ""});
  }
  return result;
}

std::string benefit_plan(const World& world) {
  std::string result =
      "buyer_id,initiative_id,title,agreement_id,category,unit_id,year,amount,currency,kind\n";
  for (const auto& agreement : world.agreements) {
    if (agreement.area != Area::kBakery) continue;
    for (int year = world.first_day.year(); year <= world.last_day.year(); ++year) {
      result += row({agreement.owner, "G1", "Lojalitet til bakeravtalen", agreement.id, "5018",
                     "E100", fmt::format("{}", year), "180000", "NOK", "MONEY"});
      result += row({agreement.owner, "G2", "Bestilling i e-handel", "", "", "",
                     fmt::format("{}", year), "27000", "", "MINUTES"});
    }
  }
  return result;
}

}  // namespace

std::map<std::string, std::string> registers(const World& world) {
  return {{"agreements.csv", agreements(world)},
          {"agreement_items.csv", agreement_items(world)},
          {"units.csv", units(world)},
          {"suppliers.csv", suppliers(world)},
          {"benefit_plan.csv", benefit_plan(world)}};
}

std::string configuration(const World& world) {
  std::string result = "# Written by procured simulate.\nbuyers:\n";
  for (const auto& buyer : world.buyers) {
    result += fmt::format("  - id: \"{}\"\n    name: \"{}\"\n", buyer.id, buyer.name);
    result += fmt::format("    identifiers: [\"{}\", \"0088:{}\"]\n", buyer.id, buyer.gln);
    result += "    time_zone: Europe/Oslo\n    reporting_currency: NOK\n";
  }
  return result + "connectors:\n  inbox:\n    folder:\n      path: documents\n";
}

}  // namespace procured::simulate
