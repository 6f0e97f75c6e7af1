#include "connectors/decoding/register_parts.h"

#include "connectors/reader/bounds.h"
#include "connectors/reader/csv_reader.h"
#include "connectors/reader/encoding.h"

namespace procured::mapping {
namespace {

struct Start {
  std::size_t offset = 0;
  std::uint64_t line = 0;
};

/// Where parts start; none where there are more rows than a file may have.
std::vector<Start> starts_of(reader::CsvReader& csv, std::string_view text, std::size_t bytes_max) {
  std::vector<Start> starts;
  reader::CsvRow row;
  for (std::size_t rows = 1; csv.next(row); ++rows) {
    if (rows > reader::kRowsMax) return {};
    const auto offset = static_cast<std::size_t>(row.bytes.data() - text.data());
    if (starts.empty() || offset - starts.back().offset >= bytes_max)
      starts.push_back({offset, row.line});
  }
  return starts;
}

}  // namespace

std::vector<RegisterPart> register_parts(std::string_view bytes, std::string_view delimiters,
                                         std::size_t bytes_max) {
  if (bytes.size() <= bytes_max) return {};
  const auto read = reader::plain_as_utf8(bytes);
  if (!read) return {};
  const auto text = read.value();
  reader::CsvReader csv(text, delimiters);
  if (csv.header_error()) return {};
  const auto header = text.substr(0, text.find_first_of("\r\n"));
  // Within quotes it might have several lines.
  if (header.find('"') != std::string_view::npos) return {};
  const auto starts = starts_of(csv, text, bytes_max);
  std::vector<RegisterPart> parts;
  parts.reserve(starts.size());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto end = i + 1 < starts.size() ? starts[i + 1].offset : text.size();
    auto& part = parts.emplace_back();
    part.first_row = starts[i].line;
    part.bytes.append(header).append(1, '\n').append(
        text.substr(starts[i].offset, end - starts[i].offset));
  }
  return parts;
}

}  // namespace procured::mapping
