#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <tuple>

#include "connectors/tools/field_selector.h"
#include "connectors/tools/lint_checks.h"
#include "connectors/tools/state_ways.h"
#include "core/text.h"

namespace procured::tools {

using mapping::Edge;
using mapping::Program;
using mapping::Statement;
using mapping::Variant;

namespace {

/// A term, and the fields of the contract of which one says it.
struct CoreTerm {
  std::string_view term;
  std::array<std::string_view, 4> fields;
};

/// What EN 16931 demands of every invoice and credit note and the judge needs; of the totals one,
/// as systems other than invoicing networks know not all. @source EN 16931-1, table 2
constexpr auto kBillingTerms = std::to_array<CoreTerm>({
    {"the invoice number (BT-1)", {"id"}},
    {"the issue date (BT-2)", {"issue_date"}},
    {"the currency (BT-5)", {"document_currency_code"}},
    {"the seller's name or number (BT-27)",
     {"seller.registration_name", "seller.name", "seller.legal_id", "seller.identifications.id"}},
    {"the buyer's name or number (BT-44)",
     {"buyer.registration_name", "buyer.name", "buyer.legal_id", "buyer.identifications.id"}},
    {"a total (BT-109, BT-112 or BT-115)",
     {"totals.tax_exclusive_amount", "totals.line_extension_amount", "totals.payable_amount",
      "totals.tax_inclusive_amount"}},
    {"the line's number (BT-126)", {"lines.id"}},
    {"the quantity (BT-129)", {"lines.quantity"}},
    {"the unit (BT-130)", {"lines.unit_code", "lines.base_quantity_unit_code"}},
    {"the line's net amount (BT-131)", {"lines.line_extension_amount"}},
    {"the price (BT-146)", {"lines.price_amount", "lines.gross_price_amount"}},
    {"the item's name (BT-153)", {"lines.item_name", "lines.item_description", "lines.note"}},
});

/// What every order has. @source Peppol BIS Ordering 3
constexpr auto kOrderTerms = std::to_array<CoreTerm>({
    {"the order number", {"id"}},
    {"the issue date", {"issue_date"}},
    {"the seller's name or number",
     {"seller.registration_name", "seller.name", "seller.legal_id", "seller.identifications.id"}},
    {"the buyer's name or number",
     {"buyer.registration_name", "buyer.name", "buyer.legal_id", "buyer.identifications.id"}},
    {"the line's number", {"lines.id"}},
    {"the quantity", {"lines.quantity"}},
    {"the unit", {"lines.unit_code", "lines.base_quantity_unit_code"}},
    {"the item's name", {"lines.item_name", "lines.item_description", "lines.note"}},
    {"the price", {"lines.price_amount", "lines.gross_price_amount"}},
});

/// What every other kind has: answers, advices, price lists and ledgers need no amounts.
constexpr auto kOtherTerms = std::to_array<CoreTerm>({
    {"the document's number", {"id"}},
    {"the issue date", {"issue_date"}},
    {"the seller's name or number",
     {"seller.registration_name", "seller.name", "seller.legal_id", "seller.identifications.id"}},
    {"the buyer's name or number",
     {"buyer.registration_name", "buyer.name", "buyer.legal_id", "buyer.identifications.id"}},
});

std::span<const CoreTerm> terms_of(const Program& program) {
  for (const auto& each : program.statements) {
    if (each.kind != Statement::Kind::kConstant ||
        program.fields[each.field].descriptor->name() != "kind")
      continue;
    if (each.text == "ORDER") return kOrderTerms;
    if (each.text != "INVOICE" && each.text != "CREDIT_NOTE") return kOtherTerms;
  }
  return kBillingTerms;
}

std::set<std::string> texts_of(const Variant& variant) {
  std::set<std::string> texts;
  for (const auto& predicate : variant.predicates) texts.insert(predicate.text);
  return texts;
}

/// States that no element can come to, because an earlier variant asks for less.
std::set<std::uint32_t> unreachable_states(const Program& program) {
  std::set<std::uint32_t> unreachable;
  for (const auto& state : program.states) {
    for (const auto& edge : state.edges) {
      for (std::size_t later = 1; later < edge.variants.size(); ++later) {
        const auto wanted = texts_of(edge.variants[later]);
        const auto takes_all = [&](const Variant& earlier) {
          const auto asked = texts_of(earlier);
          return std::includes(wanted.begin(), wanted.end(), asked.begin(), asked.end());
        };
        const auto end = edge.variants.begin() + static_cast<std::ptrdiff_t>(later);
        if (std::any_of(edge.variants.begin(), end, takes_all))
          unreachable.insert(edge.variants[later].state);
      }
    }
  }
  return unreachable;
}

bool leads_through(const std::vector<Way>& ways, std::uint32_t state,
                   const std::set<std::uint32_t>& tops) {
  for (; state != Statement::kAnywhere; state = ways[state].from) {
    if (tops.contains(state)) return true;
  }
  return false;
}

bool is_looked_up(std::string_view type) {
  return type.empty() || type == "text" || type == "enum" || type == "boolean";
}

void check_codes(const mapping::SourceFile& file, const config::YamlNode& rule,
                 const config::YamlNode& table, Findings& findings) {
  std::set<std::string> empty;
  if (const auto* texts = rule.find("empty")) {
    if (texts->is_scalar()) empty.insert(texts->scalar);
    for (const auto& item : texts->items) empty.insert(item.scalar);
  }
  for (const auto& entry : table.entries) {
    const auto& code = entry.key.scalar;
    if (core::trim(code) != code || code.empty()) {
      findings.add(lint_rule::kTableCodeUnreachable, file.document.place(entry.key),
                   fmt::format("no text is '{}': texts are trimmed and not empty", code));
    } else if (empty.contains(code)) {
      findings.add(lint_rule::kTableCodeUnreachable, file.document.place(entry.key),
                   fmt::format("'{}' is listed under empty and never looked up", code));
    }
  }
}

void check_node(const mapping::SourceFile& file, const config::YamlNode& node, Findings& findings) {
  if (const auto* table = node.find("table"); table != nullptr && table->is_map()) {
    const auto* type = node.find("type");
    if (type != nullptr && !is_looked_up(type->scalar)) {
      findings.add(lint_rule::kTableUnused, file.document.place(*table),
                   fmt::format("a {} is never looked up in a table", type->scalar));
    }
    check_codes(file, node, *table, findings);
  }
  for (const auto& item : node.items) check_node(file, item, findings);
  for (const auto& entry : node.entries) check_node(file, entry.value, findings);
}

}  // namespace

void check_core_fields(const Program& program, Findings& findings) {
  if (program.is_register) return;
  std::set<std::string> stated;
  bool reads = false;
  for (const auto& statement : program.statements) {
    if (statement.field == mapping::kNothing) continue;
    stated.insert(name_of_field(program, statement.field));
    reads = reads || statement.kind == Statement::Kind::kField;
  }
  // A mapping that reads nothing is there to refuse what it recognises.
  if (!reads) return;
  for (const auto& term : terms_of(program)) {
    std::vector<std::string_view> fields;
    for (const auto field : term.fields) {
      if (!field.empty()) fields.push_back(field);
    }
    const bool says = std::any_of(fields.begin(), fields.end(), [&](std::string_view field) {
      return stated.contains(std::string(field));
    });
    if (!says) {
      findings.add(lint_rule::kCoreFieldUnmapped, program.place,
                   fmt::format("'{}' never states {}: {}", program.title, term.term,
                               fmt::join(fields, " or ")));
    }
  }
}

void check_alternatives(const Program& program, Findings& findings) {
  const auto ways = ways_of(program);
  const auto unreachable = unreachable_states(program);
  std::set<std::tuple<mapping::Number, std::uint32_t, mapping::Symbol>> seen;
  for (const auto& statement : program.statements) {
    if (statement.state == Statement::kAnywhere) continue;
    if (leads_through(ways, statement.state, unreachable)) {
      findings.add(lint_rule::kAlternativeUnreachable, statement.place,
                   fmt::format("'{}' is never read: a path before it takes the same element and "
                               "asks for less",
                               statement.text));
    }
    if (statement.kind != Statement::Kind::kField) continue;
    const std::tuple path(statement.field, statement.state, statement.attribute);
    // What reads a part of the text, or looks it up, may leave it to the next.
    const auto& rule = program.fields[statement.rule];
    const bool takes_all = !rule.has_parts && rule.look_up == nullptr;
    if (seen.contains(path)) {
      findings.add(
          lint_rule::kAlternativeUnreachable, statement.place,
          fmt::format("'{}' stands among the alternatives of this field already", statement.text));
    }
    if (takes_all) seen.insert(path);
  }
}

void check_tables(const mapping::SourceFile& file, Findings& findings) {
  check_node(file, file.document.root(), findings);
}

}  // namespace procured::tools
