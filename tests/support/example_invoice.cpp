#include "support/example_invoice.h"

#include "bi/keys.h"
#include "core/decimal.h"

namespace procured::support {
namespace {

std::string source_key(const PlannedInvoice& planned) {
  return "faktura/" + planned.number + ".xml";
}

std::string line_path(std::size_t index, const char* rest) {
  return "/Invoice/cac:InvoiceLine[" + std::to_string(index + 1) + "]" + rest;
}

std::int64_t total(const PlannedInvoice& planned) {
  std::int64_t sum = 0;
  for (const auto& line : planned.lines) sum += line.minor_units;
  return sum;
}

v1::Identity identity_of(const PlannedInvoice& planned) {
  v1::Identity identity;
  identity.set_buyer_id(planned.buyer_id);
  identity.set_kind(v1::INVOICE);
  identity.set_seller_id(planned.seller.id);
  identity.set_document_number(planned.number);
  identity.set_issue_year(std::stoi(planned.issue_date.substr(0, 4)));
  return identity;
}

void set_agreement(v1::AgreementRef& reference, const PlannedAgreement& plan) {
  reference.set_agreement_id(plan.id);
  reference.set_lot_id(plan.lot);
  reference.set_supplier_id(plan.supplier_id);
}

struct Place {
  std::string field;
  std::string value;
  std::string path;
};

void add_evidence(v1::Finding& finding, const PlannedInvoice& planned, const std::string& hash,
                  const Place& place) {
  auto& evidence = *finding.add_evidence();
  evidence.set_field(place.field);
  evidence.set_value(place.value);
  evidence.set_connector("folder");
  evidence.set_source_key(source_key(planned));
  evidence.set_content_hash(hash);
  evidence.set_path(place.path);
}

v1::Finding finding_of(const char* rule, std::uint32_t line, v1::Outcome outcome,
                       const char* message) {
  v1::Finding finding;
  finding.set_rule(rule);
  finding.set_rule_version(1);
  finding.set_family(v1::Finding::COMPLIANCE);
  finding.set_line_number(line);
  if (line > 0) finding.set_line_id(std::to_string(line));
  finding.set_outcome(outcome);
  finding.set_message(message);
  return finding;
}

void add_compared(v1::Finding& finding, const char* name, const std::string& value, bool money) {
  auto& compared = *finding.add_compared();
  compared.set_name(name);
  compared.set_value(value);
  if (money) {
    compared.set_unit_code("C62");
    compared.set_currency("NOK");
  }
}

v1::Finding bypassed(const PlannedInvoice& planned, const std::string& hash, std::size_t index) {
  const auto& line = planned.lines[index];
  const auto number = static_cast<std::uint32_t>(index + 1);
  if (line.coverage == v1::NOT_COVERED) {
    return finding_of("agreement_bypassed", number, v1::NOT_APPLICABLE,
                      "agreement_bypassed.not_applicable");
  }
  if (line.coverage == v1::COVERAGE_UNDETERMINED) {
    auto finding = finding_of("agreement_bypassed", number, v1::UNDETERMINED,
                              "agreement_bypassed.undetermined");
    finding.add_missing("category");
    return finding;
  }
  auto finding =
      line.on_agreement
          ? finding_of("agreement_bypassed", number, v1::COMPLIANT, "agreement_bypassed.compliant")
          : finding_of("agreement_bypassed", number, v1::BREACH, "agreement_bypassed.breach");
  finding.set_source("Rammeavtale " + line.agreement.id + ", plikt til bruk");
  set_agreement(*finding.mutable_agreement(), line.agreement);
  add_compared(finding, "seller", planned.seller.id, false);
  add_compared(finding, "agreement_supplier", line.agreement.supplier_id, false);
  add_evidence(finding, planned, hash,
               {"seller", planned.seller.name, "/Invoice/cac:AccountingSupplierParty/cac:Party"});
  add_evidence(finding, planned, hash,
               {"line_extension_amount", decimal_of(line.minor_units),
                line_path(index, "/cbc:LineExtensionAmount")});
  if (!line.on_agreement) {
    finding.set_missed_amount(decimal_of(line.missed_minor_units));
    finding.mutable_would_comply()->set_change("supplier");
    finding.mutable_would_comply()->set_value(line.agreement.supplier_id);
  }
  return finding;
}

v1::Finding priced(const PlannedInvoice& planned, const std::string& hash, std::size_t index) {
  const auto& line = planned.lines[index];
  const auto agreed =
      line.price_too_high ? line.minor_units - line.minor_units / 10 : line.minor_units;
  auto finding = line.price_too_high
                     ? finding_of("price_above_agreement", static_cast<std::uint32_t>(index + 1),
                                  v1::BREACH, "price_above_agreement.breach")
                     : finding_of("price_above_agreement", static_cast<std::uint32_t>(index + 1),
                                  v1::COMPLIANT, "price_above_agreement.compliant");
  finding.set_source("Rammeavtale " + line.agreement.id + ", prisvedlegg");
  set_agreement(*finding.mutable_agreement(), line.agreement);
  add_compared(finding, "paid", decimal_of(line.minor_units), true);
  add_compared(finding, "agreed", decimal_of(agreed), true);
  add_compared(finding, "tolerance", "0.02", true);
  add_evidence(finding, planned, hash,
               {"price_amount", decimal_of(line.minor_units),
                line_path(index, "/cac:Price/cbc:PriceAmount")});
  if (line.price_too_high) {
    finding.set_recoverable_amount(decimal_of(line.minor_units - agreed));
    finding.mutable_would_comply()->set_change("price");
    finding.mutable_would_comply()->set_value(decimal_of(agreed));
  }
  return finding;
}

v1::Finding ordered(const PlannedInvoice& planned, const std::string& hash) {
  if (planned.order_number.empty()) {
    auto finding = finding_of("order_missing", 0, v1::BREACH, "order_missing.breach");
    finding.set_source("Kommunens innkjøpsrutine: bestilling før faktura");
    finding.set_exposed_amount(decimal_of(total(planned)));
    finding.mutable_would_comply()->set_change("order");
    return finding;
  }
  auto finding =
      planned.order_known
          ? finding_of("order_missing", 0, v1::COMPLIANT, "order_missing.compliant")
          : finding_of("order_missing", 0, v1::UNDETERMINED, "order_missing.undetermined");
  finding.set_source("Kommunens innkjøpsrutine: bestilling før faktura");
  add_evidence(finding, planned, hash,
               {"order_reference", planned.order_number, "/Invoice/cac:OrderReference/cbc:ID"});
  if (!planned.order_known) {
    finding.add_missing("order");
    auto& parameter = *finding.add_parameters();
    parameter.set_name("order_reference");
    parameter.set_value(planned.order_number);
  }
  return finding;
}

int gravity(v1::Outcome outcome) {
  switch (outcome) {
    case v1::BREACH:
      return 4;
    case v1::UNDETERMINED:
      return 3;
    case v1::JUSTIFIED_EXCEPTION:
      return 2;
    case v1::COMPLIANT:
      return 1;
    default:
      return 0;
  }
}

void set_gravest(v1::Verdict& verdict) {
  verdict.set_outcome(v1::NOT_APPLICABLE);
  for (const auto& finding : verdict.findings()) {
    if (gravity(finding.outcome()) > gravity(verdict.outcome()))
      verdict.set_outcome(finding.outcome());
  }
}

}  // namespace

std::string decimal_of(std::int64_t minor_units) {
  return core::Decimal(minor_units, 2).to_string();
}

std::string invoice_xml(const PlannedInvoice& planned) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"\n"
      "  xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\"\n"
      "  xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">\n"
      "  <cbc:ID>" +
      planned.number + "</cbc:ID>\n  <cbc:IssueDate>" + planned.issue_date +
      "</cbc:IssueDate>\n  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>\n"
      "  <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>\n";
  if (!planned.order_number.empty()) {
    xml += "  <cac:OrderReference>\n    <cbc:ID>" + planned.order_number +
           "</cbc:ID>\n  </cac:OrderReference>\n";
  }
  const auto party = [](const std::string& name, const std::string& id) {
    return "    <cac:Party>\n      <cac:PartyLegalEntity>\n        <cbc:RegistrationName>" + name +
           "</cbc:RegistrationName>\n        <cbc:CompanyID schemeID=\"0192\">" + id.substr(5) +
           "</cbc:CompanyID>\n      </cac:PartyLegalEntity>\n    </cac:Party>\n";
  };
  auto seller_name = planned.seller.name;
  if (const auto at = seller_name.find('&'); at != std::string::npos)
    seller_name.replace(at, 1, "&amp;");
  xml += "  <cac:AccountingSupplierParty>\n" + party(seller_name, planned.seller.id) +
         "  </cac:AccountingSupplierParty>\n  <cac:AccountingCustomerParty>\n" +
         party(planned.buyer_name, planned.buyer_id) + "  </cac:AccountingCustomerParty>\n";
  std::size_t index = 0;
  for (const auto& line : planned.lines) {
    const auto amount = decimal_of(line.minor_units);
    xml += "  <cac:InvoiceLine>\n    <cbc:ID>" + std::to_string(++index) +
           "</cbc:ID>\n    <cbc:InvoicedQuantity unitCode=\"C62\">1</cbc:InvoicedQuantity>\n"
           "    <cbc:LineExtensionAmount currencyID=\"NOK\">" +
           amount + "</cbc:LineExtensionAmount>\n    <cac:Item>\n      <cbc:Name>" +
           line.item_name +
           "</cbc:Name>\n    </cac:Item>\n    <cac:Price>\n      <cbc:PriceAmount "
           "currencyID=\"NOK\">" +
           amount + "</cbc:PriceAmount>\n    </cac:Price>\n  </cac:InvoiceLine>\n";
  }
  return xml + "</Invoice>\n";
}

