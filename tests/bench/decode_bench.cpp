#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>
#include <pugixml.hpp>
#include <sstream>

#include "connectors/mapping/catalogue.h"
#include "connectors/quality/arithmetic.h"
#include "connectors/reader/xml_reader.h"
#include "core/hash.h"

// What decoding one 10 KB invoice costs on one core: the whole (the goal is 20 µs), and the parts
// it is made of.
namespace procured {
namespace {

constexpr std::size_t kInvoiceBytes = 10'000;

std::string sample(const char* name) {
  std::ifstream file(std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue/" + name,
                     std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

/// The invoice sample, with its last line repeated up to 10 KB.
const std::string& invoice() {
  static const std::string made = [] {
    auto text = sample("ubl/samples/invoice.xml");
    const auto start = text.rfind("  <cac:InvoiceLine>");
    const auto end = text.find("</Invoice>", start);
    const auto line = text.substr(start, end - start);
    while (text.size() + line.size() <= kInvoiceBytes) text.insert(end, line);
    return text;
  }();
  return made;
}

const mapping::Catalogue& catalogue() {
  static const auto loaded =
      mapping::Catalogue::load({std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue"});
  return loaded.value();
}

void take(mapping::Decoded& part) { benchmark::DoNotOptimize(part); }

void decode_invoice(benchmark::State& state) {
  // Loaded before: within the first turn it may take all the time there is to measure.
  const auto& loaded = catalogue();
  const auto& bytes = invoice();
  for (auto _ : state) loaded.decode(bytes, {}, take);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(invoice().size()));
}
BENCHMARK(decode_invoice);

/// The baseline: what the parser alone takes for the same bytes, without any check.
void baseline_pugixml_alone(benchmark::State& state) {
  std::string buffer;
  for (auto _ : state) {
    buffer = invoice();
    pugi::xml_document document;
    benchmark::DoNotOptimize(document.load_buffer_inplace(buffer.data(), buffer.size(),
                                                          pugi::parse_minimal | pugi::parse_escapes,
                                                          pugi::encoding_utf8));
  }
}
BENCHMARK(baseline_pugixml_alone);

void of_which_reading_the_tree(benchmark::State& state) {
  reader::XmlReader reader;
  reader::Tree tree;
  const reader::Names names;
  for (auto _ : state) benchmark::DoNotOptimize(reader.read(invoice(), names, tree));
}
BENCHMARK(of_which_reading_the_tree);

/// Of ten lines, without a finding.
void of_which_checking_arithmetic(benchmark::State& state) {
  auto decoding = catalogue().decode_whole(sample("ubl/samples/invoice.xml"), {});
  auto& document = std::get<mapping::DecodedDocument>(decoding.parts.front().outcome);
  auto& content = document.content;
  const auto line = content.lines(0);
  auto& totals = *content.mutable_totals();
  for (; content.lines_size() < 10; *content.add_lines() = line) continue;
  totals.set_line_extension_amount("3414");  // 9 × 376 + 30
  totals.set_tax_exclusive_amount("3464");
  totals.set_tax_inclusive_amount("3537.4");
  totals.set_payable_amount("3537.4");
  for (auto _ : state) mapping::check_arithmetic(document.places, content);
  if (content.data_quality_size() > 0) state.SkipWithError("the invoice should have no finding");
}
BENCHMARK(of_which_checking_arithmetic);

/// Not part of decoding: normalising needs it once a file.
void hash_invoice(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(core::sha256_hex(invoice()));
}
BENCHMARK(hash_invoice);

void decode_attachment_of_10_mb(benchmark::State& state) {
  auto bytes = invoice();
  bytes.insert(bytes.find("JVBERi0xLjQK"), std::string(10 << 20, 'A'));
  const auto& loaded = catalogue();
  for (auto _ : state) loaded.decode(bytes, {}, take);
}
BENCHMARK(decode_attachment_of_10_mb);

void decode_register_row(benchmark::State& state) {
  auto bytes = sample("register/samples/agreements.csv");
  const auto row = bytes.substr(bytes.find('\n') + 1);
  constexpr int kRepeats = 500;
  for (int i = 1; i < kRepeats; ++i) bytes += row;
  const auto& loaded = catalogue();
  for (auto _ : state) loaded.decode(bytes, {}, take);
  state.SetItemsProcessed(state.iterations() * kRepeats * 2);
}
BENCHMARK(decode_register_row);

}  // namespace
}  // namespace procured

BENCHMARK_MAIN();
