#include "connectors/mapping/catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "connectors/mapping/compiler.h"
#include "connectors/mapping/reasons.h"
#include "connectors/mapping/row_mapper.h"
#include "connectors/mapping/source_files.h"
#include "connectors/mapping/xml_mapper.h"
#include "connectors/reader/csv_reader.h"
#include "connectors/reader/encoding.h"
#include "connectors/reader/xml_reader.h"
#include "core/hash.h"
#include "core/text.h"

namespace procured::mapping {

struct Catalogue::Compiled {
  Compilation compilation;
  std::vector<std::string> entries;
  std::string content_hash;
};

namespace {

/// What decoding needs again and again; kept per thread so that a document costs no set-up.
struct Scratch {
  reader::XmlReader xml;
  XmlMapper mapper;
  NamespaceBindings bindings;
};

Scratch& scratch() {
  thread_local Scratch kept;
  return kept;
}

bool is_tried(const ConnectorSettings& settings, const std::string& entry) {
  return settings.entries.empty() || std::find(settings.entries.begin(), settings.entries.end(),
                                               entry) != settings.entries.end();
}

/// XML of any encoding begins, after marks and blanks, with "<".
bool looks_like_xml(std::string_view bytes) {
  for (const char c : bytes.substr(0, 512)) {
    if (c == '<') return true;
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0xEF && byte != 0xBB && byte != 0xBF && byte != 0xFE && byte != 0xFF)
      return false;
  }
  return false;
}

std::string_view what_it_looks_like(std::string_view bytes) {
  const auto start = core::trim(bytes.substr(0, 64));
  if (start.substr(0, 4) == "%PDF") return "a PDF";
  if (start.substr(0, 2) == "PK") return "a ZIP archive or Office file";
  if (start.substr(0, 3) == "UNA" || start.substr(0, 3) == "UNB" || start.substr(0, 3) == "UNH")
    return "EDIFACT";
  if (start.substr(0, 3) == "ISA") return "ANSI X12";
  if (start.substr(0, 6) == "EDI_DC") return "an SAP IDoc";
  if (start.substr(0, 1) == "{" || start.substr(0, 1) == "[") return "JSON";
  return "neither XML nor one of the registers";
}

/// One XML file, from bytes to parts.
class XmlDecoding {
 public:
  XmlDecoding(const Compilation& compilation, const ConnectorSettings& settings,
              std::string_view bytes, bool report)
      : compilation_(compilation), settings_(settings), bytes_(bytes), reporting_(report) {}

  Decoding run() {
    auto root = scratch().xml.read(bytes_);
    if (!root) {
      refuse(root.error());
      return std::move(decoding_);
    }
    auto& bindings = scratch().bindings;
    bindings.start(compilation_.namespaces);
    bindings.push(root.value());
    const auto* envelope = envelope_of(root.value());
    bindings.start(compilation_.namespaces);
    if (envelope == nullptr) {
      document(root.value(), "");
    } else {
      bindings.push(root.value());
      payloads(root.value(), *envelope);
    }
    return std::move(decoding_);
  }

 private:
  bool is(pugi::xml_node node, const Name& name) const {
    const auto split = split_name(node.name());
    return split.local == name.local && scratch().bindings.of(split.prefix) == name.ns;
  }

  const Envelope* envelope_of(pugi::xml_node root) const {
    for (const auto& envelope : compilation_.envelopes) {
      if (is_tried(settings_, envelope.entry) && is(root, envelope.root)) return &envelope;
    }
    return nullptr;
  }

  void payloads(pugi::xml_node root, const Envelope& envelope) {
    decoding_.entry = envelope.entry;
    std::vector<pugi::xml_node> found;
    for (auto child = root.first_child(); child; child = child.next_sibling()) {
      if (child.type() != pugi::node_element) continue;
      if (split_name(child.name()).local != envelope.header.local) {
        found.push_back(child);
      } else if (reporting_) {
        decoding_.ignored += count_leaves(child);
      }
    }
    if (found.empty()) {
      refuse(core::bad_document(std::string(reason::kFragment),
                                "an envelope without a document in it", reader::path_of(root)));
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      document(found[i], found.size() == 1 ? "" : std::to_string(i + 1));
    }
  }

