#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/mapping/catalogue.h"
#include "connectors/program/reasons.h"

// Goal: every problem of every mapping file is shown at once, with its place and what was probably
// meant; and the parts of the language that the built-in entries do not use work. Method:
// catalogues written into a temporary folder.
namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

class MappingCompilerTest : public testing::Test {
 protected:
  MappingCompilerTest()
      : folder_(fs::temp_directory_path() / ("procured-mapping-" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "x");
  }
  ~MappingCompilerTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / "x" / name) << text;
  }
  core::Result<Catalogue> load() { return Catalogue::load({folder_.string()}); }
  /// The problems without the folder's path.
  std::string problems() {
    auto loaded = load();
    auto text = loaded ? std::string() : loaded.error().detail;
    const auto path = (folder_ / "x").string() + "/";
    for (auto at = text.find(path); at != std::string::npos; at = text.find(path))
      text.erase(at, path.size());
    return text;
  }
  v1::DocumentContent decoded(const std::string& bytes) {
    const auto catalogue = load();
    if (!catalogue) {
      ADD_FAILURE() << catalogue.error().detail;
      return {};
    }
    const auto decoding = catalogue.value().decode_whole(bytes, {});
    const auto* document = std::get_if<DecodedDocument>(&decoding.parts.front().outcome);
    if (document == nullptr) {
      ADD_FAILURE() << std::get<core::Error>(decoding.parts.front().outcome).detail;
      return {};
    }
    return document->content;
  }

  fs::path folder_;
};

const std::string kHead = "document: invoice\nnamespaces: {n: 'urn:n'}\nrecognise: {root: n:doc}\n";

TEST_F(MappingCompilerTest, AllProblemsOfAllFilesAreShownAtOnceWithSuggestions) {
  write("a.yaml", kHead +
                      "fields:\n"
                      "  issue_dat: n:date\n"
                      "  id: m:id\n"
                      "  due_date: {at: n:due, type: dat}\n"
                      "  seller: {at: n:seller, use: part}\n"
                      "  lines: {each: n:line, fields: {quantity: n:q, quantty: n:q}}\n"
                      "ignroe: []\n");
  write("b.yaml", "fragment: party\nfields: {name: n}\n");
  write("c.yaml", "documnet: x\n");
  EXPECT_EQ(problems(),
            "a.yaml:10:1: unknown key 'ignroe'; did you mean 'ignore'?\n"
            "a.yaml:5:3: DocumentContent has no field 'issue_dat'; did you mean 'issue_date'?\n"
            "a.yaml:6:7: the prefix 'm' is not declared under namespaces\n"
            "a.yaml:7:31: unknown type 'dat'; did you mean 'date'?\n"
            "a.yaml:8:31: there is no fragment 'part'; did you mean 'party'?\n"
            "a.yaml:9:49: Line has no field 'quantty'; did you mean 'quantity'?\n"
            "c.yaml:1:1: the first key says what a file is: entry, document, register, fragment, "
            "refusals, "
            "envelope, groups or segments; not 'documnet'");
}

TEST_F(MappingCompilerTest, ReasonsComeFromTheClosedList) {
  write("a.yaml", kHead + "fields: {id: {at: n:id, required: mising_id}}\n");
  EXPECT_EQ(problems(),
            "a.yaml:4:35: 'mising_id' is no reason of the closed list; did you mean 'missing_id'?");
}

TEST_F(MappingCompilerTest, AFieldIsStatedOnce) {
  write("a.yaml", kHead + "use: f\nfields: {id: n:id}\n");
  write("f.yaml", "fragment: f\nnamespaces: {n: 'urn:n'}\nfields: {id: n:other}\n");
  EXPECT_EQ(problems(), "a.yaml:5:10: 'id' is stated twice");
}

TEST_F(MappingCompilerTest, FragmentsThatUseThemselvesAreRefused) {
  write("a.yaml", kHead + "use: f\n");
  write("f.yaml", "fragment: f\nuse: f\n");
  EXPECT_EQ(problems(), "f.yaml:2:6: fragments use each other more than 8 deep");
}

TEST_F(MappingCompilerTest, TheYamlItselfIsReadStrictly) {
  write("a.yaml", kHead + "fields: {id: n:id}\nfields: {id: n:id}\n");
  EXPECT_NE(problems().find("a.yaml:5:1"), std::string::npos) << problems();
}

TEST_F(MappingCompilerTest, AMissingFolderIsAProblem) {
  EXPECT_FALSE(Catalogue::load({(folder_ / "absent").string()}).has_value());
}

