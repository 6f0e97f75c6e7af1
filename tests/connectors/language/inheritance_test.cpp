#include "connectors/language/inheritance.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/mapping/catalogue.h"

// Goal: an entry that extends another reads what the other reads, but for what it states; it is
// tried first; and what it cannot extend is told with place and suggestion. Method: catalogues
// written into a temporary folder, and the built-in `ubl` changed by a site.
namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

const std::string kCatalogue = std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue";

const std::string kBase =
    "document: invoice\nnamespaces: {n: 'urn:n'}\nrecognise: {root: n:doc}\nset: {kind: INVOICE}\n"
    "use: common\nfields: {type_code: n:type}\n";
const std::string kCommon =
    "fragment: common\nnamespaces: {n: 'urn:n'}\nfields: {id: n:id, issue_date: n:date}\n";

class InheritanceTest : public testing::Test {
 protected:
  InheritanceTest()
      : folder_(fs::temp_directory_path() / ("procured-inherit-" + std::to_string(getpid()))) {
    write("base/invoice.yaml", kBase);
    write("base/common.yaml", kCommon);
  }
  ~InheritanceTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  /// The problems without the folder's path.
  std::string problems() {
    const auto loaded = Catalogue::load({folder_.string()});
    auto text = loaded ? std::string() : loaded.error().detail;
    const auto path = folder_.string() + "/";
    for (auto at = text.find(path); at != std::string::npos; at = text.find(path))
      text.erase(at, path.size());
    return text;
  }
  Decoding decoded(const std::string& bytes, std::vector<std::string> entries = {},
                   bool with_built_in = false) {
    std::vector<std::string> folders = {folder_.string()};
    if (with_built_in) folders.push_back(kCatalogue);
    const auto catalogue = Catalogue::load(folders);
    if (!catalogue) {
      ADD_FAILURE() << catalogue.error().detail;
      return {};
    }
    ConnectorSettings settings;
    settings.entries = std::move(entries);
    return catalogue.value().decode_whole(bytes, settings, true);
  }
  static v1::DocumentContent content(const Decoding& decoding) {
    if (decoding.parts.empty()) return {};
    const auto* document = std::get_if<DecodedDocument>(&decoding.parts.front().outcome);
    if (document != nullptr) return document->content;
    ADD_FAILURE() << std::get<core::Error>(decoding.parts.front().outcome).detail;
    return {};
  }

  fs::path folder_;
};

const std::string kDocument =
    "<doc xmlns='urn:n'><id>1</id><ref>2</ref><date>2026-01-31</date><type>380</type></doc>";

TEST_F(InheritanceTest, AnEntrySeesTheFragmentsOfItsBase) {
  write("own/entry.yaml", "entry: own\nextends: base\n");
  write("own/order.yaml",
        "document: order\nnamespaces: {o: 'urn:o'}\nrecognise: {root: o:order}\nuse: common\n");
  EXPECT_EQ(problems(), "");
  const auto decoding = decoded("<order xmlns='urn:o'><n:id xmlns:n='urn:n'>7</n:id></order>");
  EXPECT_EQ(decoding.entry, "own");
  EXPECT_EQ(content(decoding).id(), "7");
  EXPECT_EQ(decoded(kDocument).entry, "base");
}

TEST_F(InheritanceTest, TheEntryThatExtendsIsTriedFirstAndReadsOtherwise) {
  write("own/entry.yaml", "entry: own\nextends: base\ndocuments: all\n");
  write("own/common.yaml",
        "fragment: common\nextends: base/common\nnamespaces: {n: 'urn:n'}\nfields: {id: n:ref}\n");
  const auto decoding = decoded(kDocument);
  EXPECT_EQ(decoding.entry, "own");
  EXPECT_EQ(content(decoding).id(), "2");
  EXPECT_EQ(content(decoding).issue_date(), "2026-01-31");
  EXPECT_EQ(content(decoded(kDocument, {"base"})).id(), "1");
}

