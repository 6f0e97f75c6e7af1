#include "support/example_municipality.h"

#include <google/protobuf/util/json_util.h>

#include <array>
#include <cstdio>
#include <utility>

#include "bi/keys.h"
#include "core/decimal.h"
#include "core/hash.h"
#include "core/text.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/kpi.pb.h"
#include "stream/topics.h"
#include "support/example_invoice.h"

namespace procured::support {
namespace {

struct PlannedUnit {
  const char* id;
  const char* name;
  const char* parent;
  const char* kind;
  int knows_agreement_from;  // month 0..11; 12 = never, -1 = buys no bread
};

constexpr std::array<PlannedUnit, 10> kUnits = {{
    {"100", "Kommunen samlet", "", "municipality", -1},
    {"200", "Oppvekst og utdanning", "100", "sector", -1},
    {"300", "Helse og mestring", "100", "sector", -1},
    {"400", "Teknisk drift og eiendomsforvaltning", "100", "sector", -1},
    {"210", "Solvang skole", "200", "school", 0},
    {"220", "Nordmarka barne- og ungdomsskole", "200", "school", 6},
    {"230", "Bjørkelia barnehage", "200", "kindergarten", 12},
    {"310", "Furutun sykehjem", "300", "nursing_home", 4},
    {"320", "Åsgård bo- og omsorgssenter", "300", "nursing_home", 12},
    {"410", "Vei og park", "400", "technical", -1},
}};

const char* const kMonths[] = {"2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12",
                               "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"};

void add_agreement(ExampleWriter& writer, const ExampleBuyer& buyer, const PlannedAgreement& plan) {
  v1::ReferenceRecord record;
  record.set_op(v1::UPSERT);
  record.set_buyer_id(buyer.buyer_id);
  record.set_key(core::join_key({buyer.buyer_id, plan.id, plan.lot, plan.supplier_id}));
  record.mutable_position()->set_path("agreements.csv");
  record.mutable_position()->set_row(plan.row);
  auto& agreement = *record.mutable_agreement();
  agreement.set_buyer_id(buyer.buyer_id);
  agreement.set_agreement_id(plan.id);
  agreement.set_lot_id(plan.lot);
  agreement.set_title(plan.title);
  agreement.set_supplier_id(plan.supplier_id);
  agreement.set_supplier_name(plan.supplier_name);
  agreement.set_category_scheme("TST");
  agreement.add_categories(plan.category);
  agreement.set_valid_from("2025-01-01");
  agreement.set_valid_to("2028-12-31");
  agreement.set_e_commerce(true);
  agreement.set_saving_rate("0.36");
  agreement.set_saving_base(v1::OFF_PRICE);
  agreement.set_currency("NOK");
  agreement.set_owner_unit("100");
  writer.add(stream::kReferenceTopic, core::join_key({buyer.buyer_id, "agreement", record.key()}),
             record.SerializeAsString());
}

void add_unit(ExampleWriter& writer, const ExampleBuyer& buyer, const PlannedUnit& plan) {
  v1::ReferenceRecord record;
  record.set_op(v1::UPSERT);
  record.set_buyer_id(buyer.buyer_id);
  record.set_key(core::join_key({buyer.buyer_id, plan.id, "2020-01-01"}));
  record.mutable_position()->set_path("units.csv");
  auto& unit = *record.mutable_unit();
  unit.set_buyer_id(buyer.buyer_id);
  unit.set_unit_id(plan.id);
  unit.set_name(plan.name);
  unit.set_parent_id(plan.parent);
  unit.set_kind(plan.kind);
  unit.add_references(plan.id);
  unit.set_valid_from("2020-01-01");
  writer.add(stream::kReferenceTopic, core::join_key({buyer.buyer_id, "unit", record.key()}),
             record.SerializeAsString());
}

/// One invoice after another, with the KPI cells that their lines add up to.
class Year {
 public:
  Year(ExampleWriter& writer, const ExampleBuyer& buyer)
      : writer_(writer), buyer_(buyer), random_(buyer.seed * 7919) {}

  void add_month(int month) {
    for (const auto& unit : kUnits) {
      if (unit.parent == std::string_view("") || unit.parent == std::string_view("100")) continue;
      if (unit.knows_agreement_from >= 0) add_bread(month, unit);
      add_office(month, unit);
      if (next(4) == 0) add_other(month, unit);
    }
    add_unknown_unit(month);
  }