TEST_F(MappingCompilerTest, TheFirstAlternativeWithAValueCounts) {
  write("a.yaml", kHead + "fields: {id: [n:first, n:second, n:third]}\n");
  EXPECT_EQ(
      decoded("<doc xmlns='urn:n'><third>3</third><second>2</second><first> </first></doc>").id(),
      "2");
  EXPECT_EQ(decoded("<doc xmlns='urn:n'><first>1</first><second>2</second></doc>").id(), "1");
}

TEST_F(MappingCompilerTest, SignsCodesDefaultsDatesAndConstantsFollowTheMapping) {
  write("a.yaml", kHead +
                      "set: {kind: CREDIT_NOTE}\n"
                      "fields:\n"
                      "  type_code: {at: n:type, table: {CR: '381'}, default: '380'}\n"
                      "  issue_date: {at: n:date, type: date, format: DD.MM.YYYY}\n"
                      "  notes: {at: n:notes, split: ';'}\n"
                      "  lines:\n"
                      "    each: n:rows/n:row\n"
                      "    fields:\n"
                      "      quantity: {at: '@q', type: decimal, negate: true}\n"
                      "      unit_code: {at: '@u', table: {stk: NAR}, default: C62}\n"
                      "      item_name: .\n");
  const auto content = decoded(
      "<doc xmlns='urn:n'><type>CR</type><date>31.01.2026</date><notes>a; b</notes>"
      "<rows><row q='2.50' u='stk'>bread</row><row q='-1'/></rows></doc>");
  EXPECT_EQ(content.kind(), v1::CREDIT_NOTE);
  EXPECT_EQ(content.type_code(), "381");
  EXPECT_EQ(content.issue_date(), "2026-01-31");
  ASSERT_EQ(content.notes_size(), 2);
  EXPECT_EQ(content.notes(1), "b");
  ASSERT_EQ(content.lines_size(), 2);
  EXPECT_EQ(content.lines(0).quantity(), "-2.5");
  EXPECT_EQ(content.lines(0).unit_code(), "NAR");
  EXPECT_EQ(content.lines(0).item_name(), "bread");
  EXPECT_EQ(content.lines(1).quantity(), "1");
  EXPECT_EQ(content.lines(1).unit_code(), "C62");
  EXPECT_EQ(decoded("<doc xmlns='urn:n'/>").type_code(), "380");
}

TEST_F(MappingCompilerTest, PredicatesChooseAmongElementsOfOneName) {
  write("a.yaml", kHead +
                      "fields:\n"
                      "  order_reference: \"n:ref[@type='ON']/n:id\"\n"
                      "  contract_reference: \"n:ref[n:kind='CT']/n:id\"\n"
                      "  attachments: {each: n:ref, fields: {id: n:id}}\n");
  const auto content = decoded(
      "<doc xmlns='urn:n'><ref><id>1</id></ref><ref "
      "type='ON'><id>2</id></ref><ref><kind>CT</kind><id>3</id></ref></doc>");
  EXPECT_EQ(content.order_reference(), "2");
  EXPECT_EQ(content.contract_reference(), "3");
  ASSERT_EQ(content.attachments_size(), 1);
  EXPECT_EQ(content.attachments(0).id(), "1");
}

TEST_F(MappingCompilerTest, PrefixesOfADocumentAreItsOwn) {
  write("a.yaml", kHead + "fields: {id: n:a/n:id, notes: n:note}\n");
  const auto content = decoded(
      "<x:doc xmlns:x='urn:n' xmlns='urn:other'><a><x:id>wrong</x:id></a><y:a xmlns:y='urn:n'><id "
      "xmlns='urn:n'>1</id>"
      "</y:a><x:note>a<!-- c -->b<![CDATA[c]]></x:note></x:doc>");
  EXPECT_EQ(content.id(), "1");
  ASSERT_EQ(content.notes_size(), 1);
  EXPECT_EQ(content.notes(0), "abc");
}

TEST_F(MappingCompilerTest, ConditionsChooseAmongMappingsOfOneRoot) {
  write("a.yaml",
        "document: a\nnamespaces: {n: 'urn:n'}\n"
        "recognise: {root: n:doc, when: [{path: n:kind, starts_with: CRE}]}\nset: {kind: "
        "CREDIT_NOTE}\nfields: {id: n:id}\n");
  write("b.yaml",
        "document: b\nnamespaces: {n: 'urn:n'}\nrecognise: {root: n:doc}\nset: {kind: "
        "INVOICE}\nfields: {id: n:id}\n");
  EXPECT_EQ(decoded("<doc xmlns='urn:n'><kind>CREME</kind></doc>").kind(), v1::CREDIT_NOTE);
  EXPECT_EQ(decoded("<doc xmlns='urn:n'><kind>other</kind></doc>").kind(), v1::INVOICE);
}

