#include <algorithm>

#include "fuzz/hostile_shape.h"
#include "support/archive.h"

namespace procured::fuzz {
namespace {

using std::string;

/// What no part may have more of. (connectors/README.md)
constexpr std::size_t kPartBytes = (32U << 20U) - 4096;

struct Workbook {
  string sheets = R"(<workbook><sheets><sheet name="units" id="a"/></sheets></workbook>)";
  string relationships =
      R"(<Relationships><Relationship Id="a" Type="t/worksheet" Target="sheet.xml"/>)"
      R"(<Relationship Id="b" Type="t/sharedStrings" Target="texts.xml"/>)"
      R"(<Relationship Id="c" Type="t/styles" Target="styles.xml"/></Relationships>)";
  string texts = "<sst><si><t>x</t></si></sst>";
  string styles = "<styleSheet/>";
  string sheet = "<worksheet/>";
};

string archive_of(const Workbook& workbook) {
  return support::archive_of({{"xl/workbook.xml", workbook.sheets},
                              {"xl/_rels/workbook.xml.rels", workbook.relationships},
                              {"xl/texts.xml", workbook.texts},
                              {"xl/styles.xml", workbook.styles},
                              {"xl/sheet.xml", workbook.sheet}});
}

/// A spreadsheet one of whose parts is expensive: of about as many bytes, unpacked.
HostileFile spreadsheet(string name, string Workbook::*part, string head, string body,
                        string tail) {
  return {std::move(name), [=](std::size_t bytes) {
            Workbook workbook;
            workbook.*part = repeated(head, body, tail, std::min(bytes, kPartBytes));
            return archive_of(workbook);
          }};
}

const string kSheetHead =
    R"(<worksheet><sheetData><row><c t="str"><v>buyer_id</v></c><c t="str"><v>unit_id</v></c>)"
    R"(<c t="str"><v>name</v></c><c t="str"><v>parent_id</v></c><c t="str"><v>kind</v></c></row>)";
const string kSheetTail = "</sheetData></worksheet>";

}  // namespace

std::vector<HostileFile> hostile_spreadsheets() {
  const auto sheet = &Workbook::sheet;
  std::vector<HostileFile> files = {
      spreadsheet(
          "XlsxUnits", sheet, kSheetHead,
          R"(<row><c><v>314000307</v></c><c t="str"><v>u#</v></c><c t="s"><v>0</v></c></row>)",
          kSheetTail),
      spreadsheet("XlsxShortRows", sheet, kSheetHead, "<row><c><v>#</v></c></row>", kSheetTail),
      spreadsheet("XlsxCellsOfOneRow", sheet, kSheetHead + "<row>", "<c r=\"A#\"><v>#</v></c>",
                  "</row>" + kSheetTail),
      spreadsheet("XlsxNames", sheet, kSheetHead, "<a# b#=\"\"/>", kSheetTail),
      spreadsheet("XlsxOneTag", sheet, kSheetHead + "<a b=\"", "#", "\"/>" + kSheetTail),
      spreadsheet("XlsxDeep", sheet, kSheetHead, "<a b=\"#\">", ""),
      spreadsheet("XlsxTexts", &Workbook::texts, "<sst>", "<si><t>#</t></si>", "</sst>"),
      spreadsheet("XlsxEmptyTexts", &Workbook::texts, "<sst>#", "<si/>", "</sst>"),
      spreadsheet("XlsxOneText", &Workbook::texts, "<sst><si><t>", "text #", "</t></si></sst>"),
      spreadsheet("XlsxFormats", &Workbook::styles, "<styleSheet><numFmts>",
                  R"(<numFmt numFmtId="#" formatCode="y"/>)", "</numFmts></styleSheet>"),
      spreadsheet("XlsxSheets", &Workbook::sheets, "<workbook><sheets>",
                  R"(<sheet name="n#" id="a"/>)", "</sheets></workbook>"),
      spreadsheet("XlsxRelationships", &Workbook::relationships, "<Relationships>",
                  R"(<Relationship Id="a#" Target="b#"/>)", "</Relationships>"),
  };
  // Every cell of a row is the same long text.
  files.push_back(
      {"XlsxLongTexts", [](std::size_t bytes) {
         Workbook workbook;
         workbook.texts = "<sst><si><t>" + repeated("", "text #", "", 60'000) + "</t></si></sst>";
         const auto row = "<row>" + repeated("", "<c t=\"s\"><v>0</v></c>", "", 20'000) + "</row>";
         workbook.sheet = repeated(kSheetHead, row, kSheetTail, std::min(bytes, kPartBytes));
         return archive_of(workbook);
       }});
  files.push_back({"XlsxParts", [](std::size_t bytes) {
                     support::ArchiveParts parts;
                     for (std::size_t i = 0; i < std::min<std::size_t>(bytes / 100, 60'000); ++i)
                       parts.emplace_back("a" + std::to_string(i), "");
                     return support::archive_of(parts);
                   }});
  return files;
}

}  // namespace procured::fuzz