v1::PurchaseDocument invoice_document(const PlannedInvoice& planned, const std::string& hash,
                                      std::int32_t partition, std::int64_t offset) {
  v1::PurchaseDocument document;
  document.set_op(v1::UPSERT);
  *document.mutable_identity() = identity_of(planned);
  document.mutable_origin()->set_connector("folder");
  document.mutable_origin()->set_source_key(source_key(planned));
  document.mutable_origin()->set_content_hash(hash);
  document.mutable_provenance()->set_topic(std::string(kRawTopic));
  document.mutable_provenance()->set_partition(partition);
  document.mutable_provenance()->set_offset(offset);
  return document;
}

v1::Fact invoice_fact(const PlannedInvoice& planned, const std::string& hash) {
  v1::Fact fact;
  *fact.mutable_identity() = identity_of(planned);
  fact.set_seller_id(planned.seller.id);
  fact.set_seller_name(planned.seller.name);
  fact.set_buyer_name(planned.buyer_name);
  fact.set_issue_date(planned.issue_date);
  fact.set_decided_on(planned.issue_date);
  fact.set_month(planned.issue_date.substr(0, 7));
  fact.set_currency("NOK");
  fact.set_type_code("380");
  fact.set_order_reference(planned.order_number);
  fact.set_amount(decimal_of(total(planned)));
  for (const auto& line : planned.lines) {
    auto& out = *fact.add_lines();
    out.set_number(static_cast<std::uint32_t>(fact.lines_size()));
    out.set_line_id(std::to_string(fact.lines_size()));
    out.set_amount(decimal_of(line.minor_units));
    out.set_quantity("1");
    out.set_unit_code("C62");
    out.set_item_name(line.item_name);
    out.set_unit_id(planned.unit_id);
    out.set_channel(line.channel);
    out.set_coverage(line.coverage);
    if (!line.category.empty()) {
      out.add_categories()->set_scheme("TST");
      out.mutable_categories(0)->set_code(line.category);
    }
    if (line.coverage == v1::COVERED) {
      set_agreement(*out.mutable_agreement(), line.agreement);
      out.set_on_agreement(line.on_agreement);
      out.set_potential(true);
      if (!line.on_agreement) out.set_missed_saving(decimal_of(line.missed_minor_units));
    }
  }
  auto& sighting = *fact.add_sightings();
  sighting.set_connector("folder");
  sighting.set_source_key(source_key(planned));
  sighting.set_content_hash(hash);
  return fact;
}