TEST_F(MappingCompilerTest, APatternTakesItsGroupAndNoMatchIsNoValue) {
  write("a.yaml", kHead +
                      "fields:\n"
                      "  contract_reference: {at: n:note, pattern: '(?i)avtale\\s+([0-9-]+)'}\n"
                      "  id: {at: [n:free, n:id], pattern: 'no ([0-9]+)'}\n");
  const auto found = decoded(
      "<doc xmlns='urn:n'><note>Etter Avtale  2026-7, takk</note><free>nothing</free>"
      "<id>no 12</id></doc>");
  EXPECT_EQ(found.contract_reference(), "2026-7");
  EXPECT_EQ(found.id(), "12");
  EXPECT_EQ(decoded("<doc xmlns='urn:n'><note>x</note></doc>").contract_reference(), "");
}

TEST_F(MappingCompilerTest, TextsThatMeanNothingAreNoValues) {
  write("a.yaml", kHead +
                      "fields: {due_date: {at: [n:due, n:pay], type: date, format: YYYYMMDD, "
                      "empty: ['00000000', '0']}}\n");
  EXPECT_EQ(decoded("<doc xmlns='urn:n'><due>00000000</due><pay>20260131</pay></doc>").due_date(),
            "2026-01-31");
  EXPECT_EQ(decoded("<doc xmlns='urn:n'><due>0</due></doc>").due_date(), "");
}

TEST_F(MappingCompilerTest, ASourceOfAMessageMayHaveConstantsOfItsOwn) {
  write("a.yaml", kHead +
                      "fields:\n"
                      "  allowances_charges:\n"
                      "    - {each: n:freight, set: {charge: 'true', reason: Freight}, "
                      "fields: {amount: .}}\n"
                      "    - {each: n:rebate, set: {charge: 'false'}, fields: {amount: .}}\n");
  const auto content = decoded("<doc xmlns='urn:n'><freight>10</freight><rebate>3</rebate></doc>");
  ASSERT_EQ(content.allowances_charges_size(), 2);
  EXPECT_TRUE(content.allowances_charges(0).charge());
  EXPECT_EQ(content.allowances_charges(0).reason(), "Freight");
  EXPECT_EQ(content.allowances_charges(0).amount(), "10");
  EXPECT_FALSE(content.allowances_charges(1).charge());
  EXPECT_EQ(content.allowances_charges(1).reason(), "");
}

TEST_F(MappingCompilerTest, ASingleMessageMayHaveSeveralSources) {
  write("a.yaml",
        kHead +
            "fields:\n"
            "  seller:\n"
            "    - {at: n:seller, use: party, required: missing_seller, any_of: [legal_id]}\n"
            "    - {at: 'n:sender[not(../n:seller)]', use: party}\n"
            "  id: n:id\n");
  write("party.yaml",
        "fragment: party\nnamespaces: {n: 'urn:n'}\nfields:\n"
        "  {name: n:name, identifications: {each: n:no, fields: {id: .}}, legal_id: n:org}\n");
  const std::string sender = "<sender><org>1</org><no>2</no><no>3</no><name>S</name></sender>";
  // A group that starts below a source leaves alone what stands beside it: the organisation is not
  // missing afterwards.
  const auto alone = decoded("<doc xmlns='urn:n'><id>7</id>" + sender + "</doc>");
  EXPECT_EQ(alone.seller().name(), "S");
  EXPECT_EQ(alone.seller().legal_id(), "1");
  EXPECT_EQ(alone.seller().identifications_size(), 2);
  EXPECT_EQ(alone.id(), "7");
  const auto both = decoded("<doc xmlns='urn:n'>" + sender + "<seller><org>9</org></seller></doc>");
  EXPECT_EQ(both.seller().legal_id(), "9");
  EXPECT_EQ(both.seller().name(), "");
}

TEST_F(MappingCompilerTest, EachOfSeveralSourcesHasAnElement) {
  write("a.yaml",
        kHead + "fields: {seller: [{at: n:a, fields: {name: n:x}}, {fields: {name: n:y}}]}\n");
  EXPECT_EQ(problems(), "a.yaml:4:51: each of several sources of a single message needs at");
}

