#include "connectors/reader/json_reader.h"

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <random>

#include "connectors/reader/reasons.h"
#include "tests/connectors/reader/tree_text.h"

// Goal: JSON becomes the tree that the header describes, and whatever is no JSON, or more than a
// document needs, is refused with its reason and line.
// Method: small documents whose tree is written out by hand; documents that break one rule each;
// and thousands of mutilated documents, where nlohmann's parser says which are JSON.
namespace procured::reader {
namespace {

using namespace std::string_literals;

const Names kNoNames;

std::string tree_of(const std::string& bytes) {
  JsonReader reader;
  Tree tree;
  const auto read = reader.read(bytes, kNoNames, tree);
  return read ? text_of(tree) : read.error().code;
}

std::string reason_for(const std::string& bytes, JsonLimits limits = {}) {
  JsonReader reader(limits);
  Tree tree;
  const auto read = reader.read(bytes, kNoNames, tree);
  return read ? "read" : read.error().code;
}

std::string place_of(const std::string& bytes) {
  JsonReader reader;
  Tree tree;
  const auto read = reader.read(bytes, kNoNames, tree);
  return read ? "read" : read.error().place;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(JsonReaderTest, MembersAreElementsNamedByTheirKeys) {
  EXPECT_EQ(tree_of(R"({"id": "A 1", "party": {"name": "Ås"}})"),
            "json(id=A 1 party(name=\xC3\x85s))");
}

TEST(JsonReaderTest, AnArrayIsItsItemsUnderTheNameOfItsMember) {
  EXPECT_EQ(tree_of(R"({"line": [{"q": 1}, {"q": 2}], "tag": ["a", "b"], "none": []})"),
            "json(line(q=1) line(q=2) tag=a tag=b)");
}

TEST(JsonReaderTest, ItemsWithoutAMemberAreCalledItem) {
  EXPECT_EQ(tree_of(R"([{"a": 1}, 2, [3, []]])"), "json(item(a=1) item=2 item(item=3 item))");
  EXPECT_EQ(tree_of(R"({"a": [[1, 2], [3]]})"), "json(a(item=1 item=2) a(item=3))");
}

TEST(JsonReaderTest, ScalarsKeepTheirDigits) {
  EXPECT_EQ(tree_of(R"({"a":1.10,"b":-0,"c":1E+2,"d":true,"e":false,"f":12345678901234567890123})"),
            "json(a=1.10 b=-0 c=1E+2 d=true e=false f=12345678901234567890123)");
  EXPECT_EQ(tree_of(" 5.0 "), "json=5.0");
  EXPECT_EQ(tree_of("\"a\""), "json=a");
}

TEST(JsonReaderTest, NullIsNothingAndEmptyIsAnElementWithoutText) {
  EXPECT_EQ(tree_of(R"({"a": null, "b": {}, "c": "", "d": [null, 1], "e": "  "})"),
            "json(b c d=1 e)");
  EXPECT_EQ(tree_of("null"), "json");
  EXPECT_EQ(tree_of("[]"), "json");
}

TEST(JsonReaderTest, StringsAreUnescapedAndTrimmed) {
  EXPECT_EQ(tree_of(R"({"a": " x\"y\\z\u00e6 ", "b\/c": "\n1\n"})"),
            "json(a=x\"y\\z\xC3\xA6 b/c=1)");
}

TEST(JsonReaderTest, KeysMayBeAnyText) {
  JsonReader reader;
  Tree tree;
  ASSERT_TRUE(
      reader.read(R"({"": 1, "@odata.etag": 2, "a b": 3, "xsi:type" : 4})", kNoNames, tree));
  EXPECT_EQ(tree[1].name, "");
  EXPECT_EQ(tree[2].name, "@odata.etag");
  EXPECT_EQ(tree[3].name, "a b");
  EXPECT_EQ(tree[4].name, "xsi:type");
}

TEST(JsonReaderTest, AKeyTwiceIsTwoElements) {
  EXPECT_EQ(tree_of(R"({"a": 1, "a": 2})"), "json(a=1 a=2)");
}

TEST(JsonReaderTest, NamesThatMappingsSpeakOfHaveTheirSymbols) {
  Names names;
  const auto id = names.add({Names::kNoNamespace, "id"});
  const auto item = names.add({Names::kNoNamespace, "item"});
  const auto json = names.add({Names::kNoNamespace, "json"});
  JsonReader reader;
  Tree tree;
  ASSERT_TRUE(reader.read(R"([{"\u0069d": 1, "other": 2}])", names, tree));
  EXPECT_EQ(tree[0].symbol, json);
  EXPECT_EQ(tree[1].symbol, item);
  EXPECT_EQ(tree[2].symbol, id);
  EXPECT_EQ(tree[3].symbol, kUnknownName);
}

TEST(JsonReaderTest, SeveralDocumentsInOneFileAreItems) {
  EXPECT_EQ(tree_of("{\"a\":1}\n{\"a\":\"\\\"2\"}\n"), "json(item(a=1) item(a=\"2))");
  EXPECT_EQ(tree_of("{\"a\":\"\\n1\\t2\"}[3]4 null \"5\""),
            "json(item(a=1\t2) item(item=3) item=4 item=5)");
}

TEST(JsonReaderTest, AllOfUnicodesEncodingsAreRead) {
  const std::string expected = "json(a=\xC3\xB8)";
  EXPECT_EQ(tree_of("\xEF\xBB\xBF{\"a\":\"\xC3\xB8\"}"), expected);
  EXPECT_EQ(tree_of("\xFF\xFE{\0\"\0a\0\"\0:\0\"\0\xF8\0\"\0}\0"s), expected);
  EXPECT_EQ(tree_of("\xFE\xFF\0{\0\"\0a\0\"\0:\0\"\0\xF8\0\"\0}"s), expected);
  EXPECT_EQ(tree_of("{\0\"\0a\0\"\0:\0\"\0\xF8\0\"\0}\0"s), expected);
  EXPECT_EQ(tree_of("\0\0\0{\0\0\0}"s), "json");
  EXPECT_EQ(tree_of("\xFF\xFE\0\0{\0\0\0}\0\0\0"s), "json");
}

TEST(JsonReaderTest, BytesThatAreNotUtf8AreRefusedWithTheirLine) {
  EXPECT_EQ(reason_for("{\"a\":\"\xF8\"}"), reason::kInvalidEncoding);
  EXPECT_EQ(reason_for("{\"a\":\"\xC0\x80\"}"), reason::kInvalidEncoding);      // overlong
  EXPECT_EQ(reason_for("{\"a\":\"\xED\xA0\x80\"}"), reason::kInvalidEncoding);  // surrogate
  EXPECT_EQ(reason_for("\xFF\xFE{\0\"\0\x00\xD8\"\0:\0"s), reason::kInvalidEncoding);
  EXPECT_EQ(place_of("{\n\"a\":\"ok\",\n\"b\":\"\xF8\"}"), "line 3");
}

TEST(JsonReaderTest, EmptyFilesAreRefused) {
  for (const auto& bytes : {""s, " \r\n\t"s, std::string(100, '\0'), "\xEF\xBB\xBF"s}) {
    EXPECT_EQ(reason_for(bytes), reason::kEmptyFile);
  }
}

TEST(JsonReaderTest, ADocumentThatEndsEarlyIsTruncatedWhereverItEnds) {
  const std::string whole =
      R"({"a" : [1.5e3, {"b": tru}], "æ": "x\u00e6\"y", "c": [null, false], "d": {}, "e": []})";
  const auto mended = std::string(whole).replace(whole.find("tru}"), 3, "true");
  for (std::size_t size = 1; size < mended.size(); ++size) {
    EXPECT_EQ(reason_for(mended.substr(0, size)), reason::kTruncated) << mended.substr(0, size);
  }
  EXPECT_EQ(reason_for(mended), "read");
  EXPECT_EQ(reason_for(whole), reason::kNotWellFormed);
}

