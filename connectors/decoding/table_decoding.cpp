#include "connectors/decoding/table_decoding.h"

#include <algorithm>

#include "connectors/decoding/tree_lookup.h"
#include "connectors/program/reasons.h"
#include "connectors/reader/encoding.h"
#include "core/hash.h"

namespace procured::mapping {
namespace {

constexpr std::size_t kPositionCharacters = 16;

/// What its rows have in common may be a person's name, which no key may hold.
std::string position_of(const reader::TableDocument& document) {
  if (document.key.empty()) return std::to_string(document.line);
  return core::sha256_hex(document.key).substr(0, kPositionCharacters);
}

bool starts_as_stated(const Program& program, reader::CsvTreeReader& reader, reader::Tree& tree) {
  if (program.when.empty()) return true;
  reader::TableDocument first;
  const bool read = reader.next(tree, first) && !first.error;
  reader.rewind();
  if (!read) return false;
  return std::all_of(program.when.begin(), program.when.end(),
                     [&](const Condition& condition) { return holds(condition, tree, 0); });
}

}  // namespace

/// Starts reading the bytes as files of this mapping, in the first encoding that makes them one.
bool TableDecoding::opens(const FileContext& file, const Program& program, std::string_view bytes) {
  auto encodings = program.table->encodings;
  if (encodings.empty()) encodings.emplace_back();
  for (const auto& encoding : encodings) {
    const auto text = reader::as_utf8(bytes, {"auto", encoding}, scratch_);
    if (!text) continue;
    reader_.emplace(program.table->format, program.table->layout);
    if (reader_->start(text.value(), file.compilation.names) &&
        starts_as_stated(program, *reader_, tree_)) {
      return true;
    }
  }
  return false;
}

bool TableDecoding::run(const FileContext& file, std::string_view bytes) {
  // A header, wherever it stands, says more than what rows look like.
  for (const bool with_header : {true, false}) {
    for (const auto& program : file.compilation.programs) {
      if (!program.table || program.table->format.columns.empty() != with_header ||
          !is_tried(file.settings, program.entry) || !opens(file, program, bytes))
        continue;
      file.summary.entry = program.entry;
      read(file, program, bytes);
      reader_.reset();
      return true;
    }
  }
  reader_.reset();
  return false;
}

void TableDecoding::read(const FileContext& file, const Program& program, std::string_view bytes) {
  if (reader_->documents() == 0) {
    return refuse(
        file, core::bad_document(std::string(reason::kEmptyFile), "a header and no rows", "row 1"));
  }
  if (reader_->too_many()) return refuse(file, *reader_->too_many());
  file.memory = MemoryBudget::left_of(bytes, scratch_.capacity() + reader_->memory());
  reader::TableDocument document;
  while (reader_->next(tree_, document)) {
    auto& part = documents_.part();
    part.position = position_of(document);
    part.content_hash = std::move(document.content_hash);
    if (document.error) {
      documents_.refuse_part(std::move(*document.error));
      file.take(part);
    } else {
      documents_.run_document(file, tree_, program);
    }
  }
}

}  // namespace procured::mapping
