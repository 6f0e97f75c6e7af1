#include "fuzz/hostile_shape.h"

namespace procured::fuzz {
namespace {

using std::string;

const string kInvoiceHead =
    R"(<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2")"
    R"( xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2")"
    R"( xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">)"
    R"(<b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID><b:ID>7</b:ID>)";

const string kIsa =
    "ISA*00*          *00*          *ZZ*S              *ZZ*R              "
    "*240102*1200*^*00501*000000001*0*P*>~GS*PO*S*R*20240102*1200*1*X*005010~";
const string kUnb = "UNB+UNOC:3+S+R+240102:1200+1'UNH+1+INVOIC:D:96A:UN'BGM+380+7'";

string namespaces(int depth) {
  string text = "<r>";
  for (int level = 0; level < depth; ++level) {
    text += "<n";
    for (int i = 0; i < 60; ++i) text += " xmlns:p" + std::to_string(level * 60 + i) + "=\"u\"";
    text += ">";
  }
  return text;
}

void add_xml(std::vector<HostileFile>& files) {
  files.push_back(shape("Entities", "<!DOCTYPE a [", "<!ENTITY e# \"&e1;&e1;\">", "]><a>&e1;</a>"));
  files.push_back(shape("DoctypeNames", "<!DOCTYPE a SYSTEM ", "\"x\" ", "><a/>"));
  files.push_back(shape("DistinctNames", "<r>", "<a#>1</a#>", "</r>"));
  files.push_back(shape("DistinctAttributes", "<r>", "<a b#=\"1\" c#=\"2\"/>", "</r>"));
  files.push_back(shape("DistinctPrefixes", namespaces(4), "<p#:a/>", "</n></n></n></n></r>"));
  files.push_back(shape("ManyNamespaces", namespaces(40), "<a#/>", ""));
  files.push_back(shape("NamespaceOfEach", "<r>", "<a xmlns=\"u#\"><b/></a>", "</r>"));
  files.push_back(shape("OpenComments", "<r>", "<!-- -", ""));
  files.push_back(shape("OpenInstructions", "<r>", "<?x ?", ""));
  files.push_back(shape("OpenCdata", "<r>", "<![CDATA[ ]]", ""));
  files.push_back(shape("OpenQuotes", "<r ", "a='\"", ""));
  files.push_back(shape("OpenReferences", "<r>", "&amp", "</r>"));
  files.push_back(shape("LongReferences", "<r>", "&#000000000000000000000038;", "</r>"));
  files.push_back(shape("ManyTexts", "<r>", "x<!---->&amp;<![CDATA[y]]>", "</r>"));
  files.push_back(shape("LineEnds", "<r>x<b/>", "\r\n\r", "</r>"));
  files.push_back(shape("WrongEnd", "<r>", "<a>", ""));
  files.push_back(
      shape("InvoiceLinesWithoutAmount", kInvoiceHead, "<a:InvoiceLine/>", "</Invoice>"));
  files.push_back(shape("InvoiceTaxTotals", kInvoiceHead,
                        R"(<a:TaxTotal><b:TaxAmount currencyID="NOK">1</b:TaxAmount></a:TaxTotal>)",
                        "</Invoice>"));
  files.push_back(shape("InvoiceParties", kInvoiceHead,
                        "<a:AccountingSupplierParty><a:Party><a:PartyTaxScheme><b:CompanyID>x"
                        "</b:CompanyID></a:PartyTaxScheme></a:Party></a:AccountingSupplierParty>",
                        "</Invoice>"));
  files.push_back(shape("InvoiceProperties", kInvoiceHead + "<a:InvoiceLine><a:Item>",
                        "<a:AdditionalItemProperty><b:Name>n</b:Name><b:Value>v</b:Value>"
                        "</a:AdditionalItemProperty>",
                        "</a:Item></a:InvoiceLine></Invoice>"));
  files.push_back(shape("InvoiceNotes", kInvoiceHead, "<b:Note>n</b:Note>", "</Invoice>"));
  files.push_back(shape("InvoiceDescriptions", kInvoiceHead + "<a:InvoiceLine><a:Item>",
                        "<b:Description>d</b:Description>", "</a:Item></a:InvoiceLine></Invoice>"));
  files.push_back(
      shape("AmountOfManyDigits",
            kInvoiceHead + R"(<a:LegalMonetaryTotal><b:PayableAmount currencyID="NOK">)", "7",
            "</b:PayableAmount></a:LegalMonetaryTotal></Invoice>"));
}

