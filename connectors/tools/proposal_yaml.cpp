#include "connectors/tools/proposal_yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace procured::tools {

using mapping::Syntax;

namespace {

constexpr std::size_t kExampleMax = 40;
constexpr std::string_view kDefaultPrefix = "own";  // of the namespace that documents do not name

bool is_word(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string yaml_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

class Rendering {
 public:
  Rendering(const std::string& title, const SampleLeaves& leaves, const SampleReading& reading)
      : title_(title), leaves_(leaves), reading_(reading) {}

  std::string run() {
    text_ = fmt::format(
        "# Proposed from samples by `procured connector new`. Every line is a guess: the comment "
        "says what it rests on.\n# Check each, and decide about what is listed at the end.\n"
        "document: {}\n",
        title_);
    namespaces();
    recognise();
    text_ += fmt::format("# The kind: {}. INVOICE, CREDIT_NOTE or ORDER?\nset: {{kind: {}}}\n",
                         reading_.kind_why, reading_.kind);
    fields();
    open_leaves();
    return text_;
  }

 private:
  /// A name of the sample as paths write it.
  std::string step(std::string_view name) const {
    std::string mark;
    if (name.starts_with('@')) {
      mark = "@";
      name.remove_prefix(1);
    }
    std::string prefix;
    if (leaves_.syntax == Syntax::kXml) {
      const auto colon = name.find(':');
      if (colon != std::string_view::npos) {
        prefix = std::string(name.substr(0, colon)) + ":";
        name.remove_prefix(colon + 1);
      } else if (mark.empty() && leaves_.namespaces.contains("")) {
        prefix = std::string(kDefaultPrefix) + ":";
      }
    }
    const auto local = is_word(name) ? std::string(name) : fmt::format("\"{}\"", name);
    return mark + prefix + local;
  }

  std::string path(const std::vector<std::string>& steps, std::size_t from) const {
    std::string text;
    for (auto i = from; i < steps.size(); ++i) text += (i == from ? "" : "/") + step(steps[i]);
    return text;
  }

  /// From the document, or with "/" before it from the root of the file where it stands outside.
  std::string document_path(const SamplePath& leaf) const {
    if (is_below(leaf, reading_.documents)) return path(leaf.steps, reading_.documents.size());
    return "/" + path(leaf.steps, 0);
  }

  void namespaces() {
    if (leaves_.syntax != Syntax::kXml || leaves_.namespaces.empty()) return;
    text_ += "namespaces:\n";
    for (const auto& [prefix, uri] : leaves_.namespaces) {
      text_ += fmt::format("  {}: {}\n", prefix.empty() ? std::string(kDefaultPrefix) : prefix,
                           yaml_quoted(uri));
    }
  }

  void recognise() {
    text_ += "recognise:\n";
    if (leaves_.syntax == Syntax::kJson) {
      text_ += "  syntax: json\n";
    } else if (leaves_.syntax == Syntax::kTable) {
      table();
    } else {
      text_ += fmt::format("  root: {}\n", yaml_quoted(step(leaves_.root)));
    }
    if (!reading_.documents.empty()) {
      text_ += fmt::format(
          "  # Each of these elements is a document: they repeat around the lines.\n"
          "  documents: {}\n",
          yaml_quoted(path(reading_.documents, 0)));
      position();
    }
    if (reading_.decimal_mark == ',')
      text_ += "  # Numbers of the samples have decimal commas.\n  decimal_mark: \",\"\n";
    if (leaves_.syntax == Syntax::kJson) conditions();
  }

  static std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + yaml_quoted(name);
    return "[" + text + "]";
  }

  void table() {
    const auto& table = leaves_.table;
    text_ += fmt::format(
        "  syntax: csv\n{}"
        "  # Files have all of these columns. Is that enough to tell them from other tables?\n"
        "  columns: {}\n"
        "  # Rows that say the same here are one document.\n"
        "  group_by: {}\n"
        "  # These say the same in all rows of a document; the others stand in `row`.\n"
        "  head: {}\n",
        table.is_utf8 ? "" : "  encodings: [Windows-1252]\n", listed(table.columns),
        yaml_quoted(table.group_by), listed(table.head));
  }

  void position() {
    for (const auto& guess : reading_.guesses) {
      if (guess.field != "id" || !is_below(*guess.path, reading_.documents)) continue;
      text_ += fmt::format("  position: {}\n", yaml_quoted(document_path(*guess.path)));
    }
  }

  /// JSON has no root name: what tells these documents from others is what they have.
  void conditions() {
    std::string items;
    for (const auto& guess : reading_.guesses) {
      const bool tells = guess.field == "id" || guess.field == "issue_date" ||
                         guess.field == "seller.legal_id" ||
                         guess.field == "seller.registration_name";
      if (tells && is_below(*guess.path, reading_.documents))
        items += fmt::format("    - {{path: {}}}\n", yaml_quoted(document_path(*guess.path)));
    }
    if (!reading_.lines.empty() && is_below({reading_.lines, 0, 0, 0, {}}, reading_.documents)) {
      items += fmt::format("    - {{path: {}}}\n",
                           yaml_quoted(path(reading_.lines, reading_.documents.size())));
    }
    if (items.empty()) return;
    text_ +=
        "  # Documents have all of these. Is that enough to tell them from other files?\n"
        "  when:\n" +
        items;
  }

  /// A guess as a line of YAML below its message.
  void field(const Guess& guess, const std::string& name, const std::string& where, int depth) {
    const auto indent = std::string(static_cast<std::size_t>(depth) * 2, ' ');
    const auto first = guess.path->values.empty() ? "" : example_of(guess.path->values.front());
    text_ += fmt::format("{}# {}; such as {}\n", indent, guess.why, first);
    std::string more;
    if (name.ends_with("_date")) {
      more += ", type: date";
      const bool is_iso = guess.shape.date_form == "YYYY-MM-DD";
      if (!is_iso) more += ", format: " + yaml_quoted(guess.shape.date_form);
      if (guess.shape.date_is_ambiguous)
        text_ += indent + "# DD/MM or MM/DD? The samples fit both.\n";
    }
    static const std::set<std::string, std::less<>> kDecimals = {"quantity", "tax_percent"};
    if (name.ends_with("_amount") || kDecimals.contains(name)) {
      more += ", type: decimal";
      if (leaves_.table.has_groups) more += ", thousands: [' ', '\u00a0']";
    }
    if (name == "document_currency_code")
      more += ", type: currency, default: $currency, required: missing_currency";
    if (guess.field == "id") more += ", required: missing_id";
    if (name == "issue_date") more += ", required: missing_issue_date";
    if (name == "line_extension_amount" && reading_.kind != "ORDER")
      more += ", required: missing_line_amount";
    if (name == "line_extension_amount" && guess.shape.has_negatives)
      text_ += indent +
               "# Some are negative: returns, or a credit note whose sign is to be turned "
               "(negate: true)?\n";
    text_ += more.empty()
                 ? fmt::format("{}{}: {}\n", indent, name, yaml_quoted(where))
                 : fmt::format("{}{}: {{at: {}{}}}\n", indent, name, yaml_quoted(where), more);
  }

  void fields() {
    text_ += "fields:\n";
    if (std::none_of(reading_.guesses.begin(), reading_.guesses.end(),
                     [](const Guess& guess) { return guess.field == "document_currency_code"; })) {
      text_ +=
          "  # No currency was found: the connector's default_currency is taken.\n"
          "  document_currency_code: {default: $currency, required: missing_currency}\n";
    }
    for (const auto& guess : reading_.guesses) {
      if (guess.field.find('.') == std::string::npos)
        field(guess, guess.field, document_path(*guess.path), 1);
    }
    for (const auto* party : {"seller", "buyer"}) message(party);
    message("totals");
    lines();
  }

  void message(const std::string& message) {
    bool any = false;
    for (const auto& guess : reading_.guesses) {
      if (!guess.field.starts_with(message + ".")) continue;
      if (!any) text_ += fmt::format("  {}:\n    fields:\n", message);
      any = true;
      field(guess, guess.field.substr(message.size() + 1), document_path(*guess.path), 3);
    }
    if (message == "totals") return;
    if (any) {
      text_ += fmt::format("    required: missing_{}\n    any_of: [", message);
      bool first = true;
      for (const auto& guess : reading_.guesses) {
        if (!guess.field.starts_with(message + ".")) continue;
        text_ += (first ? "" : ", ") + guess.field.substr(message.size() + 1);
        first = false;
      }
      text_ += "]\n";
    } else {
      text_ += fmt::format(
          "  # No {} was found: the connector's default_{} is taken.\n"
          "  {}:\n    fields: {{legal_id: {{default: ${}}}}}\n"
          "    required: missing_{}\n",
          message, message, message, message, message);
    }
  }

  void lines() {
    if (reading_.lines.empty()) {
      text_ +=
          "  # No lines were found; every document needs some.\n"
          "  # lines: {each: …, required: missing_lines, fields: {…}}\n";
      return;
    }
    const auto from =
        is_below({reading_.lines, 0, 0, 0, {}}, reading_.documents) ? reading_.documents.size() : 0;
    text_ +=
        fmt::format("  # {}.\n  lines:\n    each: {}\n    required: missing_lines\n    fields:\n",
                    reading_.lines_why, yaml_quoted(path(reading_.lines, from)));
    bool any = false;
    for (const auto& guess : reading_.guesses) {
      if (!guess.field.starts_with("lines.")) continue;
      any = true;
      field(guess, guess.field.substr(6), path(guess.path->steps, reading_.lines.size()), 3);
    }
    if (!any) text_ += "      {}\n";
  }

  void open_leaves() {
    if (reading_.open.empty()) return;
    text_ +=
        "# Nothing is known about these. Map each, or take its line into a list\n"
        "# ignore: with a reason.\n";
    for (const auto* leaf : reading_.open) {
      const auto values = leaf->values.empty() ? "" : example_of(leaf->values.front());
      text_ += fmt::format("#   - {{at: {}, reason: }}  # {} times, such as {}\n",
                           yaml_quoted(document_path(*leaf)), leaf->texts, values);
    }
  }

  const std::string& title_;
  const SampleLeaves& leaves_;
  const SampleReading& reading_;
  std::string text_;
};

}  // namespace

std::string example_of(const std::string& value) {
  auto size = std::min(value.size(), kExampleMax);
  while (size > 0 && size < value.size() &&
         (static_cast<unsigned char>(value[size]) & 0xC0U) == 0x80U)
    --size;
  std::string shown = value.substr(0, size);
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return fmt::format("'{}{}'", shown, size < value.size() ? "…" : "");
}

std::string mapping_yaml(const std::string& title, const SampleLeaves& leaves,
                         const SampleReading& reading) {
  return Rendering(title, leaves, reading).run();
}

std::string readme_of(const std::string& name, const std::string& what_it_is) {
  return fmt::format(
      "# {}: {}\n\n"
      "To be written: what the system is, which version, which of its documents are read.\n\n"
      "## Getting the files out\n\n"
      "To be written: which export or interface, which settings, how often.\n\n"
      "## What to configure\n\n"
      "To be written: what the connector must declare (default currency, buyer, seller).\n\n"
      "## What to know\n\n"
      "To be written: known quirks, each with its source.\n",
      name, what_it_is);
}

}  // namespace procured::tools