TEST(JsonReaderTest, WhatIsNotWellFormedIsRefused) {
  for (const char* text : {"{\"a\":1,}",
                           "[1,]",
                           "[,1]",
                           "[1 2]",
                           "{\"a\" 1}",
                           "{\"a\":1 \"b\":2}",
                           "{a:1}",
                           "{1:2}",
                           "{\"a\":\"b\":\"c\"}",
                           "{\"a\":1:2}",
                           "[1:2]",
                           "{\"a\",\"b\"}",
                           "{\"a\":}",
                           "[1}",
                           "{\"a\":1]",
                           "}",
                           "]",
                           "{}}",
                           "[]]",
                           "{},{}",
                           "{} x",
                           "[tru]",
                           "[TRUE]",
                           "[nulll]",
                           "[NaN]",
                           "[01]",
                           "[1.]",
                           "[+1]",
                           "['a']",
                           "[\"a\"b]",
                           "[\"a\"\"b\"]",
                           "[12x]",
                           "[\"\\x\"]",
                           "[\"\\ud800\"]",
                           "[\"\\udc00\"]",
                           "[\"a\nb\"]",
                           "[\"a\tb\"]",
                           "[\"\x01\"]",
                           "[1]\f",
                           "[\x1A]",
                           "[\"a\" \x01]",
                           "<a/>",
                           "hello",
                           "/* x */ {}",
                           "[1] // x",
                           "{\"a\":1}\\"}) {
    EXPECT_EQ(reason_for(text), reason::kNotWellFormed) << text;
  }
  EXPECT_EQ(reason_for("[1,\0 2]"s), reason::kNotWellFormed);
}

