#include "config/policy.h"

#include <algorithm>
#include <set>

#include "config/reference_printer.h"
#include "config/yaml_reader.h"
#include "core/hash.h"
#include "core/text.h"
#include "model/party_id.h"

namespace procured::config {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kRevisionMax = 999'999'999'999'999;

void in_order(std::vector<std::string>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Canonical ids, everything sorted and once, so that the way of writing makes no other policy.
void make_canonical(OrderExemptions& exempt) {
  for (auto& supplier : exempt.suppliers) supplier = model::canonical_party_id(supplier);
  for (auto& agreement : exempt.agreements) agreement = core::trim(agreement);
  in_order(exempt.suppliers);
  in_order(exempt.agreements);
  const auto parts = [](const CategoryPrefix& category) {
    return std::tie(category.scheme, category.prefix);
  };
  auto& categories = exempt.categories;
  std::sort(categories.begin(), categories.end(),
            [&](const auto& left, const auto& right) { return parts(left) < parts(right); });
  categories.erase(
      std::unique(categories.begin(), categories.end(),
                  [&](const auto& left, const auto& right) { return parts(left) == parts(right); }),
      categories.end());
}

template <class Value>
void append(std::vector<Value>& all, std::vector<Value>& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Reads one file of the set into the policy.
class SetReader {
 public:
  explicit SetReader(LoadedPolicy& loaded) : loaded_(loaded) {}

  void read(const fs::path& path) {
    const auto document = YamlDocument::load(path);
    if (document.has_error()) {
      loaded_.problems.push_back({document.error().place, document.error().detail, {}});
      return;
    }
    auto& policy = loaded_.policy;
    auto exempt = std::exchange(policy.order_missing.exempt, {});
    YamlReader reader(document.value(), path.parent_path());
    reader.read(policy);
    append(exempt.suppliers, policy.order_missing.exempt.suppliers);
    append(exempt.categories, policy.order_missing.exempt.categories);
    append(exempt.agreements, policy.order_missing.exempt.agreements);
    policy.order_missing.exempt = std::move(exempt);
    for (const auto& problem : reader.problems()) loaded_.problems.push_back(problem);
    for (const auto& [option, place] : reader.single_values()) claim(option, place);
  }

  bool has_revision() const { return given_.contains("revision"); }

 private:
  void claim(const std::string& option, const std::string& place) {
    if (option.find('[') != std::string::npos) return;  // within a list
    const auto [first, fresh] = given_.emplace(option, place);
    if (fresh) return;
    loaded_.problems.push_back({place, "'" + option + "' already stands at " + first->second, {}});
  }

  LoadedPolicy& loaded_;
  std::map<std::string, std::string> given_;
};

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == ".yaml") files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

static void describe(Visitor& visitor, CategoryPrefix& category) {
  visitor.field("scheme", category.scheme,
                {.doc = "TST = UNSPSC, STI = CPV without check digit.", .choices = {"TST", "STI"}});
  visitor.field("prefix", category.prefix,
                {.doc = "The first digits of the codes meant.", .required = true});
}

static void describe(Visitor& visitor, PriceAbovePolicy& policy) {
  visitor.field("tolerance", policy.tolerance,
                {.doc = "How far above the agreed price a line may be, per unit of the agreement, "
                        "in the line's currency.",
                 .min = core::Decimal(),
                 .max = core::Decimal(1'000'000, 0)});
}

static void describe(Visitor& visitor, OrderExemptions& exempt) {
  visitor.field("suppliers", exempt.suppliers, {.doc = "Suppliers that send without an order."});
  visitor.list("categories", exempt.categories, {.doc = "Categories bought without an order."});
  visitor.field("agreements", exempt.agreements,
                {.doc = "Agreements (by id) under which no order is needed."});
}

static void describe(Visitor& visitor, OrderMissingPolicy& policy) {
  visitor.section("exempt", policy.exempt, {.doc = "What needs no order."});
}

void describe(Visitor& visitor, Policy& policy) {
  visitor.field("revision", policy.revision,
                {.doc = "Of the whole policy set; raise it with every change, it only grows.",
                 .min = core::Decimal(1, 0),
                 .max = core::Decimal(kRevisionMax, 0)});
  visitor.section("price_above_agreement", policy.price_above_agreement,
                  {.doc = "Lines on agreement that cost more than agreed."});
  visitor.section("order_missing", policy.order_missing, {.doc = "Invoices without an order."});
}

std::string Policy::content_hash() const {
  std::string text = core::join_key({"policy", price_above_agreement.tolerance.to_string()});
  const auto& exempt = order_missing.exempt;
  for (const auto& supplier : exempt.suppliers) {
    core::append_key(text, "supplier");
    core::append_key(text, supplier);
  }
  for (const auto& category : exempt.categories) {
    core::append_key(text, "category");
    core::append_key(text, category.scheme);
    core::append_key(text, category.prefix);
  }
  for (const auto& agreement : exempt.agreements) {
    core::append_key(text, "agreement");
    core::append_key(text, agreement);
  }
  return core::sha256_hex(text);
}

Policy default_policy() { return {}; }

LoadedPolicy load_policy(const fs::path& folder) {
  LoadedPolicy loaded;
  if (folder.empty()) return loaded;
  const auto files = files_of(folder);
  if (files.empty()) {
    loaded.problems.push_back({folder.string(), "no policy files (*.yaml) can be read here", {}});
    return loaded;
  }
  SetReader reader(loaded);
  for (const auto& file : files) reader.read(file);
  if (!reader.has_revision() && loaded.problems.empty()) {
    loaded.problems.push_back({files.front().string(), "'revision' is missing", {}});
  }
  make_canonical(loaded.policy.order_missing.exempt);
  return loaded;
}

std::string policy_reference() {
  Policy policy;
  policy.revision = 1;
  ReferencePrinter printer;
  describe(printer, policy);
  return "# Every option of a policy set with its default.\n\n" + printer.text();
}

}  // namespace procured::config
