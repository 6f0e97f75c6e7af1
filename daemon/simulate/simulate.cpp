#include "simulate/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "simulate/purchases.h"
#include "simulate/registers.h"
#include "simulate/truth.h"
#include "simulate/truth_readme.h"
#include "simulate/ubl.h"

namespace procured::simulate {
namespace {

namespace fs = std::filesystem;

class Writer {
 public:
  Writer(const fs::path& root, const std::function<void(std::size_t)>& progress)
      : root_(root), progress_(progress) {}

  /// Remembers the first failure; later calls do nothing.
  void write(const fs::path& name, const std::string& text) {
    if (!error_.empty()) return;
    const fs::path path = root_ / name;
    make_folder(path.parent_path());
    std::FILE* file = std::fopen(path.c_str(), "wb");
    bool good = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (file != nullptr) good = std::fclose(file) == 0 && good;
    if (!good) error_ = path.string();
    summary_.bytes += text.size();
  }

  void write_document(const fs::path& name, const std::string& text) {
    write(name, text);
    ++summary_.documents;
    if (progress_ && summary_.documents % 1000 == 0) progress_(summary_.documents);
  }

  const std::string& error() const { return error_; }
  const Summary& summary() const { return summary_; }

 private:
  void make_folder(const fs::path& folder) {
    if (!made_.insert(folder).second) return;
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) error_ = folder.string();
  }

  fs::path root_;
  const std::function<void(std::size_t)>& progress_;
  std::set<fs::path> made_;
  std::string error_;
  Summary summary_;
};

core::Result<void> check(const Options& options, const fs::path& folder) {
  if (options.buyers < 1 || options.buyers > kBuyersMax) {
    return core::fatal("bad_option", fmt::format("--buyers must be 1 to {}", kBuyersMax));
  }
  if (options.months < 1 || options.months > kMonthsMax) {
    return core::fatal("bad_option", fmt::format("--months must be 1 to {}", kMonthsMax));
  }
  std::error_code failure;
  if (fs::exists(folder, failure) && !fs::is_empty(folder, failure)) {
    return core::fatal("cannot_write", folder.string() +
                                           " is not empty: documents of two samples would mix. "
                                           "Name a new folder or remove this one first");
  }
  return boost::outcome_v2::success();
}

void write_documents(const World& world, const BuyerWorld& buyer, Writer& writer, Truth& truth) {
  const auto folder = [&](const core::Date& date) {
    return fs::path("documents") / buyer.number / date.month();
  };
  const auto name = [](const Document& document) {
    return (document.kind == Kind::kInvoice ? "invoice-" : "credit-note-") + document.number;
  };
  PurchaseSink sink;
  sink.order = [&](const Document& context, const Order& order) {
    writer.write_document(folder(order.issued) / ("order-" + order.number + ".xml"),
                          ubl_order(context, order));
  };
  sink.document = [&](const Document& document) {
    writer.write_document(folder(document.issued) / (name(document) + ".xml"),
                          ubl_billing(document));
    truth.add(document);
  };
  sink.copy = [&](const Document& document) {
    writer.write_document(folder(document.issued) / (name(document) + "-copy.xml"),
                          ubl_billing(document));
  };
  make_purchases(world, buyer, sink);
  for (const auto& catalogue : make_catalogues(world, buyer)) {
    writer.write_document(fs::path("documents") / buyer.number / "catalogues" /
                              ("catalogue-" + catalogue.number + ".xml"),
                          ubl_catalogue(catalogue));
  }
}

}  // namespace

core::Result<Summary> simulate(const Options& options, const std::string& folder,
                               const std::function<void(std::size_t)>& progress) {
  const auto checked = check(options, folder);
  if (!checked) return checked.error();
  const World world = build_world(options);
  Writer writer(folder, progress);
  for (const auto& [name, text] : registers(world))
    writer.write(fs::path("registers") / name, text);
  writer.write("procured.yaml", configuration(world));
  // Findings are written buyer by buyer in the order of the ids, so that the whole file is sorted
  // and only one buyer's are kept in memory.
  std::vector<const BuyerWorld*> by_id;
  for (const auto& buyer : world.buyers) by_id.push_back(&buyer);
  std::sort(by_id.begin(), by_id.end(),
            [](const auto* left, const auto* right) { return left->id < right->id; });
  Truth truth;
  std::string findings;
  for (const auto* buyer : by_id) {
    write_documents(world, *buyer, writer, truth);
    findings += truth.take_findings();
  }
  writer.write("truth/findings.jsonl", findings);
  writer.write("truth/amounts.json", truth.amounts());
  writer.write("truth/README.md", std::string(kTruthReadme));
  if (!writer.error().empty()) return core::fatal("cannot_write", "cannot write " + writer.error());
  return writer.summary();
}

}  // namespace procured::simulate