  void add_cells() {
    for (const auto& [grain, cell] : cells_) {
      std::string json;
      google::protobuf::util::JsonPrintOptions options;
      options.preserve_proto_field_names = true;
      (void)google::protobuf::util::MessageToJsonString(cell.message(), &json, options);
      writer_.add(stream::kKpisTopic, grain, json);
    }
  }

 private:
  std::uint32_t next(std::uint32_t below) {
    random_ = random_ * 1664525U + 1013904223U;
    return (random_ >> 8) % below;
  }

  PlannedInvoice invoice(int month, const std::string& unit, const PlannedSeller& seller) {
    PlannedInvoice planned;
    planned.buyer_id = buyer_.buyer_id;
    planned.buyer_name = buyer_.name;
    planned.seller = seller;
    planned.number = std::to_string(40000 + ++number_);
    const auto day = std::to_string(1 + next(28));
    planned.issue_date = std::string(kMonths[month]) + (day.size() == 1 ? "-0" : "-") + day;
    planned.unit_id = unit;
    return planned;
  }

  void add_bread(int month, const PlannedUnit& unit) {
    const bool loyal = month >= unit.knows_agreement_from;
    auto planned = invoice(month, unit.id, loyal ? kAgreedBakery : kLocalBakery);
    planned.order_number = loyal ? "B" + planned.number : "";
    const auto line_count = 1 + next(3);
    for (std::uint32_t i = 0; i < line_count; ++i) {
      PlannedLine line{.item_name = i == 0 ? "Grovbrød, skåret" : "Rundstykker, fine",
                       .category = "50181900",
                       .minor_units = 90000 + next(250000)};
      line.agreement = kBakeryAgreement;
      line.coverage = v1::COVERED;
      line.on_agreement = loyal;
      line.channel = loyal ? v1::CATALOGUE : v1::INVOICE_ONLY;
      if (!loyal) line.missed_minor_units = (line.minor_units * 36 + 50) / 100;
      planned.lines.push_back(line);
    }
    publish(planned);
  }

  void add_office(int month, const PlannedUnit& unit) {
    auto planned = invoice(month, unit.id, kOfficeSupplier);
    planned.order_number = "B" + planned.number;
    PlannedLine line{.item_name = "Kopipapir A4, 80 g, 5 × 500 ark",
                     .category = "14111507",
                     .minor_units = 40000 + next(90000)};
    line.agreement = kOfficeAgreement;
    line.coverage = v1::COVERED;
    line.on_agreement = true;
    line.channel = next(3) == 0 ? v1::FREETEXT_ORDER : v1::CATALOGUE;
    line.price_too_high = next(6) == 0;
    planned.lines.push_back(line);
    publish(planned);
  }

  void add_other(int month, const PlannedUnit& unit) {
    auto planned = invoice(month, unit.id, kCraftsman);
    PlannedLine line{.item_name = "Vedlikehold av bygg, timer",
                     .category = "72101500",
                     .minor_units = 300000 + next(900000)};
    line.coverage = v1::NOT_COVERED;
    line.channel = v1::INVOICE_ONLY;
    planned.lines.push_back(line);
    PlannedLine unclear{.item_name = "Diverse", .minor_units = 20000 + next(60000)};
    unclear.coverage = v1::COVERAGE_UNDETERMINED;
    unclear.channel = v1::INVOICE_ONLY;
    planned.lines.push_back(unclear);
    publish(planned);
  }

  void add_unknown_unit(int month) {
    auto planned = invoice(month, "unknown", kOfficeSupplier);
    planned.order_number = "999";
    planned.order_known = false;
    PlannedLine line{
        .item_name = "Permer", .category = "44122000", .minor_units = 15000 + next(20000)};
    line.coverage = v1::NOT_COVERED;
    planned.lines.push_back(line);
    publish(planned);
  }