TEST(JsonReaderTest, SaysOnWhichLineADocumentBreaks) {
  EXPECT_EQ(place_of("{\n\"a\": 1,\n\"b\": x\n}"), "line 3");
  EXPECT_EQ(place_of("{\n\"a\": 1\n"), "line 3");
  EXPECT_EQ(place_of("{\n\"a: 1,\n\"b\": 2\n}"), "line 2");  // the quote that is missing
  EXPECT_EQ(place_of("{}\n{}\n{\"a\" 1}\n{}"), "line 3");
}

TEST(JsonReaderTest, NestingIsBounded) {
  EXPECT_EQ(reason_for(repeated("[", 64) + repeated("]", 64)), "read");
  EXPECT_EQ(reason_for(repeated("[", 65) + repeated("]", 65)), reason::kTooDeep);
  EXPECT_EQ(reason_for(repeated("{\"a\":", 64) + "1" + repeated("}", 64)), "read");
  EXPECT_EQ(reason_for(repeated("{\"a\":", 65) + "1" + repeated("}", 65)), reason::kTooDeep);
  EXPECT_EQ(reason_for(std::string(1'000'000, '[')), reason::kTooDeep);
  EXPECT_EQ(reason_for(repeated("{\"a\":[", 200'000)), reason::kTooDeep);
  // Depth counts what is open, not what there was.
  EXPECT_EQ(reason_for("[" + repeated("[],{},", 200) + "1]"), "read");
}

TEST(JsonReaderTest, CountsNamesAndSizeAreBounded) {
  JsonLimits limits;
  limits.nodes_max = 10;
  EXPECT_EQ(reason_for("[" + repeated("1,", 8) + "1]", limits), "read");
  EXPECT_EQ(reason_for("[" + repeated("1,", 9) + "1]", limits), reason::kTooLarge);
  EXPECT_EQ(reason_for(repeated("1 ", 10), limits), reason::kTooLarge);
  EXPECT_EQ(reason_for("{\"" + std::string(256, 'n') + "\":1}"), "read");
  EXPECT_EQ(reason_for("{\"" + std::string(257, 'n') + "\":1}"), reason::kTooLarge);
  limits = {};
  limits.document_bytes_max = 10;
  EXPECT_EQ(reason_for("[123456789]", limits), reason::kTooLarge);
  EXPECT_EQ(reason_for("[12345678]", limits), "read");
}

/// Some mebibytes, which are indexed a piece at a time. Strings hold all that tokens are made of.
std::string large_array(const std::string& between) {
  std::string text = "[";
  for (int i = 0; i < 60'000; ++i) {
    if (i > 0) text += between;
    text += "\"" + std::to_string(i) + " , \\\" ] [ { : x\\\\\",-" + std::to_string(i) + ".50";
  }
  return text + "]";
}

TEST(JsonReaderTest, ALargeTextIsReadAsASmallOneIs) {
  for (const auto* between : {",", ",\n", " ,\r\n  "}) {
    JsonReader reader;
    Tree tree;
    const Names names;
    const auto text = large_array(between);
    ASSERT_GT(text.size(), 3U << 19U);
    ASSERT_TRUE(reader.read(text, names, tree));
    ASSERT_EQ(tree.size(), 120'001U);
    for (NodeId i = 0; i < 60'000; ++i) {
      ASSERT_EQ(tree[2 * i + 1].text, std::to_string(i) + " , \" ] [ { : x\\");
      ASSERT_EQ(tree[2 * i + 2].text, "-" + std::to_string(i) + ".50");
    }
  }
}

TEST(JsonReaderTest, FarBehindInALargeTextWhatIsWrongIsFound) {
  const auto good = large_array(",\n");
  const auto last = "line " + std::to_string(60'001);
  const auto refused = [](const std::string& text) {
    JsonReader reader;
    Tree tree;
    const auto read = reader.read(text, Names(), tree);
    return read ? std::string("read") : read.error().code + " " + read.error().place;
  };
  EXPECT_EQ(refused(good + "\n}"), "not_well_formed " + last);
  EXPECT_EQ(refused(good.substr(0, good.size() - 1) + ",\n\"a\nb\"]"), "not_well_formed " + last);
  EXPECT_EQ(refused(good.substr(0, good.size() - 1) + ",\n\"\xFF\"]"), "invalid_encoding " + last);
  EXPECT_EQ(refused(good.substr(0, good.size() - 1) + ",\n\"a"), "truncated " + last);
  EXPECT_EQ(refused(good.substr(0, good.size() - 1)), "truncated line 60000");
  EXPECT_EQ(refused(good + std::string(3'000'000, ' ')), "read");
}

TEST(JsonReaderTest, AMillionKeysAreRefusedWithoutHarm) {
  std::string text = "{";
  for (int i = 0; i < 1'000'000; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  text += "\"z\":1}";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(reason_for(text), reason::kTooLarge);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(JsonReaderTest, ALongTextIsCutAndItsLengthKept) {
  const std::string attachment(10 << 20, 'Q');
  JsonReader reader;
  Tree tree;
  ASSERT_TRUE(reader.read("{\"a\":\" " + attachment + " \",\"b\":\"short\"}", kNoNames, tree));
  EXPECT_EQ(tree[1].text.size(), 16U);
  EXPECT_EQ(tree.source_bytes(1), attachment.size());
  EXPECT_EQ(tree[2].text, "short");
  EXPECT_EQ(tree.source_bytes(2), 5U);
}

TEST(JsonReaderTest, IsReusable) {
  JsonReader reader;
  Tree tree;
  ASSERT_TRUE(reader.read("{\"a\":[1,2,3]}", kNoNames, tree));
  EXPECT_FALSE(reader.read("{\"a\":", kNoNames, tree));
  ASSERT_TRUE(reader.read("{\"b\":" + std::string(200'000, ' ') + "2}", kNoNames, tree));
  EXPECT_EQ(text_of(tree), "json(b=2)");
}

/// As the reader's rules have it, from nlohmann's value.
void append(const nlohmann::ordered_json& value, const std::string& name, std::string& text);

void append_children(const nlohmann::ordered_json& value, std::string& text) {
  std::string children;
  if (value.is_object()) {
    for (const auto& [key, child] : value.items()) {
      if (!child.is_array()) append(child, key, children);
      if (child.is_array()) {
        for (const auto& item : child) append(item, key, children);
      }
    }
  } else if (value.is_array()) {
    for (const auto& item : value) append(item, "item", children);
  } else {
    text += '=' + (value.is_string() ? value.get<std::string>() : value.dump());
    return;
  }
  if (!children.empty()) text += '(' + children + ')';
}

void append(const nlohmann::ordered_json& value, const std::string& name, std::string& text) {
  if (value.is_null()) return;
  if (!text.empty()) text += ' ';
  text += name;
  append_children(value, text);
}

TEST(JsonReaderTest, AnotherParserAgreesOnWhatIsJsonAndOnItsTree) {
  const std::string sample =
      R"({"d":{"results":[{"A":"1","n":12,"t":[true,false,null,[7,{"k":"v"}]]},)"
      R"({"B":"\u00e6x\"y"}],"e":{}}})";
  const std::string alphabet = "{}[]:,\"\\ 1e-.tfn0u\x01\xC3";
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  int good = 0;
  for (int round = 0; round < 30'000; ++round) {
    auto text = sample;
    for (auto changes = below(3) + 1; changes > 0; --changes) {
      const auto at = below(text.size());
      if (below(2) == 0)
        text.erase(at, below(3) + 1);
      else
        text.insert(at, 1, alphabet[below(alphabet.size())]);
    }
    text = '[' + text + ']';  // so that it stays one document
    JsonReader reader;
    Tree tree;
    const bool read = reader.read(text, kNoNames, tree).has_value();
    ASSERT_EQ(read, nlohmann::json::accept(text)) << text;
    good += read;
  }
  EXPECT_GT(good, 500);
  std::string expected;
  append(nlohmann::ordered_json::parse(sample), "json", expected);
  EXPECT_EQ(tree_of(sample), expected);
}

}  // namespace
}  // namespace procured::reader