v1::Verdict invoice_verdict(const PlannedInvoice& planned, const std::string& hash) {
  v1::Verdict verdict;
  verdict.set_status(v1::Verdict::CURRENT);
  verdict.set_policy_revision(1);
  verdict.set_currency("NOK");
  verdict.mutable_subject()->set_kind(v1::Subject::DOCUMENT);
  verdict.mutable_subject()->set_buyer_id(planned.buyer_id);
  *verdict.mutable_subject()->mutable_document() = identity_of(planned);
  for (std::size_t i = 0; i < planned.lines.size(); ++i) {
    *verdict.add_findings() = bypassed(planned, hash, i);
    const auto& line = planned.lines[i];
    if (line.agreement.id == kOfficeAgreement.id)
      *verdict.add_findings() = priced(planned, hash, i);
  }
  *verdict.add_findings() = ordered(planned, hash);
  set_gravest(verdict);
  verdict.mutable_provenance()->set_revision(1);
  verdict.mutable_provenance()->set_known_at(planned.issue_date + "T10:30:00.000Z");
  verdict.mutable_provenance()->set_cause("agreements.csv");
  return verdict;
}

v1::Verdict before_agreement_was_known(const v1::Verdict& verdict) {
  v1::Verdict earlier = verdict;
  for (auto& finding : *earlier.mutable_findings()) {
    if (finding.rule() != "agreement_bypassed") continue;
    const auto line = finding.line_number();
    finding = finding_of("agreement_bypassed", line, v1::NOT_APPLICABLE,
                         "agreement_bypassed.not_applicable");
  }
  set_gravest(earlier);
  earlier.mutable_provenance()->set_revision(1);
  const auto date = verdict.provenance().known_at().substr(0, 10);
  earlier.mutable_provenance()->set_known_at(date + "T08:00:00.000Z");
  earlier.mutable_provenance()->set_cause(verdict.subject().document().document_number());
  return earlier;
}

