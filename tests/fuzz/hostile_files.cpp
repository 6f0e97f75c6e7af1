#include <string_view>
#include <utility>

#include "fuzz/hostile_shape.h"

namespace procured::fuzz {
namespace {

using std::string;
using std::string_view;

/// The part nested in itself as deep as it may be, over and over.
HostileFile nested(string name, string head, string start, string end, string tail, int depth) {
  string part;
  for (int i = 0; i < depth; ++i) part += start;
  for (int i = 0; i < depth; ++i) part += end;
  return shape(std::move(name), std::move(head), part, std::move(tail));
}

const string kInvoiceHead =
    R"(<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2")"
    R"( xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2")"
    R"( xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">)"
    R"(<b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID><b:ID>7</b:ID>)"
    R"(<b:IssueDate>2024-02-29</b:IssueDate><b:InvoiceTypeCode>380</b:InvoiceTypeCode>)";
const string kInvoiceTail = "</Invoice>";
const string kLine =
    R"(<a:InvoiceLine><b:LineExtensionAmount currencyID="NOK">1</b:LineExtensionAmount>)"
    "</a:InvoiceLine>";

const string kUnb = "UNB+UNOC:3+S+R+240102:1200+1'";
const string kUnh = "UNH+1+INVOIC:D:96A:UN'BGM+380+7'DTM+137:20240229:102'";
const string kUnt = "UNT+4+1'UNZ+1+1'";
const string kIsa =
    "ISA*00*          *00*          *ZZ*S              *ZZ*R              "
    "*240102*1200*U*00401*000000001*0*P*>~GS*IN*S*R*20240102*1200*1*X*004010~";
const string kIea = "GE*1*1~IEA*1*000000001~";
const string kLedger = "voucher,supplier,date,amount\n";

string idoc_record(const string& definition, const string& numbers, const string& fields) {
  string record = definition;
  record.resize(30, ' ');
  return record + "100" + "0000000000000001" + numbers + fields + "\n";
}

string idoc_control() {
  string record = "EDI_DC40  1000000000000000001700 302   INVOIC02";
  return record + "\n";
}

/// An order of one segment; "#" in it is its number.
string idoc_order() {
  string record = "EDI_DC40  100#";
  record.resize(60 + 1, ' ');  // of which the "#" becomes one digit or more
  return record + string(38, ' ') + "ORDERS\n" +
         idoc_record("E2EDK01", "00000100000001", "    NOK");
}

/// Segments with rising numbers, as short as they can be.
HostileFile idoc(string name, string definition, string fields) {
  return {std::move(name), [=](std::size_t bytes) {
            auto text = idoc_control();
            for (int number = 1; text.size() + 100 < bytes && number < 1'000'000; ++number) {
              auto digits = std::to_string(number);
              digits.insert(0, 6 - digits.size(), '0');
              text += idoc_record(definition, digits + "00000001", fields);
            }
            return text;
          }};
}