void add_json(std::vector<HostileFile>& files) {
  files.push_back(shape("JsonDigits", "[", "7", "]"));
  files.push_back(shape("JsonBackslashes", "[\"", "\\\\", "\"]"));
  files.push_back(shape("JsonBrackets", "", "[", ""));
  files.push_back(shape("JsonOpenQuotes", "", "\"a\\\"", ""));
  files.push_back(shape("JsonSameName", "{\"a\":1", ",\"a\":1", "}"));
  files.push_back(shape("JsonDistinctNames", "{\"a\":1", ",\"a#\":1", "}"));
  files.push_back(shape("JsonDocuments", "", "{\"id\":1,\"line_items\":[]}\n", ""));
  files.push_back(
      shape("JsonSameOrders", R"({"orders":[)",
            R"({"id":1,"name":"x","created_at":"2024-02-29T00:00:00Z","currency":"NOK",)"
            R"("line_items":[{"id":1,"quantity":1,"price":"1"}]},)",
            "null]}"));
}

void add_messages(std::vector<HostileFile>& files) {
  files.push_back(shape("EdifactReleased", kUnb + "FTX+", "??", ""));
  files.push_back(shape("EdifactTerminators", kUnb, "'", ""));
  files.push_back(shape("EdifactOpenHeader", "UNB", "+", ""));
  files.push_back(shape("EdifactGroupsRestart", kUnb, "LIN+1'ALC+A'MOA+8:1'UNS+S'ALC+A'MOA+8:1'",
                        "UNT+3+1'UNZ+1+1'"));
  files.push_back(shape("EdifactAllowancesOfALine", kUnb + "LIN+1'QTY+47:1'", "ALC+A'MOA+8:1'",
                        "UNT+3+1'UNZ+1+1'"));
  files.push_back(shape("EdifactInterchanges", "", kUnb + "UNT+3+1'UNZ+1+1'", ""));
  files.push_back(shape("X12Levels", kIsa + "ST*856*1~BSN*00*1*20240102*1200~",
                        "HL*#**I~LIN**VP*x~", "SE*1*1~GE*1*1~IEA*1*1~"));
  files.push_back(shape("X12Repetitions", kIsa + "ST*850*1~BEG*00*NE*1**20240102~",
                        "PO1*1*1*EA*1**VP*" + repeated("x", "^x", "", 1800) + "~",
                        "SE*1*1~GE*1*1~IEA*1*1~"));
  files.push_back(shape("X12Pairs", kIsa + "ST*850*1~BEG*00*NE*1**20240102~",
                        "PO1*1*1*EA*1**ZZ*x*ZZ*x*ZZ*x*ZZ*x*ZZ*x*ZZ*x*ZZ*x*VP*x~",
                        "SE*1*1~GE*1*1~IEA*1*1~"));
}

void add_tables(std::vector<HostileFile>& files) {
  const string columns =
      "buyer_id,unit_id,name,parent_id,kind,headcount,references,valid_from,valid_to";
  files.push_back(shape("CsvColumnsAlike", columns, ",c", "\n1\n"));
  files.push_back(shape("CsvLinesOfQuotes", columns + "\n", "x,\"\n", ""));
  files.push_back(shape("CsvDoubledQuotes", columns + "\n\"", "\"\"", "\n"));
  files.push_back(shape("CsvEmptyLines", columns + "\n", "\n", ""));
  const string ledger = "voucher,supplier,date,amount\n";
  files.push_back(shape("LedgerLinesOfQuotes", ledger, "x,\"\n", ""));
  files.push_back(shape("LedgerOpenQuotes", ledger, "1,\"x\n", ""));
  files.push_back(shape("LedgerColumns", "voucher,supplier,date,amount", ",c#", "\n1,x,1,1\n"));
  files.push_back(shape("LedgerHeaders", ledger, ledger, "1,x,2024-02-29,1\n"));
  files.push_back(shape("LedgerTwoVouchers", ledger, "1,x,2024-02-29,1\n2,x,2024-02-29,1\n", ""));
  files.push_back(shape("FormDistinctNames", "A=1", "&B#=1", ""));
  files.push_back(shape("FormBrackets", "A=1", "&A-B[#]:[[[[]=1", ""));
  files.push_back(shape("FormBlanks", "A=1", "&&&&&&&&", ""));
}

}  // namespace

std::vector<HostileFile> slow_files() {
  std::vector<HostileFile> files;
  add_xml(files);
  add_json(files);
  add_messages(files);
  add_tables(files);
  return files;
}

std::vector<HostileFile> yaml_files() {
  return {shape("Keys", "", "a#: 1\n", ""),
          shape("Items", "a:\n", " - 1\n", ""),
          shape("FlowItems", "a: [1", ",1", "]\n"),
          shape("FlowKeys", "a: {x: 1", ",a#: 1", "}\n"),
          shape("Brackets", "a: ", "[", ""),
          shape("Braces", "a: ", "{", ""),
          shape("OpenQuotes", "a: \"", "x\n ", ""),
          shape("Apostrophes", "a: '", "''", "'\n"),
          shape("Block", "a: |\n", "  x\n", ""),
          shape("Comments", "a: 1\n", "# x\n", ""),
          shape("Indents", "a:\n", "  - - - - - x\n", ""),
          shape("Colons", "a: ", "b:c", "\n")};
}

}  // namespace procured::fuzz
