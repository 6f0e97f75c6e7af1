#include "connectors/reader/xlsx_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "connectors/reader/csv_reader.h"
#include "connectors/reader/reasons.h"
#include "connectors/reader/xlsx_values.h"
#include "connectors/reader/xml_events.h"

namespace procured::reader {
namespace {

core::Error bad(std::string_view why, std::string detail, std::string place) {
  return core::bad_document(std::string(why), std::move(detail), std::move(place));
}

int number_of(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// "BC12" → 54
int column_of(std::string_view reference) {
  int column = 0;
  for (std::size_t at = 0; at < reference.size() && at < 4; ++at) {
    if (reference[at] < 'A' || reference[at] > 'Z') break;
    column = column * 26 + (reference[at] - 'A' + 1);
  }
  return column - 1;
}

/// A cell that is too long for a row stays so, and takes no more.
void append_cut(std::string& text, std::string_view piece) {
  const auto room =
      CsvReader::kCellBytesMax + 1 - std::min(text.size(), CsvReader::kCellBytesMax + 1);
  text += piece.substr(0, room);
}

void append_quoted(std::string& line, std::string_view value) {
  line += '"';
  for (const char c : value) {
    if (c == '"') line += '"';
    line += c == '\n' || c == '\r' ? ' ' : c;
  }
  line += '"';
}

}  // namespace

void SharedTexts::reserve(std::size_t part_bytes) {
  // UTF-16 grows by half at most.
  bytes_.reserve(std::min(part_bytes + part_bytes / 2, ZipParts::kPartBytesMax));
}

bool SharedTexts::append(std::string_view piece) {
  if (bytes_.size() + piece.size() > ZipParts::kPartBytesMax) return false;
  bytes_ += piece;
  return true;
}

std::string_view SharedTexts::text(std::size_t number) const {
  if (number >= ends_.size()) return {};
  const auto start = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(bytes_).substr(start, ends_[number] - start);
}

/// Puts the rows of a sheet under each other; after the first problem no more.
class SheetText::Rows final : public XmlListener {
 public:
  Rows(ZipPart part, std::string name, const CellMeanings& meanings)
      : meanings_(meanings), events_(std::move(part), std::move(name), *this) {}

  void opened(std::string_view path, const XmlAttributes& attributes) override {
    if (path == "sheetData/row") start_row(attributes);
    if (path == "sheetData/row/c") start_cell(attributes);
  }

  void text(std::string_view path, std::string_view piece) override {
    if (path == "sheetData/row/c/v") append_cut(written_, piece);
    if (path == "sheetData/row/c/is/t" || path == "sheetData/row/c/is/r/t")
      append_cut(inline_, piece);
  }

  void closed(std::string_view path) override {
    if (path == "sheetData/row/c") end_cell();
    if (path == "sheetData/row") end_row();
  }

  std::string_view next() {
    lines_.clear();
    has_row_ = false;
    while (events_.read_on() && !is_piece()) {
    }
    if (!has_row_) lines_.clear();
    return lines_;
  }

  const std::optional<core::Error>& error() const { return events_.error(); }

 private:
  /// Of the text of the row's cells.
  struct Cell {
    std::size_t start = 0;
    std::size_t bytes = 0;
  };

  bool is_piece() const { return has_row_ && lines_.size() >= kPieceBytes; }

  void start_row(const XmlAttributes& attributes) {
    number_ = number_of(attributes["r"], last_ + 1);
    if (number_ <= last_)
      refuse(reason::kNotWellFormed, "rows of the sheet do not follow each other");
    if (number_ > kRowsMax) refuse(reason::kTooLarge, "a row that no sheet has");
    cells_.clear();
    texts_.clear();
  }

  void start_cell(const XmlAttributes& attributes) {
    const auto reference = attributes["r"];
    column_ = reference.empty() ? static_cast<int>(cells_.size()) : column_of(reference);
    if (column_ < 0 || column_ >= static_cast<int>(kColumnsMax))
      refuse(reason::kTooLarge, fmt::format("more than {} columns", kColumnsMax));
    type_ = attributes["t"];
    style_ = static_cast<std::size_t>(number_of(attributes["s"], 0));
    written_.clear();
    inline_.clear();
  }

  void end_cell() {
    const auto index = static_cast<std::size_t>(column_);
    if (cells_.size() <= index) cells_.resize(index + 1);
    const auto start = texts_.size();
    append_value();
    cells_[index] = {start, texts_.size() - start};
    if (texts_.size() > kRowBytesMax)
      refuse(reason::kTooLarge, fmt::format("a row of more than {} bytes", kRowBytesMax));
  }

  void append_value() {
    if (type_ == "inlineStr") {
      texts_ += inline_;
    } else if (type_ == "s") {
      const auto text = meanings_.texts.text(static_cast<std::size_t>(number_of(written_, -1)));
      texts_ += text.substr(0, CsvReader::kCellBytesMax + 1);
    } else if (type_ == "b") {
      texts_ += written_ == "1" ? "true" : "false";
    } else if (!type_.empty() && type_ != "n") {
      texts_ += written_;
    } else if (style_ < meanings_.dates.size() && meanings_.dates[style_]) {
      texts_ += date_text(written_, meanings_.from_1904);
    } else {
      texts_ += number_text(written_);
    }
  }

  void end_row() {
    while (!cells_.empty() && cells_.back().bytes == 0) cells_.pop_back();
    const auto before = lines_.size();
    lines_.append(static_cast<std::size_t>(number_ - last_ - 1), '\n');
    last_ = number_;
    if (width_ == 0) width_ = cells_.size();
    // A row that ends early has empty cells, as a person sees it.
    if (!cells_.empty()) {
      has_row_ = true;
      cells_.resize(std::max(width_, cells_.size()));
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (i > 0) lines_ += ',';
      append_quoted(lines_, std::string_view(texts_).substr(cells_[i].start, cells_[i].bytes));
    }
    lines_ += '\n';
    written_bytes_ += lines_.size() - before;
    if (written_bytes_ > kTextBytesMax)
      refuse(reason::kTooLarge, fmt::format("the texts have more than {} bytes", kTextBytesMax));
    else if (is_piece())
      events_.pause();
  }

  void refuse(std::string_view why, std::string detail) {
    events_.refuse(bad(why, std::move(detail), fmt::format("row {}", number_)));
  }

  const CellMeanings& meanings_;
  XmlEvents events_;
  std::string lines_;
  std::size_t written_bytes_ = 0;
  std::size_t width_ = 0;
  int last_ = 0;
  bool has_row_ = false;  // with something in it, among the lines
  // The row at hand.
  int number_ = 0;
  std::vector<Cell> cells_;
  std::string texts_;
  // The cell at hand.
  int column_ = 0;
  std::string type_;
  std::size_t style_ = 0;
  std::string written_;
  std::string inline_;
};

SheetText::SheetText(core::Result<ZipPart> part, std::string name, const CellMeanings& meanings) {
  if (part) {
    rows_ = std::make_unique<Rows>(std::move(part).value(), std::move(name), meanings);
  } else {
    error_ = part.error();
  }
}

SheetText::SheetText(SheetText&&) noexcept = default;
SheetText& SheetText::operator=(SheetText&&) noexcept = default;
SheetText::~SheetText() = default;

std::string_view SheetText::next() {
  if (error_) return {};
  const auto lines = rows_->next();
  error_ = rows_->error();
  return error_ ? std::string_view() : lines;
}

}  // namespace procured::reader