TEST_F(MappingCompilerTest, TheMappingOfTheRestComesLast) {
  write("a.yaml", kHead + "set: {kind: INVOICE}\nfields: {id: n:id}\n");
  write("b.yaml",
        "document: b\nnamespaces: {n: 'urn:n'}\n"
        "recognise: {root: n:doc, when: [{path: n:type, equals: request}]}\n"
        "set: {kind: PAYMENT_REQUEST}\nfields: {id: n:id}\n");
  EXPECT_EQ(decoded("<doc xmlns='urn:n'><type>request</type></doc>").kind(), v1::PAYMENT_REQUEST);
  EXPECT_EQ(decoded("<doc xmlns='urn:n'><type>other</type></doc>").kind(), v1::INVOICE);
}

TEST_F(MappingCompilerTest, AFieldOfAGroupMayStandAtTheRoot) {
  write("a.yaml", kHead +
                      "fields: {lines: {each: n:line, fields: {id: n:id, "
                      "order_reference: [n:order, /n:head/n:order]}}}\n");
  const auto content = decoded(
      "<doc xmlns='urn:n'><line><id>1</id></line><line><id>2</id><order>own</order></line>"
      "<head><order>PO-1</order></head></doc>");
  ASSERT_EQ(content.lines_size(), 2);
  EXPECT_EQ(content.lines(0).order_reference(), "PO-1");
  EXPECT_EQ(content.lines(1).order_reference(), "own");
}

TEST_F(MappingCompilerTest, AFieldOfAGroupMayStandAroundIt) {
  write("a.yaml",
        kHead +
            "fields: {lines: {each: n:level/n:level, fields: {id: n:id, "
            "order_reference: [n:order, ../n:order, ../../n:order, ../../../n:order]}}}\n");
  const auto content = decoded(
      "<doc xmlns='urn:n'><order>far</order>"
      "<level><level><id>1</id></level><order>PO-1</order>"
      "<level><id>2</id><order>own</order></level></level>"
      "<level><level><id>3</id></level></level></doc>");
  ASSERT_EQ(content.lines_size(), 3);
  EXPECT_EQ(content.lines(0).order_reference(), "PO-1");
  EXPECT_EQ(content.lines(1).order_reference(), "own");
  EXPECT_EQ(content.lines(2).order_reference(), "far");
}

TEST_F(MappingCompilerTest, WhatStandsAroundIsLookedForByEachFieldItself) {
  write("a.yaml", kHead +
                      "fields: {lines: {each: n:level/n:line, fields: {id: n:id, "
                      "order_reference: [n:order, ../n:order], "
                      "note: [n:note, n:remark, ../n:note]}}}\n");
  const auto content = decoded(
      "<doc xmlns='urn:n'><level><line><id>1</id><order>own</order></line>"
      "<line><id>2</id><remark>own</remark></line>"
      "<note>all</note><order>PO-1</order></level></doc>");
  ASSERT_EQ(content.lines_size(), 2);
  EXPECT_EQ(content.lines(0).order_reference(), "own");
  EXPECT_EQ(content.lines(0).note(), "all");
  EXPECT_EQ(content.lines(1).order_reference(), "PO-1");
  EXPECT_EQ(content.lines(1).note(), "own");
}

TEST_F(MappingCompilerTest, AnElementMayHoldTheCurrencyThatAnAmountMustBeIn) {
  write("a.yaml", kHead +
                      "fields: {document_currency_code: n:cur, lines: {each: n:line, fields: "
                      "{line_extension_amount: n:sum}, ignore: [{at: n:in, check: currency}]}}\n");
  const std::string head = "<doc xmlns='urn:n'><cur>NOK</cur><line><sum>1</sum><in>NOK</in></line>";
  EXPECT_EQ(decoded(head + "</doc>").lines(0).line_extension_amount(), "1");
  const auto other = load().value().decode_whole(
      head + "<line><sum>2</sum><in>EUR</in></line></doc>", ConnectorSettings());
  const auto& error = std::get<core::Error>(other.parts.front().outcome);
  EXPECT_EQ(error.code, reason::kCurrencyMismatch);
  EXPECT_EQ(error.place, "/doc/line[2]/in");
}

TEST_F(MappingCompilerTest, BooleansMayHaveACodeTable) {
  write("a.yaml", kHead +
                      "fields: {allowances_charges: {each: n:a, fields: {charge: {at: n:kind, "
                      "table: {'+': 'yes', '-': 'no'}, otherwise: refuse}}}}\n");
  const auto content =
      decoded("<doc xmlns='urn:n'><a><kind>+</kind></a><a><kind>-</kind></a></doc>");
  ASSERT_EQ(content.allowances_charges_size(), 2);
  EXPECT_TRUE(content.allowances_charges(0).charge());
  EXPECT_FALSE(content.allowances_charges(1).charge());
}