void ExampleCell::name(const std::string& buyer, const std::string& kpi, const std::string& unit,
                       const std::string& month) {
  cell_.set_buyer_id(buyer);
  cell_.set_kpi(kpi);
  cell_.set_unit_id(unit);
  cell_.set_month(month);
  cell_.set_currency("NOK");
  cell_.set_definition_version(1);
}

void ExampleCell::add(std::int64_t minor_units, Part part) { add(minor_units, part, minor_units); }

void ExampleCell::add(std::int64_t minor_units, Part part, std::int64_t numerator) {
  if (part.in_numerator) numerator_ += numerator;
  if (part.in_denominator) denominator_ += minor_units;
  if (part.in_denominator) ++count_;
  if (part.known) known_ += minor_units;
  scope_ += minor_units;
}

v1::KpiCell ExampleCell::message() const {
  auto cell = cell_;
  const bool ratio = cell.kpi().ends_with("_ratio");
  cell.set_numerator(decimal_of(numerator_));
  if (ratio) cell.set_denominator(decimal_of(denominator_));
  cell.set_count(count_);
  cell.set_coverage_known(decimal_of(known_));
  cell.set_coverage_scope(decimal_of(scope_));
  cell.set_status(ratio && denominator_ <= 0 ? "NOT_MEANINGFUL" : "OK");
  return cell;
}

}  // namespace procured::support