void add_xml(std::vector<HostileFile>& files) {
  files.push_back(shape("XmlEmptyElements", "<r>", "<a/>", "</r>"));
  files.push_back(shape("XmlOneCharacter", "<r>", "<a>1</a>", "</r>"));
  files.push_back(
      shape("XmlAttributes", "<r>", R"(<a b="" c="" d="" e="" f="" g="" h="" i=""/>)", "</r>"));
  files.push_back(shape("XmlReferences", "<r>", "<a>&lt;</a>", "</r>"));
  files.push_back(
      shape("XmlCodedAttributes", "<r>", R"(<a b="&lt;" c="&lt;" d="&lt;" e="&lt;"/>)", "</r>"));
  files.push_back(shape("XmlParsedEmptyElements", "<r>x<b/>y", "<a/>", "</r>"));
  files.push_back(shape("XmlParsedOneCharacter", "<r>x<b/>y", "<a>1</a>", "</r>"));
  files.push_back(
      shape("XmlParsedAttributes", "<r>x<b/>y", R"(<a b="" c="" d="" e="" f="" g=""/>)", "</r>"));
  files.push_back(shape("XmlMixedTexts", "<r>", "<a>1<b/>2</a>", "</r>"));
  files.push_back(shape("XmlManyTextsOfOne", "<r>", "1<b/>", "</r>"));
  files.push_back(nested("XmlDeep", "<r>", "<a>", "</a>", "</r>", 60));
  files.push_back(shape("XmlLongTexts", "<r>", "<a>" + string(60'000, 'x') + "</a>", "</r>"));
  files.push_back(
      shape("XmlLongCodedTexts", "<r>", "<a>&lt;" + string(60'000, 'x') + "</a>", "</r>"));
  files.push_back(shape("XmlOneText", "<r>", "xxxxxxxxxxxxxxxx", "</r>"));
  files.push_back(shape("XmlLatinEuros", R"(<?xml version="1.0" encoding="windows-1252"?><r>)",
                        "<a>\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80</a>",
                        "</r>"));
  files.push_back(
      shape("XmlLatinMixed", R"(<?xml version="1.0" encoding="windows-1252"?><r>x<b/>y)",
            "<a>\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80</a>", "</r>"));
  files.push_back(shape("XmlInvoiceLines", kInvoiceHead, kLine, kInvoiceTail));
  files.push_back(
      shape("XmlInvoiceNotes", kInvoiceHead, "<b:Note>1</b:Note>", kLine + kInvoiceTail));
  files.push_back(shape("XmlInvoiceReferences", kInvoiceHead,
                        "<a:DespatchDocumentReference><b:ID>1</b:ID></a:DespatchDocumentReference>",
                        kLine + kInvoiceTail));
  files.push_back(shape("XmlInvoiceAllowances", kInvoiceHead,
                        R"(<a:AllowanceCharge><b:Amount>1</b:Amount></a:AllowanceCharge>)",
                        kLine + kInvoiceTail));
  files.push_back(shape("XmlInvoiceEmptyLines", kInvoiceHead, "<a:InvoiceLine/>", kInvoiceTail));
  files.push_back(shape(
      "XmlVouchers",
      R"(<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO">)"
      "<GeneralLedgerEntries><Journal>",
      "<Transaction><TransactionID>#</TransactionID><TransactionDate>2024-02-29</TransactionDate>"
      "<Line><SupplierID>1</SupplierID><CreditAmount><Amount>1</Amount></CreditAmount></Line>"
      "</Transaction>",
      "</Journal></GeneralLedgerEntries></AuditFile>"));
  files.push_back(
      shape("XmlEnvelope",
            R"(<s:StandardBusinessDocument xmlns:s="http://www.unece.org/cefact/namespaces/)"
            R"(StandardBusinessDocumentHeader">)",
            "<a/>", "</s:StandardBusinessDocument>"));
}

void add_json_documents(std::vector<HostileFile>& files) {
  files.push_back(shape(
      "JsonReleases", R"({"releases":[{"ocid":"o"})",
      R"(,{"ocid":"o#","date":"2026-02-02T12:00:00Z","buyer":{"id":"b"},"awards":[{"id":"a",)"
      R"("suppliers":[{"id":"s"}]}],"contracts":[{"id":"#","awardID":"a","status":"active"}]})",
      "]}"));
  files.push_back(
      shape("JsonItemsOfOneContract",
            R"({"d":{"PurchaseContract":"1","PurchaseContractType":"MK","Supplier":"2",)"
            R"("to_PurchaseContractItem":{"results":[{})",
            R"(,{"SupplierMaterialNumber":"#"})", "]}}}"));
}

void add_json(std::vector<HostileFile>& files) {
  files.push_back(shape("JsonNumbers", "[1", ",1", "]"));
  files.push_back(shape("JsonMembers", R"({"a":1)", R"(,"":1)", "}"));
  files.push_back(shape("JsonLines", "", "{}\n", ""));
  files.push_back(shape("JsonObjects", R"({"value":[{})", ",{}", "]}"));
  files.push_back(shape("JsonEscapes", R"(["x")", R"(,"\n\n\n\n")", "]"));
  files.push_back(nested("JsonDeep", "[1,", "[", "]", "1]", 60));
  files.push_back(
      shape("JsonTypicalMembers", R"([{"a":1})", R"(,{"name":"value #","amount":#.5})", "]"));
  files.push_back(
      shape("JsonOrders", R"({"orders":[{"id":1})",
            R"(,{"id":#,"name":"n#","order_number":#,"total_price":"1","currency":"NOK",)"
            R"("created_at":"2024-02-29T00:00:00Z",)"
            R"("line_items":[{"id":1,"quantity":1,"price":"1"}]})",
            "]}"));
  files.push_back(shape("JsonOneString", R"([")", "xxxxxxxxxxxxxxxx", R"("])"));
}

void add_messages(std::vector<HostileFile>& files) {
  files.push_back(
      shape("EdifactElements", kUnb + kUnh, "IMD+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1'", kUnt));
  files.push_back(
      shape("EdifactComponents", kUnb + kUnh, "IMD+1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1'", kUnt));
  files.push_back(shape("EdifactReleases", kUnb + kUnh, "FTX+?++?++?++?++?++?++?++?+'", kUnt));
  files.push_back(shape("EdifactLines", kUnb + kUnh, "LIN+1'MOA+203:1'", kUnt));
  files.push_back(shape("EdifactEmptyLines", kUnb + kUnh, "LIN'", kUnt));
  files.push_back(shape("EdifactMessages", kUnb, "UNH+#+X'UNT+2+#'", "UNZ+1+1'"));
  files.push_back(shape("EdifactInvoices", kUnb, kUnh + "LIN+1'MOA+203:1'UNT+4+1'", "UNZ+1+1'"));
  files.push_back(shape("EdifactLatin", kUnb + kUnh,
                        "FTX+\xE5\xE5\xE5\xE5\xE5\xE5\xE5\xE5\xE5\xE5\xE5'", kUnt));
  files.push_back(shape("EdifactStrays", kUnb, "AAA'UNT'", "UNZ+1+1'"));
  files.push_back({"EdifactHeader", [](std::size_t bytes) {
                     const auto head = repeated("UNB+UNOC:3+S+R+240102:1200+1",
                                                "+" + string(60'000, 'x'), "'", bytes / 2);
                     return repeated(head, "UNH+1+X'UNT+2+1'", "UNZ+1+1'", bytes);
                   }});
  files.push_back(shape("X12Elements", kIsa + "ST*810*1~BIG*20240102*7~",
                        "REF*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1~", "SE*3*1~" + kIea));
  files.push_back(
      shape("X12Lines", kIsa + "ST*810*1~BIG*20240102*7~", "IT1**1*EA*1~", "TDS*1~SE*3*1~" + kIea));
  files.push_back(shape("X12Ends", kIsa + "ST*810*1~SE*2*1~", "GE*1*1~", "IEA*1*1~"));
  files.push_back(shape("X12Sets", kIsa, "ST*810*1~SE*2*1~", kIea));
  files.push_back(idoc("IdocShort", "E2EDP01", ""));
  files.push_back(idoc("IdocUnknown", "Z2WITHALONGNAMEOFTHIRTYCHAR000", "x"));
  files.push_back(shape("IdocOrders", "", idoc_order(), ""));
  files.push_back(idoc("IdocFields", "E2EDP01", "0000100010201                   1"));
}

void add_tables(std::vector<HostileFile>& files) {
  files.push_back(shape(
      "CsvUnits", "buyer_id,unit_id,name,parent_id,kind,headcount,references,valid_from,valid_to\n",
      "314000307,u#,the name of a unit that has a long one,,school,,,,\n", ""));
  files.push_back(shape("CsvBlankCells", "buyer_id,unit_id,name,parent_id,kind\n",
                        ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", "\n"));
  files.push_back(shape("CsvColumns", "buyer_id", ",", "\n1\n"));
  files.push_back(shape("CsvNames", "buyer_id,unit_id,name,parent_id,kind", ",c#", "\n1,2\n"));
  files.push_back(shape("CsvQuotes", "buyer_id,unit_id,name,parent_id,kind\n1", ",\"\"\"\"", "\n"));
  files.push_back(
      shape("CsvOpenQuotes", "buyer_id,unit_id,name,parent_id,kind\n", "\"\"\"x\n", ""));
  files.push_back(shape("PlainText", "", "word ", ""));
  const string wide = "voucher,supplier,date,amount,a,b,c,d,e,f,g,h\n";
  files.push_back(shape("LedgerRows", kLedger, "#,x,2024-02-29,1\n", ""));
  files.push_back(shape("LedgerOneVoucher", kLedger, "1,x,2024-02-29,1\n", ""));
  files.push_back(shape("LedgerDays", kLedger, "1,x,2023-02-28,1\n1,x,2024-02-29,1\n", ""));
  files.push_back(shape("LedgerWide", wide, "1,x,1,1,1,1,1,1,1,1,1,1\n", ""));
  files.push_back(shape("LedgerQuotes", wide, "1,x,1,1,\"\"\"\",\"\"\"\",,,,,,\n", ""));
  files.push_back(shape("LedgerWrongRows", kLedger, "1\n", ""));
  files.push_back(shape("LedgerEuros", kLedger, "#,\x80\x80\x80\x80\x80\x80\x80\x80,,\n", ""));
  files.push_back(shape("LedgerEurosOfOne", kLedger, "1,\x80,\x80\x80\x80\x80\x80\x80\x80,\n", ""));
}

void add_forms(std::vector<HostileFile>& files) {
  files.push_back(shape("FormFields", "A=1", "&B=1", ""));
  files.push_back(shape("FormItems", "A=1", "&NEW_ITEM-QUANTITY[#]=1", ""));
  files.push_back(shape("FormOneItem", "A=1", "&NEW_ITEM-QUANTITY[1]=1", ""));
  files.push_back(shape("FormLongTexts", "A=1", "&A=" + string(60'000, 'x'), ""));
  files.push_back(shape("FormEscapes", "A=1", "&NEW_ITEM-VENDOR[1]=%80%80%80%80%80%80%80", ""));
}

}  // namespace

std::vector<HostileFile> hostile_files() {
  std::vector<HostileFile> files;
  add_xml(files);
  add_json(files);
  add_json_documents(files);
  add_messages(files);
  add_tables(files);
  add_forms(files);
  return files;
}

}  // namespace procured::fuzz