TEST_F(MappingCompilerTest, ConditionsMayListDenyAndAskForPresence) {
  write("a.yaml",
        "document: credit\nnamespaces: {n: 'urn:n'}\n"
        "recognise: {root: n:doc, when: [{path: n:kind, in: [381, 83]}]}\n"
        "set: {kind: CREDIT_NOTE}\n");
  write("b.yaml",
        "document: order\nnamespaces: {n: 'urn:n'}\n"
        "recognise: {root: n:doc, when: [{path: n:kind, exists: false}]}\n"
        "set: {kind: ORDER}\n");
  write("c.yaml",
        "document: invoice\nnamespaces: {n: 'urn:n'}\n"
        "recognise: {root: n:doc, when: [{path: n:kind, exists: true}, "
        "{path: n:kind, differs: '325'}]}\nset: {kind: INVOICE}\n");
  const auto kind = [&](const std::string& text) {
    return decoded("<doc xmlns='urn:n'>" + text + "</doc>").kind();
  };
  EXPECT_EQ(kind("<kind>83</kind>"), v1::CREDIT_NOTE);
  EXPECT_EQ(kind(""), v1::ORDER);
  EXPECT_EQ(kind("<kind>380</kind>"), v1::INVOICE);
}

TEST_F(MappingCompilerTest, ADocumentTypeIsSkippedForMappingsThatSaySo) {
  write("a.yaml", "document: a\nrecognise: {root: a, doctype: external}\nfields: {id: id}\n");
  write("b.yaml", "document: b\nrecognise: {root: b}\nfields: {id: id}\n");
  const std::string type = "<!DOCTYPE x SYSTEM 'x.dtd'>";
  EXPECT_EQ(decoded(type + "<a><id>1</id></a>").id(), "1");
  const auto catalogue = load();
  for (const char* other : {"<b><id>1</id></b>", "<c/>"}) {
    const auto decoding = catalogue.value().decode_whole(type + other, {});
    const auto* error = std::get_if<core::Error>(&decoding.parts.front().outcome);
    ASSERT_NE(error, nullptr) << other;
    EXPECT_EQ(error->code, reason::kDoctypeRefused) << other;
  }
}

TEST_F(MappingCompilerTest, WhatIsReadableSaysHowItIsRecognised) {
  write("a.yaml", kHead + "fields: {id: n:id}\n");
  write("b.yaml",
        "document: order\nrecognise: {syntax: [json, edifact], when: [{path: t, equals: F}, "
        "{path: u, in: [a, b]}, {path: v, exists: true}]}\nfields: {id: id}\n");
  const auto catalogue = load();
  ASSERT_TRUE(catalogue.has_value()) << catalogue.error().detail;
  const auto readable = catalogue.value().readable();
  ASSERT_EQ(readable.size(), 2U);
  // In the order in which they are tried.
  EXPECT_EQ(readable[0].recognised_by, "EDIFACT or JSON, t is F, u is one of a b, has v");
  EXPECT_EQ(readable[1].recognised_by, "XML, root doc");
}

TEST_F(MappingCompilerTest, MistakesInTheseAreNamed) {
  write("a.yaml", kHead +
                      "fields:\n"
                      "  id: {at: n:id, pattern: '(['}\n"
                      "  note: {at: n:x}\n"
                      "  notes: {at: n:y, pattern: 'none'}\n"
                      "  due_date: {at: n:d, type: date, format: [YYYYMMDD, YMD]}\n"
                      "  buyer_reference: {at: n:r, shift: 2}\n"
                      "  seller: {set: {name: x}, fields: {name: n:s}}\n");
  EXPECT_EQ(problems(),
            "a.yaml:5:27: no regular expression: missing ]: [\n"
            "a.yaml:6:3: DocumentContent has no field 'note'; did you mean 'notes'?\n"
            "a.yaml:7:29: a pattern has one group in parentheses, the value\n"
            "a.yaml:8:54: 'YMD' is no form of a date, such as DD.MM.YYYY, YYYYMMDD or /Date(ms)/\n"
            "a.yaml:9:37: shift moves the mark of a decimal by up to 15 places\n"
            "a.yaml:10:17: set needs at or each beside it");
}

}  // namespace
}  // namespace procured::mapping
