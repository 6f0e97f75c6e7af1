#include "connectors/tools/proposal.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "connectors/decoding/trace.h"
#include "connectors/language/compiler.h"
#include "connectors/tools/profile.h"
#include "connectors/tools/proposal_yaml.h"
#include "connectors/tools/sample_leaves.h"
#include "connectors/tools/term_guess.h"

namespace procured::tools {
namespace {

/// What the catalogue makes of the samples already.
struct Known {
  std::string entry;  ///< That reads them; empty: none.
  std::set<std::string> titles;
  std::map<std::string, std::string> unmapped;  ///< Path → example.
};

class Titles : public mapping::Trace {
 public:
  std::set<std::string> read;
  void document_started(const mapping::Program& program, const reader::Tree& /*tree*/,
                        reader::NodeId /*root*/) override {
    read.insert(program.title);
  }
};

/// The entry of a flat syntax, whose segments a new entry would have to name again; empty: the
/// syntax needs none.
std::string entry_of_syntax(const mapping::Catalogue& catalogue, mapping::Syntax syntax) {
  using mapping::Syntax;
  if (syntax == Syntax::kXml || syntax == Syntax::kJson || syntax == Syntax::kTable) return {};
  for (const auto& program : catalogue.compilation().programs) {
    if (program.syntaxes.has(syntax)) return program.entry;
  }
  return {};
}

Known known_of(const mapping::Catalogue& catalogue, const mapping::ConnectorSettings& settings,
               const std::vector<SampleFile>& samples) {
  Known known;
  for (const auto& sample : samples) {
    Titles titles;
    const auto read = catalogue.decode(
        sample.bytes, settings, [](const mapping::Decoded& /*part*/) {}, true, &titles);
    if (read.entry.empty()) continue;
    known.entry = read.entry;
    known.titles.merge(titles.read);
    for (const auto& leaf : read.unmapped)
      known.unmapped.try_emplace(without_indices(leaf.path), leaf.value);
  }
  if (known.entry.empty() && !samples.empty())
    known.entry = entry_of_syntax(catalogue, mapping::syntax_of(samples.front().bytes));
  return known;
}

bool is_register(const mapping::Catalogue& catalogue, const Known& known) {
  for (const auto& readable : catalogue.readable()) {
    if (readable.entry == known.entry && readable.is_register) return true;
  }
  return false;
}

Proposal extension(const std::string& name, const Known& known) {
  Proposal proposal;
  proposal.extends = known.entry;
  proposal.open = known.unmapped.size();
  auto& entry = proposal.files["entry.yaml"];
  entry = fmt::format(
      "# Proposed from samples by `procured connector new`: the catalogue's entry {} reads them "
      "already.\n# State here only what differs; connectors/README.md, \"Inheritance\".\n"
      "entry: {}\nextends: {}\ndocuments: all\n",
      known.entry, name, known.entry);
  for (const auto& title : known.titles) {
    entry += fmt::format(
        "\n# A file of this folder may change how one is read, such as:\n"
        "#   document: {}\n#   extends: {}/{}\n#   fields: {{…}}\n",
        title, known.entry, title);
  }
  if (!known.unmapped.empty())
    entry +=
        "\n# In the samples, and neither mapped nor ignored by the entry. Map each, or ignore "
        "it with a reason:\n";
  for (const auto& [path, value] : known.unmapped)
    entry += fmt::format("#   {}  such as {}\n", path, example_of(value));
  proposal.files["README.md"] =
      readme_of(name, fmt::format("to be written; reads as {} does", known.entry));
  return proposal;
}

core::Result<Proposal> own_mapping(const std::string& name,
                                   const std::vector<SampleFile>& samples) {
  SampleLeaves leaves;
  for (const auto& sample : samples) {
    if (auto read = read_sample(sample.bytes, leaves); !read) {
      auto error = read.error();
      error.detail = fmt::format("{}: {}{}{}", sample.name, error.place,
                                 error.place.empty() ? "" : ": ", error.detail);
      return error;
    }
  }
  const auto reading = read_terms(leaves);
  const std::string title = reading.kind == "ORDER"         ? "order"
                            : reading.kind == "CREDIT_NOTE" ? "credit note"
                                                            : "invoice";
  Proposal proposal;
  proposal.fields = reading.guesses.size();
  proposal.open = reading.open.size();
  const auto file = reading.kind == "CREDIT_NOTE" ? std::string("credit_note") : title;
  proposal.files[file + ".yaml"] = mapping_yaml(title, leaves, reading);
  proposal.files["README.md"] = readme_of(name, "to be written");
  return proposal;
}

}  // namespace

core::Result<Proposal> propose(const mapping::Catalogue& catalogue,
                               const mapping::ConnectorSettings& settings, const std::string& name,
                               const std::vector<SampleFile>& samples) {
  const auto known = known_of(catalogue, settings, samples);
  if (!known.entry.empty() && is_register(catalogue, known)) {
    return core::fatal(
        "sample_is_register",
        fmt::format("the entry '{}' reads this as a register; it needs no mapping", known.entry));
  }
  auto proposal = known.entry.empty() ? own_mapping(name, samples)
                                      : core::Result<Proposal>(extension(name, known));
  if (!proposal) return proposal.error();
  for (const auto& sample : samples)
    proposal.value().files["samples/" + sample.name] = sample.bytes;
  return proposal;
}

}  // namespace procured::tools