  void document(pugi::xml_node root, std::string position) {
    auto& bindings = scratch().bindings;
    const auto depth = bindings.depth();
    bindings.push(root);
    auto part = Decoded{std::move(position), core::sha256_hex(bytes_), core::Error{}};
    if (auto error = refused(root)) {
      part.outcome = std::move(*error);
      bindings.pop_to(depth);
    } else {
      const auto* program = program_of(root);
      bindings.pop_to(depth);
      part.outcome = mapped(*program, root);
    }
    decoding_.parts.push_back(std::move(part));
  }

  bool all_hold(const std::vector<Condition>& conditions, pugi::xml_node root) const {
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
      return holds(condition, root, scratch().bindings);
    });
  }

  const Program* program_of(pugi::xml_node root) const {
    for (const auto& program : compilation_.programs) {
      if (!program.is_register && is_tried(settings_, program.entry) && is(root, program.root) &&
          all_hold(program.when, root)) {
        return &program;
      }
    }
    return nullptr;
  }

  /// Why no program reads this root.
  std::optional<core::Error> refused(pugi::xml_node root) {
    const auto place = reader::path_of(root);
    for (const auto& refusal : compilation_.refusals) {
      const bool same = refusal.any_namespace ? split_name(root.name()).local == refusal.root.local
                                              : is(root, refusal.root);
      if (!is_tried(settings_, refusal.entry) || !same || !all_hold(refusal.when, root)) continue;
      decoding_.entry = refusal.entry;
      return core::bad_document(refusal.reason, refusal.detail, place);
    }
    if (const auto* program = program_of(root)) {
      decoding_.entry = program->entry;
      for (const auto& condition : program->unless) {
        if (holds(condition, root, scratch().bindings)) {
          return core::bad_document(condition.reason, condition.detail,
                                    place + "/" + condition.path.text);
        }
      }
      return std::nullopt;
    }
    return unknown(root, place);
  }

  core::Error unknown(pugi::xml_node root, const std::string& place) const {
    const auto local = split_name(root.name()).local;
    for (const auto& program : compilation_.programs) {
      if (program.is_register || program.root.local != local || !is_tried(settings_, program.entry))
        continue;
      return core::bad_document(
          std::string(reason::kWrongNamespace),
          fmt::format("'{}' is the root of {} documents, but not in this namespace", local,
                      program.title),
          place);
    }
    return core::bad_document(
        std::string(reason::kWrongRoot),
        fmt::format("no connector reads documents whose root is '{}'", local.substr(0, 80)), place);
  }

  std::variant<DecodedDocument, DecodedRow, core::Error> mapped(const Program& program,
                                                                pugi::xml_node root) {
    auto& kept = scratch();
    DecodedDocument document;
    LeafReport report;
    const ValueContext context{settings_.default_currency, '.'};
    auto result = kept.mapper.run(program, kept.xml, root, context, kept.bindings,
                                  {&document.content, &document.persons, &document.places},
                                  reporting_ ? &report : nullptr);
    decoding_.mapped += report.mapped;
    decoding_.ignored += report.ignored;
    for (auto& leaf : report.unmapped)
      decoding_.unmapped.push_back({std::move(leaf.path), std::move(leaf.value)});
    if (!result) return result.error();
    return document;
  }

  void refuse(core::Error error) {
    decoding_.parts.push_back({"", core::sha256_hex(bytes_), std::move(error)});
  }

  const Compilation& compilation_;
  const ConnectorSettings& settings_;
  std::string_view bytes_;
  bool reporting_ = false;
  Decoding decoding_;
};