TEST_F(InheritanceTest, ADocumentStatesOnlyWhatDiffers) {
  write("own/entry.yaml", "entry: own\nextends: base\n");
  write("own/invoice.yaml",
        "document: invoice\nextends: base/invoice\nnamespaces: {n: 'urn:n'}\n"
        "recognise: {when: [{path: n:type, equals: '381'}]}\nset: {kind: CREDIT_NOTE}\n"
        "fields: {id: n:ref, issue_date: none}\n");
  EXPECT_EQ(problems(), "");
  auto credit = kDocument;
  credit.replace(credit.find("380"), 3, "381");
  const auto decoding = decoded(credit);
  EXPECT_EQ(decoding.entry, "own");
  EXPECT_EQ(content(decoding).kind(), v1::CREDIT_NOTE);
  EXPECT_EQ(content(decoding).id(), "2");
  EXPECT_EQ(content(decoding).issue_date(), "");
  EXPECT_EQ(content(decoding).type_code(), "381");
  EXPECT_EQ(decoded(kDocument).entry, "base");
}

TEST_F(InheritanceTest, AnEntryExtendsOneThatExtendsAnother) {
  write("mid/entry.yaml", "entry: mid\nextends: base\ndocuments: [invoice]\n");
  write("mid/common.yaml", "fragment: common\nnamespaces: {n: 'urn:n'}\nfields: {id: n:ref}\n");
  write("top/entry.yaml", "entry: top\nextends: mid\n");
  write("top/invoice.yaml",
        "document: invoice\nextends: mid/invoice\nnamespaces: {n: 'urn:n'}\nfields: {notes: "
        "n:date}\n");
  EXPECT_EQ(problems(), "");
  const auto decoding = decoded(kDocument);
  EXPECT_EQ(decoding.entry, "top");
  EXPECT_EQ(content(decoding).id(), "2");
  EXPECT_EQ(content(decoding).notes(0), "2026-01-31");
}

TEST_F(InheritanceTest, AFragmentIsPutTogetherBeforeOneThatUsesIt) {
  write("base/all.yaml", "fragment: all\nuse: common\n");
  write("base/invoice.yaml",
        "document: invoice\nnamespaces: {n: 'urn:n'}\n"
        "recognise: {root: n:doc}\nset: {kind: INVOICE}\nuse: all\n");
  write("own/entry.yaml", "entry: own\nextends: base\ndocuments: all\n");
  // Sorted by name, the one that uses comes first.
  write("own/all.yaml",
        "fragment: all\nextends: base/all\nnamespaces: {n: 'urn:n'}\n"
        "fields: {type_code: n:type}\n");
  write("own/common.yaml",
        "fragment: common\nextends: base/common\nnamespaces: {n: 'urn:n'}\n"
        "fields: {id: n:ref}\n");
  const auto document = content(decoded(kDocument));
  EXPECT_EQ(document.id(), "2");
  EXPECT_EQ(document.type_code(), "380");
}

TEST_F(InheritanceTest, FilesOfAnEntryExtendEachOtherWhateverTheirOrder) {
  // a.yaml stands before what it extends, and is tried before it; the second fragment extends one
  // that extends the first.
  write("base/a.yaml",
        "document: credit note\nextends: base/invoice\nnamespaces: {n: 'urn:n'}\n"
        "recognise: {when: [{path: n:type, equals: '381'}]}\nset: {kind: CREDIT_NOTE}\n"
        "fields: {seller: {at: n:doc, use: third}}\n");
  write("base/b_third.yaml",
        "fragment: third\nextends: base/second\nnamespaces: {n: 'urn:n'}\n"
        "fields: {name: n:third}\n");
  write("base/second.yaml",
        "fragment: second\nextends: base/first\nnamespaces: {n: 'urn:n'}\n"
        "fields: {name: n:second, vat_id: n:vat}\n");
  write("base/z_first.yaml",
        "fragment: first\nnamespaces: {n: 'urn:n'}\n"
        "fields: {name: n:first, legal_id: n:legal}\n");
  EXPECT_EQ(problems(), "");
  const auto credit = content(
      decoded("<doc xmlns='urn:n'><id>1</id><type>381</type><doc><first>1</first><second>2</second>"
              "<third>3</third><vat>V</vat><legal>L</legal></doc></doc>"));
  EXPECT_EQ(credit.kind(), v1::CREDIT_NOTE);
  EXPECT_EQ(credit.id(), "1");
  EXPECT_EQ(credit.seller().name(), "3");
  EXPECT_EQ(credit.seller().vat_id(), "V");
  EXPECT_EQ(credit.seller().legal_id(), "L");
  EXPECT_EQ(content(decoded(kDocument)).kind(), v1::INVOICE);
}

