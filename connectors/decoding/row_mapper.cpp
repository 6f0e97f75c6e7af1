#include "connectors/decoding/row_mapper.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "connectors/decoding/message_writer.h"
#include "connectors/program/reasons.h"
#include "core/hash.h"

namespace procured::mapping {
namespace {

bool has_column(const std::vector<std::string>& header, std::string_view name) {
  return std::find(header.begin(), header.end(), name) != header.end();
}

std::optional<core::Error> header_problem(const Program& program,
                                          const std::vector<std::string>& header) {
  std::string missing;
  for (const auto& column : program.recognised_by) {
    if (!has_column(header, column)) missing += (missing.empty() ? "" : ", ") + column;
  }
  if (!missing.empty()) {
    return core::bad_document(
        std::string(reason::kMissingColumn),
        fmt::format("the register '{}' has no column {}", program.title, missing), "row 1");
  }
  std::unordered_set<std::string_view> seen;
  for (auto column = header.begin(); column != header.end(); ++column) {
    if (!column->empty() && !seen.insert(*column).second) {
      return core::bad_document(std::string(reason::kDuplicateColumn),
                                fmt::format("two columns are called '{}'", *column),
                                fmt::format("row 1, column {}", *column));
    }
  }
  return std::nullopt;
}

/// Maps rows of one file, whose columns are resolved once.
class RowMapper {
 public:
  RowMapper(const Program& program, const std::vector<std::string>& header,
            const ConnectorSettings& settings, Trace* trace)
      : program_(program), header_(header), trace_(trace) {
    writer_.note_steps(trace == nullptr ? nullptr : &steps_);
    context_.default_currency = settings.default_currency;
    context_.decimal_point = settings.decimal_point;
    for (const auto& column : header) {
      const auto found = program.columns.find(column);
      uses_.push_back(found == program.columns.end() ? nullptr : &found->second);
    }
  }

  core::Result<DecodedRow> map(const reader::CsvRow& row) {
    if (trace_ != nullptr) trace_->row_started(program_, header_, row.line);
    auto decoded = read(row);
    if (trace_ != nullptr) trace_->ended(decoded ? nullptr : &decoded.error());
    return decoded;
  }

 private:
  core::Result<DecodedRow> read(const reader::CsvRow& row) {
    DecodedRow decoded;
    decoded.register_name = program_.title;
    decoded.row = row.line;
    auto& record = decoded.record;
    auto* content = record.GetReflection()->MutableMessage(&record, program_.row_content);
    writer_.start(program_, *content, record, context_);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (uses_[i] == nullptr || row.cells[i].empty()) continue;
      if (auto error = cell(*uses_[i], row, i)) return std::move(*error);
    }
    apply_fallbacks();
    if (record.op() == v1::OP_UNSPECIFIED) record.set_op(v1::UPSERT);
    if (auto error = missing(row, record.op() == v1::DELETE)) return std::move(*error);
    return decoded;
  }

  std::optional<core::Error> cell(const Use& use, const reader::CsvRow& row, std::size_t column) {
    const std::string_view text = row.cells[column];
    const auto place = [&] { return fmt::format("row {}, column {}", row.line, header_[column]); };
    if (trace_ != nullptr) trace_->used(use);
    for (const auto& leaf : use.leaves) {
      if (trace_ == nullptr && writer_.set_simply(leaf, text)) continue;
      steps_.clear();
      const auto outcome = writer_.set(leaf, text, text.size());
      if (trace_ != nullptr) tell(leaf, place(), text, outcome);
      if (outcome == MessageWriter::Outcome::kInvalid) {
        return core::bad_document(std::string(writer_.problem().reason), writer_.problem().detail,
                                  place());
      }
    }
    return std::nullopt;
  }

  void tell(const Leaf& leaf, std::string_view place, std::string_view text,
            MessageWriter::Outcome outcome) {
    using Outcome = MessageWriter::Outcome;
    trace_->offered({leaf, place, text, steps_, outcome,
                     outcome == Outcome::kInvalid ? writer_.problem().detail : std::string(),
                     outcome == Outcome::kSet ? writer_.shown(leaf.field) : std::string()});
  }

  void apply_fallbacks() {
    std::vector<Number> filled;
    writer_.apply_fallbacks(kContentSlot, trace_ == nullptr ? nullptr : &filled);
    for (const auto field : filled) trace_->filled(field, writer_.shown(field));
  }

  std::optional<core::Error> missing(const reader::CsvRow& row, bool deleted) const {
    for (const auto& requirement : program_.requirements) {
      if ((deleted && !requirement.also_when_deleted) || writer_.fulfils(requirement)) continue;
      return core::bad_document(requirement.reason,
                                fmt::format("the row has no {}", requirement.path),
                                fmt::format("row {}, column {}", row.line, requirement.path));
    }
    return std::nullopt;
  }

  const Program& program_;
  const std::vector<std::string>& header_;
  Trace* trace_;
  ValueSteps steps_;
  ValueContext context_;
  std::vector<const Use*> uses_;
  MessageWriter writer_;
};

void report(const Program& program, const std::vector<std::string>& header,
            const reader::CsvRow& row, FileSummary& summary) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].empty()) continue;
    const auto found = program.columns.find(header[i]);
    if (found == program.columns.end()) {
      summary.unmapped.push_back({fmt::format("row {}, column {}", row.line, header[i]),
                                  std::string(row.cells[i].substr(0, 200))});
    } else {
      ++(found->second.ignored ? summary.ignored : summary.mapped);
    }
  }
}

}  // namespace

bool recognises(const Program& program, const std::vector<std::string>& header) {
  return columns_in_common(program, header) == program.recognised_by.size();
}

std::size_t columns_in_common(const Program& program, const std::vector<std::string>& header) {
  const auto& wanted = program.recognised_by;
  return static_cast<std::size_t>(
      std::count_if(wanted.begin(), wanted.end(),
                    [&](const auto& column) { return has_column(header, column); }));
}

void map_rows(const Program& program, reader::CsvReader& reader, const FileContext& file) {
  if (auto error = header_problem(program, reader.header())) return refuse(file, std::move(*error));
  RowMapper mapper(program, reader.header(), file.settings, file.trace);
  reader::CsvRow row;
  Decoded part;
  while (reader.next(row)) {
    part.position = std::to_string(row.line);
    part.content_hash = core::sha256_hex(row.bytes);
    if (row.error) {
      part.outcome = std::move(*row.error);
    } else if (auto mapped = mapper.map(row)) {
      part.outcome = std::move(mapped).value();
      if (file.report) report(program, reader.header(), row, file.summary);
    } else {
      part.outcome = mapped.error();
    }
    file.take(part);
  }
}

}  // namespace procured::mapping