/// The register whose columns the header has, the one with most of them; else the one it has at
/// least half of, so that a missing column can be named.
const Program* register_with(const Compilation& compilation, const ConnectorSettings& settings,
                             const std::vector<std::string>& header) {
  const Program* whole = nullptr;
  const Program* nearest = nullptr;
  std::size_t most = 0;
  for (const auto& program : compilation.programs) {
    if (!program.is_register || !is_tried(settings, program.entry)) continue;
    const auto wanted = program.recognised_by.size();
    const auto common = columns_in_common(program, header);
    if (common == wanted && (whole == nullptr || wanted > whole->recognised_by.size()))
      whole = &program;
    if (common > most && common * 2 >= wanted) {
      nearest = &program;
      most = common;
    }
  }
  return whole != nullptr ? whole : nearest;
}

core::Error not_recognised(std::string_view bytes) {
  return core::bad_document(
      std::string(reason::kNotRecognised),
      fmt::format("looks like {}; connectors read XML documents and CSV registers",
                  what_it_looks_like(bytes)),
      "line 1");
}

Decoding decode_csv(const Compilation& compilation, const ConnectorSettings& settings,
                    std::string_view bytes, bool report_unmapped) {
  Decoding decoding;
  const auto refuse = [&](core::Error error) {
    decoding.parts.push_back({"", core::sha256_hex(bytes), std::move(error)});
    return std::move(decoding);
  };
  const auto text = reader::plain_as_utf8(bytes);
  // The header alone says whether it is a register; the names of columns are ASCII.
  reader::CsvReader csv(text ? text.value() : bytes, settings.delimiters);
  const auto* program =
      csv.header_error() ? nullptr : register_with(compilation, settings, csv.header());
  if (program == nullptr) return refuse(not_recognised(bytes));
  decoding.entry = program->entry;
  if (!text) return refuse(text.error());
  map_rows(*program, csv, settings, report_unmapped, decoding);
  for (auto& part : decoding.parts) {
    if (part.content_hash.empty()) part.content_hash = core::sha256_hex(bytes);
  }
  return decoding;
}

}  // namespace

Catalogue::Catalogue(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

core::Result<Catalogue> Catalogue::load(const std::vector<std::string>& folders) {
  Problems problems;
  auto sources = read_sources(folders, problems);
  auto compiled = std::make_unique<Compiled>();
  compile_catalogue(sources.files, compiled->compilation, problems);
  if (!problems.empty()) return core::fatal("catalogue_invalid", problems.text());
  compiled->entries = std::move(sources.entries);
  compiled->content_hash = std::move(sources.content_hash);
  return Catalogue(std::move(compiled));
}

Decoding Catalogue::decode(std::string_view bytes, const ConnectorSettings& settings,
                           bool report_unmapped) const {
  if (looks_like_xml(bytes) || core::trim(bytes.substr(0, 4096)).empty()) {
    return XmlDecoding(compiled_->compilation, settings, bytes, report_unmapped).run();
  }
  return decode_csv(compiled_->compilation, settings, bytes, report_unmapped);
}

std::string Catalogue::register_of(std::string_view bytes,
                                   const ConnectorSettings& settings) const {
  if (looks_like_xml(bytes)) return {};
  const auto text = reader::plain_as_utf8(bytes.substr(0, bytes.find_first_of("\r\n")));
  if (!text) return {};
  const reader::CsvReader csv(text.value(), settings.delimiters);
  const auto* program =
      csv.header_error() ? nullptr : register_with(compiled_->compilation, settings, csv.header());
  return program == nullptr ? std::string() : program->title;
}

std::vector<Readable> Catalogue::readable() const {
  std::vector<Readable> all;
  for (const auto& program : compiled_->compilation.programs) {
    auto how = program.is_register
                   ? fmt::format("columns {}", fmt::join(program.recognised_by, ", "))
                   : fmt::format("root {}", program.root.local);
    all.push_back({program.entry, program.title, program.is_register, std::move(how)});
  }
  return all;
}

std::vector<std::string> Catalogue::entries() const { return compiled_->entries; }

const std::string& Catalogue::content_hash() const { return compiled_->content_hash; }

}  // namespace procured::mapping
