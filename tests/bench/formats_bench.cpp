#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "connectors/mapping/catalogue.h"

// What decoding and mapping cost per format, on one core: a sample of the catalogue with one of its
// lines repeated up to 10 KB. The goals: XML 2 µs per KB, JSON 5 µs per KB, EDIFACT and flat IDoc
// 100 MB/s.
namespace procured {
namespace {

constexpr std::size_t kDocumentBytes = 10'000;

struct Format {
  const char* name;
  const char* sample;
  const char* line;  ///< Where a line starts; it ends where the next one does.
};

constexpr Format kFormats[] = {
    {"ubl_invoice", "ubl/samples/invoice.xml", "  <cac:InvoiceLine>"},
    {"cii_invoice", "cii/samples/invoice.xml", "    <ram:IncludedSupplyChainTradeLineItem>"},
    {"cxml_order", "cxml/samples/order.xml", "      <ItemOut "},
    {"cxml_invoice", "cxml/samples/invoice_for_two_orders.xml", "  <InvoiceDetailOrder>"},
    {"opentrans_order", "opentrans/samples/order.xml", "    <o:ORDER_ITEM>"},
    {"idoc_xml_invoice", "sap_idoc/samples/invoice.xml", "    <E1EDP01 "},
    {"idoc_flat_order", "sap_idoc/samples/order_flat.idoc", "E2EDP01"},
    {"edifact_invoice", "edifact/samples/invoice.edi", "LIN+"},
    {"x12_invoice", "x12/samples/invoice.x12", "IT1*"},
    {"s4hana_invoice", "sap_s4hana/samples/invoice.json", "    {\n      \"SupplierInvoice\""},
    {"dynamics_bc_invoices", "dynamics_bc/samples/invoices.json", "        {\n"},
    {"shopify_orders", "shopify/samples/orders.json", "        {\n          \"id\""},
};

std::string catalogue_folder() {
  return std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue/";
}

/// Adds to a number of six digits that every line of a flat IDoc has at a column.
void add_at(std::string& line, std::size_t column, int added) {
  const auto number = std::stoi(line.substr(column, 6)) + added;
  line.replace(column, 6, fmt::format("{:06}", number));
}

/// Segments of a flat IDoc are numbered and name their parents: those behind an inserted line move.
/// @source EDI_DD40: SEGNUM from column 49, PSGNUM from column 55
void renumber(std::string& text, std::size_t from, int segments) {
  const auto first = std::stoi(text.substr(from + 49, 6));
  std::istringstream lines(text.substr(from));
  text.resize(from);
  for (std::string line; std::getline(lines, line); text += line + '\n') {
    if (std::stoi(line.substr(55, 6)) >= first) add_at(line, 55, segments);
    add_at(line, 49, segments);
  }
}

/// The sample with its first line as often as 10 KB hold.
std::string document_of(const Format& format) {
  std::ifstream file(catalogue_folder() + format.sample, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  auto text = std::move(bytes).str();
  const auto start = text.find(format.line);
  const auto next = text.find(format.line, start + 1);
  if (next == std::string::npos)
    throw std::runtime_error(std::string(format.sample) + ": fewer than two lines");
  const auto line = text.substr(start, next - start);
  const bool numbered = std::string_view(format.sample).ends_with(".idoc");
  while (text.size() + line.size() <= kDocumentBytes) {
    if (numbered) renumber(text, start, static_cast<int>(std::ranges::count(line, '\n')));
    text.insert(start, line);
  }
  return text;
}

void decode_and_map(benchmark::State& state, const Format& format) {
  static const auto catalogue = mapping::Catalogue::load({catalogue_folder()});
  const auto document = document_of(format);
  mapping::ConnectorSettings settings;
  settings.default_buyer = "0192:958935420";
  settings.default_seller = "0192:964338531";
  const auto take = [](mapping::Decoded& part) { benchmark::DoNotOptimize(part); };
  for (auto _ : state) catalogue.value().decode(document, settings, take);
  // Later documents of a sample may be there to be refused.
  const auto decoding = catalogue.value().decode_whole(document, settings);
  if (const auto* error = std::get_if<core::Error>(&decoding.parts.front().outcome))
    state.SkipWithError((error->code + " at " + error->place + ": " + error->detail).c_str());
  const auto bytes = static_cast<double>(document.size());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(document.size()));
  state.counters["seconds_per_kB"] = benchmark::Counter(
      bytes / 1000, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

}  // namespace
}  // namespace procured

int main(int argc, char** argv) {
  for (const auto& format : procured::kFormats) {
    benchmark::RegisterBenchmark(format.name, procured::decode_and_map, format);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
