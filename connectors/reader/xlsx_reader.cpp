#include "connectors/reader/xlsx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <pugixml.hpp>

#include "connectors/reader/reasons.h"
#include "connectors/reader/xlsx_values.h"

namespace procured::reader {
namespace {

std::string_view local(const char* name) {
  const std::string_view whole(name);
  return whole.substr(whole.find(':') + 1);
}

core::Error broken(std::string detail, std::string place) {
  return core::bad_document(std::string(reason::kNotWellFormed), std::move(detail),
                            std::move(place));
}

core::Error too_large(std::string detail, std::string place) {
  return core::bad_document(std::string(reason::kTooLarge), std::move(detail), std::move(place));
}

/// Children of that name, whatever its prefix.
template <class Visit>
void each_child(const pugi::xml_node& node, std::string_view name, Visit visit) {
  for (const auto& child : node.children()) {
    if (local(child.name()) == name) visit(child);
  }
}

pugi::xml_node first_child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& child : node.children()) {
    if (local(child.name()) == name) return child;
  }
  return {};
}

/// An attribute by its local name: r:id, id.
std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const auto& each : node.attributes()) {
    if (local(each.name()) == name) return each.value();
  }
  return {};
}

core::Result<void> parse(const ZipParts& parts, const std::string& name, std::string& text,
                         pugi::xml_document& document) {
  auto read = parts.read(name);
  if (!read) return read.error();
  text = std::move(read).value();
  constexpr auto kOptions = pugi::parse_default | pugi::parse_ws_pcdata_single;
  if (const auto done = document.load_buffer_inplace(text.data(), text.size(), kOptions); !done)
    return broken(fmt::format("no sound XML: {}", done.description()), name);
  return boost::outcome_v2::success();
}

/// The texts of a string item, one after the other; phonetic readings are none.
std::string text_of(const pugi::xml_node& item) {
  std::string text;
  for (const auto& child : item.children()) {
    if (local(child.name()) == "t") text += child.text().get();
    if (local(child.name()) == "r") text += first_child(child, "t").text().get();
  }
  return text;
}

/// "worksheets/sheet1.xml" and "/xl/worksheets/sheet1.xml" are one part.
std::string part_of(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
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

void append_cell(std::string& line, std::string_view value) {
  line += '"';
  for (const char c : value) {
    if (c == '"') line += '"';
    line += c == '\n' || c == '\r' ? ' ' : c;
  }
  line += '"';
}

/// What cells mean in one workbook.
struct CellReading {
  const std::vector<std::string>& texts;
  const std::vector<bool>& dates;
  bool from_1904 = false;

  std::string text(const pugi::xml_node& cell) const {
    const auto type = attribute(cell, "t");
    if (type == "inlineStr") return text_of(first_child(cell, "is"));
    const std::string_view written = first_child(cell, "v").text().get();
    if (type == "s") {
      const auto index = static_cast<std::size_t>(number_of(written, -1));
      return index < texts.size() ? texts[index] : std::string();
    }
    if (type == "b") return written == "1" ? "true" : "false";
    if (!type.empty() && type != "n") return std::string(written);
    const auto style = static_cast<std::size_t>(number_of(attribute(cell, "s"), 0));
    const bool is_date = style < dates.size() && dates[style];
    return is_date ? date_text(written, from_1904) : number_text(written);
  }
};

/// Puts the rows of a sheet under each other; after the first problem no more.
class SheetTable {
 public:
  explicit SheetTable(CellReading reading) : reading_(reading) {}

  void add(const pugi::xml_node& row) {
    if (error_) return;
    const auto number = number_of(attribute(row, "r"), lines_ + 1);
    place_ = fmt::format("row {}", number);
    if (number <= lines_) error_ = broken("rows of the sheet do not follow each other", place_);
    if (number > XlsxReader::kRowsMax) error_ = too_large("a row that no sheet has", place_);
    auto cells = error_ ? std::vector<std::string>() : cells_of(row);
    if (error_) return;
    table_.append(static_cast<std::size_t>(number - lines_ - 1), '\n');
    lines_ = number;
    if (width_ == 0) width_ = cells.size();
    // A row that ends early has empty cells, as a person sees it.
    if (!cells.empty()) cells.resize(std::max(width_, cells.size()));
    for (std::size_t i = 0; i < cells.size() && !error_; ++i) {
      if (i > 0) table_ += ',';
      append_cell(table_, cells[i]);
      if (table_.size() > XlsxReader::kTextBytesMax)
        error_ = too_large(
            fmt::format("the texts have more than {} bytes", XlsxReader::kTextBytesMax), place_);
    }
    table_ += '\n';
  }

  core::Result<std::string> take() {
    if (error_) return std::move(*error_);
    return std::move(table_);
  }

 private:
  std::vector<std::string> cells_of(const pugi::xml_node& row) {
    std::vector<std::string> cells;
    each_child(row, "c", [&](const pugi::xml_node& cell) {
      const auto reference = attribute(cell, "r");
      const auto column = reference.empty() ? static_cast<int>(cells.size()) : column_of(reference);
      if (column < 0 || column >= XlsxReader::kColumnsMax) {
        error_ = too_large(fmt::format("more than {} columns", XlsxReader::kColumnsMax), place_);
        return;
      }
      const auto index = static_cast<std::size_t>(column);
      if (cells.size() <= index) cells.resize(index + 1);
      cells[index] = reading_.text(cell);
    });
    while (!cells.empty() && cells.back().empty()) cells.pop_back();
    return cells;
  }

  CellReading reading_;
  std::string table_;
  std::string place_;
  int lines_ = 0;
  std::size_t width_ = 0;
  std::optional<core::Error> error_;
};

}  // namespace