  void publish(const PlannedInvoice& planned) {
    const auto xml = invoice_xml(planned);
    const auto hash = core::sha256_hex(xml);
    const auto offset = writer_.add_raw(xml);
    const auto fact = invoice_fact(planned, hash);
    const auto key = bi::document_key(fact.identity());
    writer_.add(stream::kDocumentsTopic, planned.buyer_id,
                invoice_document(planned, hash, writer_.partition(), offset).SerializeAsString());
    writer_.add(stream::kFactsTopic, key, fact.SerializeAsString());
    auto verdict = invoice_verdict(planned, hash);
    const auto subject = bi::subject_key(verdict.subject());
    if (number_ % 9 == 0) {
      writer_.add(stream::kVerdictsTopic, subject,
                  before_agreement_was_known(verdict).SerializeAsString());
      verdict.mutable_provenance()->set_revision(2);
    }
    writer_.add(stream::kVerdictsTopic, subject, verdict.SerializeAsString());
    for (const auto& line : planned.lines) count(planned, line);
  }

  void count(const PlannedInvoice& planned, const PlannedLine& line) {
    const bool covered = line.coverage == v1::COVERED;
    const bool e_commerce = line.channel == v1::CATALOGUE || line.channel == v1::FREETEXT_ORDER;
    const bool channel_known = line.channel != v1::CHANNEL_UNSPECIFIED;
    const bool decided = line.coverage != v1::COVERAGE_UNDETERMINED;
    cell(planned, "spend_amount").add(line.minor_units, {true, true, true});
    cell(planned, "agreement_loyalty_ratio")
        .add(line.minor_units, {line.on_agreement, covered, decided});
    cell(planned, "e_commerce_share_of_total_ratio")
        .add(line.minor_units, {e_commerce, channel_known, channel_known});
    const bool potential = covered && channel_known;
    cell(planned, "e_commerce_share_of_potential_ratio")
        .add(line.minor_units,
             {potential && e_commerce, potential, decided && (!covered || channel_known)});
    if (covered && !line.on_agreement) {
      cell(planned, "missed_saving_amount")
          .add(line.minor_units, {true, true, true}, line.missed_minor_units);
    }
  }

  ExampleCell& cell(const PlannedInvoice& planned, const std::string& kpi) {
    const auto month = planned.issue_date.substr(0, 7);
    auto& cell = cells_[core::join_key({planned.buyer_id, kpi, planned.unit_id, month, "NOK"})];
    cell.name(planned.buyer_id, kpi, planned.unit_id, month);
    return cell;
  }

  ExampleWriter& writer_;
  const ExampleBuyer& buyer_;
  std::uint32_t random_;
  int number_ = 0;
  std::map<std::string, ExampleCell> cells_;
};

}  // namespace

void ExampleWriter::add(std::string_view topic, std::string key, std::optional<std::string> value,
                        std::vector<stream::Header> headers) {
  auto& offset = next_[{std::string(topic), partition_}];
  topics_.records.push_back({std::string(topic), partition_, offset++, std::move(key),
                             std::move(value), std::move(headers)});
}

std::int64_t ExampleWriter::add_raw(const std::string& bytes) {
  auto& offset = next_[{std::string(kRawTopic), partition_}];
  topics_.raw[{std::string(kRawTopic), partition_, offset}] = bytes;
  return offset++;
}

void ExampleWriter::add_dead_letters() {
  const auto add_one = [this](const char* source, const char* reason, const char* place) {
    add(stream::kDeadLettersTopic, source, "<Invoice/>",
        {{"procured.source.connector", "folder"},
         {"procured.source.key", source},
         {"procured.error.code", reason},
         {"procured.error.place", place},
         {"procured.error.stage", "normalise"}});
  };
  add_one("faktura/tom.xml", "empty", "line 1");
  add_one("faktura/uten-valuta.xml", "currency_missing", "/Invoice");
  add_one("faktura/paaminnelse.xml", "kind_not_supported", "/Reminder");
}

void add_municipality(ExampleWriter& writer, const ExampleBuyer& buyer) {
  writer.begin_buyer(static_cast<std::int32_t>(buyer.seed));
  for (const auto& unit : kUnits) add_unit(writer, buyer, unit);
  add_agreement(writer, buyer, kBakeryAgreement);
  add_agreement(writer, buyer, kOfficeAgreement);
  Year year(writer, buyer);
  for (int month = 0; month < 12; ++month) year.add_month(month);
  year.add_cells();
}

}  // namespace procured::support