TEST_F(InheritanceTest, FilesOfAnEntryThatExtendThemselvesOrNothingAreProblems) {
  write("base/a.yaml", "fragment: a\nextends: base/b\n");
  write("base/b.yaml", "fragment: b\nextends: base/a\n");
  write("base/x.yaml", "document: x\nextends: base/x\nrecognise: {root: x}\n");
  write("base/y.yaml", "fragment: common\nfields: {}\n");
  const auto text = problems();
  EXPECT_NE(text.find("base/a.yaml:2:10: the entry 'base' has no fragment 'b'"), std::string::npos)
      << text;
  EXPECT_NE(text.find("base/x.yaml:2:10: a document cannot extend itself"), std::string::npos)
      << text;
  EXPECT_NE(text.find("base/y.yaml:1:1: the fragment 'common' stands in two files"),
            std::string::npos)
      << text;
}

TEST_F(InheritanceTest, WhatCannotBeExtendedIsToldWithPlaceAndSuggestion) {
  write("own/entry.yaml", "entry: owm\nextends: bose\n");
  EXPECT_EQ(problems(),
            "own/entry.yaml:1:1: an entry has the name of its folder, 'own'\n"
            "own/entry.yaml:2:10: there is no entry 'bose'; did you mean 'base'?");
  write("own/entry.yaml", "entry: own\nextends: base\ndocuments: [invoise]\n");
  write("own/x.yaml", "document: x\nextends: base/invoicee\nrecognise: {root: x}\n");
  write("own/y.yaml", "fragment: y\nextends: other/common\n");
  EXPECT_EQ(problems(),
            "own/entry.yaml:3:13: 'base' has no document 'invoise'; did you mean 'invoice'?\n"
            "own/y.yaml:2:10: expected ENTRY/y, where ENTRY is this folder or one that its "
            "entry.yaml extends; not 'other/common'\n"
            "own/x.yaml:2:10: the entry 'base' has no document 'invoicee'; did you mean "
            "'invoice'?");
}

TEST_F(InheritanceTest, EntriesInACircleAndTooManyInARowAreProblems) {
  write("a/entry.yaml", "entry: a\nextends: b\n");
  write("b/entry.yaml", "entry: b\nextends: a\n");
  const std::string circle = ": entries extend each other in a circle, or more than 8 in a row";
  EXPECT_EQ(problems(), "a/entry.yaml:2:10" + circle);
  fs::remove_all(folder_ / "a");
  fs::remove_all(folder_ / "b");
  for (int i = 0; i < 9; ++i) {
    const auto below = i == 0 ? std::string("base") : "e" + std::to_string(i - 1);
    write("e" + std::to_string(i) + "/entry.yaml",
          "entry: e" + std::to_string(i) + "\nextends: " + below + "\n");
  }
  EXPECT_EQ(problems(), "e8/entry.yaml:2:10" + circle);
}

TEST_F(InheritanceTest, ASitePutsAnAgreementNumberInANoteOfTheLine) {
  write("fjordby/entry.yaml", "entry: fjordby\nextends: ubl\ndocuments: all\n");
  write("fjordby/invoice.yaml",
        "document: invoice\nextends: ubl/invoice\nnamespaces:\n"
        "  cbc: urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\n"
        "fields:\n  lines:\n    each: cac:InvoiceLine\n    fields:\n"
        "      contract_reference: cbc:Note\n      note: none\n");
  std::ifstream file(kCatalogue + "/ubl/samples/invoice.xml", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto decoding = decoded(bytes, {}, true);
  EXPECT_EQ(decoding.entry, "fjordby");
  EXPECT_TRUE(decoding.unmapped.empty());
  const auto document = content(decoding);
  ASSERT_EQ(document.lines_size(), 2);
  EXPECT_EQ(document.lines(1).contract_reference(), "Etter avtale");
  EXPECT_EQ(document.lines(1).note(), "");
  EXPECT_EQ(document.lines(0).sellers_item_id(), "K-100");
  EXPECT_EQ(document.contract_reference(), "RA-2025-12");
}

}  // namespace
}  // namespace procured::mapping