core::Result<XlsxReader> XlsxReader::open(std::string_view bytes) {
  auto parts = ZipParts::open(bytes);
  if (!parts) return parts.error();
  XlsxReader reader(std::move(parts).value());
  if (auto error = reader.read_workbook()) return std::move(*error);
  return reader;
}

std::optional<core::Error> XlsxReader::read_workbook() {
  std::string text;
  std::string relations_text;
  pugi::xml_document workbook;
  pugi::xml_document relations;
  const std::string name(kWorkbookPart);
  if (auto done = parse(parts_, name, text, workbook); !done) return done.error();
  if (auto done = parse(parts_, "xl/_rels/workbook.xml.rels", relations_text, relations); !done)
    return done.error();
  std::map<std::string, std::string, std::less<>> targets;
  std::string texts;
  std::string styles;
  each_child(relations.document_element(), "Relationship", [&](const pugi::xml_node& each) {
    const auto target = part_of(attribute(each, "Target"));
    targets.emplace(attribute(each, "Id"), target);
    if (attribute(each, "Type").ends_with("/sharedStrings")) texts = target;
    if (attribute(each, "Type").ends_with("/styles")) styles = target;
  });
  const auto root = workbook.document_element();
  const auto system = attribute(first_child(root, "workbookPr"), "date1904");
  from_1904_ = system == "1" || system == "true";
  each_child(first_child(root, "sheets"), "sheet", [&](const pugi::xml_node& each) {
    const auto found = targets.find(attribute(each, "id"));
    if (found == targets.end() || !parts_.has(found->second)) return;
    sheets_.emplace_back(attribute(each, "name"));
    targets_.push_back(found->second);
  });
  if (sheets_.empty()) return broken("a workbook without a sheet", name);
  if (!texts.empty()) {
    if (auto error = read_texts(texts)) return error;
  }
  return styles.empty() ? std::nullopt : read_styles(styles);
}

std::optional<core::Error> XlsxReader::read_texts(const std::string& part) {
  std::string text;
  pugi::xml_document document;
  if (auto done = parse(parts_, part, text, document); !done) return done.error();
  each_child(document.document_element(), "si",
             [&](const pugi::xml_node& item) { texts_.push_back(text_of(item)); });
  return std::nullopt;
}

std::optional<core::Error> XlsxReader::read_styles(const std::string& part) {
  std::string text;
  pugi::xml_document document;
  if (auto done = parse(parts_, part, text, document); !done) return done.error();
  std::map<int, std::string> formats;
  const auto root = document.document_element();
  each_child(first_child(root, "numFmts"), "numFmt", [&](const pugi::xml_node& each) {
    formats[number_of(attribute(each, "numFmtId"), 0)] = attribute(each, "formatCode");
  });
  each_child(first_child(root, "cellXfs"), "xf", [&](const pugi::xml_node& each) {
    const auto id = number_of(attribute(each, "numFmtId"), 0);
    const auto own = formats.find(id);
    dates_.push_back(own == formats.end() ? is_date_format(id) : is_date_format(own->second));
  });
  return std::nullopt;
}

core::Result<std::string> XlsxReader::table(std::size_t sheet) const {
  const auto& part = targets_[sheet];
  std::string source;
  pugi::xml_document document;
  if (auto done = parse(parts_, part, source, document); !done) return done.error();
  SheetTable table({texts_, dates_, from_1904_});
  each_child(first_child(document.document_element(), "sheetData"), "row",
             [&](const pugi::xml_node& row) { table.add(row); });
  return table.take();
}

}  // namespace procured::reader
