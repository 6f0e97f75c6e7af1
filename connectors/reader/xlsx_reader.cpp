#include "connectors/reader/xlsx_reader.h"

#include <fmt/format.h>

#include <charconv>
#include <map>

#include "connectors/reader/reasons.h"
#include "connectors/reader/xlsx_values.h"
#include "connectors/reader/xml_events.h"

namespace procured::reader {
namespace {

using boost::outcome_v2::success;

core::Error too_many(std::string_view what, std::size_t most, const std::string& part) {
  return core::bad_document(std::string(reason::kTooLarge),
                            fmt::format("more than {} {}", most, what), part);
}

/// "worksheets/sheet1.xml" and "/xl/worksheets/sheet1.xml" are one part.
std::string part_of(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

int number_of(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Which part a relationship of the workbook means.
class Relationships final : public XmlListener {
 public:
  std::map<std::string, std::string, std::less<>> targets;
  std::string texts;
  std::string styles;

  void opened(std::string_view path, const XmlAttributes& attributes) override {
    if (path != "Relationship" || targets.size() >= XlsxReader::kNamedMax) return;
    const auto id = attributes["Id"];
    const auto target = part_of(attributes["Target"]);
    if (std::max(id.size(), target.size()) > XlsxReader::kNameBytesMax) return;
    targets.emplace(id, target);
    if (attributes["Type"].ends_with("/sharedStrings")) texts = target;
    if (attributes["Type"].ends_with("/styles")) styles = target;
  }
  void text(std::string_view /*path*/, std::string_view /*piece*/) override {}
  void closed(std::string_view /*path*/) override {}
};

class Workbook final : public XmlListener {
 public:
  struct Sheet {
    std::string name;
    std::string id;  // of a relationship
  };
  std::vector<Sheet> sheets;
  bool from_1904 = false;

  void opened(std::string_view path, const XmlAttributes& attributes) override {
    if (path == "workbookPr") {
      const auto system = attributes["date1904"];
      from_1904 = system == "1" || system == "true";
    }
    if (path != "sheets/sheet" || sheets.size() >= XlsxReader::kNamedMax) return;
    const auto cut = [](std::string_view text) {
      return std::string(text.substr(0, XlsxReader::kNameBytesMax));
    };
    sheets.push_back({cut(attributes["name"]), cut(attributes["id"])});
  }
  void text(std::string_view /*path*/, std::string_view /*piece*/) override {}
  void closed(std::string_view /*path*/) override {}
};

/// The texts of string items, each with its runs one after the other; phonetic readings are none.
class TextItems final : public XmlListener {
 public:
  explicit TextItems(SharedTexts& texts) : texts_(texts) {}
  bool is_full = false;

  void opened(std::string_view /*path*/, const XmlAttributes& /*attributes*/) override {}
  void text(std::string_view path, std::string_view piece) override {
    if ((path == "si/t" || path == "si/r/t") && !texts_.append(piece)) is_full = true;
  }
  void closed(std::string_view path) override {
    if (path == "si") texts_.end_text();
  }

 private:
  SharedTexts& texts_;
};

class Styles final : public XmlListener {
 public:
  explicit Styles(std::vector<bool>& dates) : dates_(dates) {}
  bool is_full() const { return own_.size() > XlsxReader::kFormatsMax; }

  void opened(std::string_view path, const XmlAttributes& attributes) override {
    const auto id = number_of(attributes["numFmtId"]);
    if (path == "numFmts/numFmt" && !is_full()) own_[id] = is_date_format(attributes["formatCode"]);
    if (path != "cellXfs/xf") return;
    const auto own = own_.find(id);
    dates_.push_back(own == own_.end() ? is_date_format(id) : own->second);
  }
  void text(std::string_view /*path*/, std::string_view /*piece*/) override {}
  void closed(std::string_view /*path*/) override {}

 private:
  std::vector<bool>& dates_;
  std::map<int, bool> own_;  // formats of this workbook: they show a day
};

}  // namespace

core::Result<XlsxReader> XlsxReader::open(std::string_view bytes) {
  auto parts = ZipParts::open(bytes);
  if (!parts) return parts.error();
  XlsxReader reader(std::move(parts).value());
  if (auto read = reader.read_workbook(); !read) return read.error();
  return reader;
}

core::Result<void> XlsxReader::read_workbook() {
  const std::string name(kWorkbookPart);
  Workbook workbook;
  Relationships relationships;
  if (auto read = read_events(parts_, name, workbook); !read) return read;
  if (auto read = read_events(parts_, "xl/_rels/workbook.xml.rels", relationships); !read)
    return read;
  meanings_.from_1904 = workbook.from_1904;
  const auto& targets = relationships.targets;
  for (auto& sheet : workbook.sheets) {
    const auto found = targets.find(sheet.id);
    if (found == targets.end() || !parts_.has(found->second)) continue;
    sheets_.push_back(std::move(sheet.name));
    targets_.push_back(found->second);
  }
  if (sheets_.empty())
    return core::bad_document(std::string(reason::kNotWellFormed), "a workbook without a sheet",
                              name);
  if (!relationships.texts.empty()) {
    if (auto read = read_texts(relationships.texts); !read) return read;
  }
  return relationships.styles.empty() ? success() : read_styles(relationships.styles);
}

core::Result<void> XlsxReader::read_texts(const std::string& name) {
  auto part = parts_.open_part(name);
  if (!part) return part.error();
  meanings_.texts.reserve(part.value().size());
  TextItems items(meanings_.texts);
  if (auto read = read_events(parts_, name, items); !read) return read;
  if (items.is_full) return too_many("bytes of shared strings", ZipParts::kPartBytesMax, name);
  return success();
}

core::Result<void> XlsxReader::read_styles(const std::string& name) {
  Styles styles(meanings_.dates);
  if (auto read = read_events(parts_, name, styles); !read) return read;
  if (styles.is_full()) return too_many("formats of numbers", kFormatsMax, name);
  return success();
}

SheetText XlsxReader::text(std::size_t sheet) const {
  const auto& name = targets_[sheet];
  return {parts_.open_part(name), name, meanings_};
}

}  // namespace procured::reader
