#include "connectors/reader/encoding.h"

#include <gtest/gtest.h>

#include "connectors/reader/reasons.h"

// Goal: XML of every supported encoding is read, and a wrong or unknown declaration is refused.
// Method: bytes written out by hand from the code charts of each encoding.
namespace procured::reader {
namespace {

using namespace std::string_literals;

core::Result<std::string> read(const std::string& bytes) {
  std::string scratch;
  auto text = xml_as_utf8(bytes, scratch);
  if (!text) return text.error();
  return std::string(text.value());
}

std::string reason_for(const std::string& bytes) {
  const auto text = read(bytes);
  return text ? "read" : text.error().code;
}

TEST(EncodingTest, Utf8IsReadWithAndWithoutByteOrderMark) {
  EXPECT_EQ(read("<a>\xC3\xB8</a>").value(), "<a>ø</a>");
  EXPECT_EQ(read("\xEF\xBB\xBF<a>\xC3\xB8</a>").value(), "<a>ø</a>");
  EXPECT_EQ(read("<?xml version='1.0' encoding='utf-8'?><a/>").value(),
            "<?xml version='1.0' encoding='utf-8'?><a/>");
}

TEST(EncodingTest, SingleByteEncodingsAreConverted) {
  EXPECT_EQ(read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xF8</a>").value().substr(43),
            "<a>ø</a>");
  EXPECT_EQ(read("<?xml version=\"1.0\" encoding=\"iso-8859-15\"?><a>\xA4</a>").value().substr(44),
            "<a>€</a>");
  EXPECT_EQ(read("<?xml version=\"1.0\" encoding=\"Windows-1252\"?><a>\x80</a>").value().substr(45),
            "<a>€</a>");
}

TEST(EncodingTest, LettersAreConvertedWhereverTheyStand) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>";
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'x');
      std::string expected = text;
      text[at] = '\xF8';
      expected.replace(at, 1, "ø");
      EXPECT_EQ(read(head + text + text + "</a>").value(), head + expected + expected + "</a>");
    }
    const std::string only(size, '\xE6');
    std::string expected;
    for (std::size_t i = 0; i < size; ++i) expected += "æ";
    EXPECT_EQ(read(head + only + "</a>").value(), head + expected + "</a>");
  }
}

TEST(EncodingTest, Utf16IsReadInBothByteOrders) {
  EXPECT_EQ(read("\xFF\xFE<\0a\0/\0>\0"s).value(), "<a/>");
  EXPECT_EQ(read("\xFE\xFF\0<\0a\0>\0\xF8\0<\0/\0a\0>"s).value(), "<a>ø</a>");
  EXPECT_EQ(read("<\0a\0/\0>\0"s).value(), "<a/>");
}

TEST(EncodingTest, AHalfOfAUtf16PairIsRefused) {
  EXPECT_EQ(reason_for("\xFF\xFE<\0a\0>\0\x00\xD8<\0/\0a\0>\0"s), reason::kInvalidEncoding);
  EXPECT_EQ(reason_for("\xFF\xFE<\0a\0/\0>"s), reason::kInvalidEncoding);
}

TEST(EncodingTest, UnknownEncodingsAreRefused) {
  EXPECT_EQ(reason_for("<?xml version='1.0' encoding='UTF-9'?><a/>"), reason::kUnknownEncoding);
  EXPECT_EQ(reason_for("<?xml version='1.0' encoding='IBM850'?><a/>"), reason::kUnknownEncoding);
}

TEST(EncodingTest, BytesThatAreNotUtf8AreRefusedWithTheirLine) {
  const auto text = read("<?xml version='1.0' encoding='UTF-8'?>\n<a>\n\xF8</a>");
  ASSERT_FALSE(text.has_value());
  EXPECT_EQ(text.error().code, reason::kInvalidEncoding);
  EXPECT_EQ(text.error().place, "line 3");
  EXPECT_EQ(reason_for("<a>\xC0\x80</a>"), reason::kInvalidEncoding);      // overlong
  EXPECT_EQ(reason_for("<a>\xED\xA0\x80</a>"), reason::kInvalidEncoding);  // surrogate
}

TEST(EncodingTest, ADeclarationThatContradictsTheBytesIsRefused) {
  EXPECT_EQ(reason_for("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><a/>"),
            reason::kInvalidEncoding);
  EXPECT_EQ(reason_for("<?xml version='1.0' encoding='UTF-16'?><a/>"), reason::kInvalidEncoding);
  EXPECT_EQ(reason_for("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xC3\xB8</a>"),
            reason::kInvalidEncoding);
  EXPECT_EQ(reason_for("<?xml version='1.0' encoding='ISO-8859-1'?><a>\x80</a>"),
            reason::kInvalidEncoding);
}

TEST(EncodingTest, ControlCharactersAreRefused) {
  EXPECT_EQ(reason_for("<a>\x01</a>"), reason::kNotWellFormed);
  EXPECT_EQ(reason_for("<a>1234567\0</a>"s), reason::kNotWellFormed);
  EXPECT_EQ(reason_for("<a>\t\r\n</a>"), "read");
}

TEST(EncodingTest, PlainTextIsUtf8WithOrWithoutMark) {
  EXPECT_EQ(plain_as_utf8("\xEF\xBB\xBF"
                          "a,b")
                .value(),
            "a,b");
  EXPECT_EQ(plain_as_utf8("a,\xF8").error().code, reason::kInvalidEncoding);
}

std::string plain(const std::string& bytes, const TextEncoding& encoding) {
  std::string scratch;
  const auto text = as_utf8(bytes, encoding, scratch);
  return text ? std::string(text.value()) : text.error().code;
}

TEST(EncodingTest, PlainFilesAreReadAsDeclared) {
  EXPECT_EQ(plain("K\xF8"
                  "b \x80",
                  {"windows-1252"}),
            "Køb €");
  EXPECT_EQ(plain("K\xF8"
                  "b \xA4",
                  {"ISO-8859-1"}),
            "Køb ¤");
  EXPECT_EQ(plain("K\xF8"
                  "b \xA4",
                  {"ISO-8859-15"}),
            "Køb €");
  EXPECT_EQ(plain("K\x9B"
                  "b \x9C\xAF",
                  {"cp850"}),
            "Køb £»");
  EXPECT_EQ(plain("K\x9B"
                  "b \x9C\xAF",
                  {"CP865"}),
            "Køb £¤");
  EXPECT_EQ(plain("K\xC3\xB8"
                  "b",
                  {"UTF-8"}),
            "Køb");
  EXPECT_EQ(plain("K\0\xF8\0"s, {"UTF-16LE"}), "Kø");
  EXPECT_EQ(plain("\xFF\xFEK\0\xF8\0"s, {"utf-16"}), "Kø");
}

TEST(EncodingTest, PlainFilesOfNoDeclarationAreUnicodeOrTheFallback) {
  const TextEncoding lenient{"auto", "windows-1252"};
  EXPECT_EQ(plain("K\xC3\xB8"
                  "b",
                  lenient),
            "Køb");
  EXPECT_EQ(plain("\xEF\xBB\xBFK\xC3\xB8"
                  "b",
                  lenient),
            "Køb");
  EXPECT_EQ(plain("K\xF8"
                  "b",
                  lenient),
            "Køb");
  EXPECT_EQ(plain("K\x9B"
                  "b",
                  {"auto", "CP850"}),
            "Køb");
  EXPECT_EQ(plain("\xFE\xFF\0K\0\xF8"s, lenient), "Kø");
  EXPECT_EQ(plain("K\0\xF8\0;\0"s, lenient), "Kø;");
  EXPECT_EQ(plain("\0K\0;"s, lenient), "K;");
  EXPECT_EQ(plain("\xFF\xFE\0\0K\0\0\0"s, lenient), "K");
  EXPECT_EQ(plain("", lenient), "");
}

TEST(EncodingTest, PlainFilesThatAreNotWhatIsDeclaredAreRefused) {
  EXPECT_EQ(plain("K\xF8", {"auto"}), reason::kInvalidEncoding);
  EXPECT_EQ(plain("K\xF8", {"UTF-8"}), reason::kInvalidEncoding);
  EXPECT_EQ(plain("K\xC3\xB8", {"windows-1252"}), reason::kInvalidEncoding);
  EXPECT_EQ(plain("\xEF\xBB\xBFK", {"windows-1252"}), reason::kInvalidEncoding);
  EXPECT_EQ(plain("\xFE\xFF\0K"s, {"UTF-16LE"}), reason::kInvalidEncoding);
  EXPECT_EQ(plain("K\x80", {"ISO-8859-1"}), reason::kInvalidEncoding);
  EXPECT_EQ(plain("\xEF\xBB\xBFK\xF8", {"auto", "windows-1252"}), reason::kInvalidEncoding);
  EXPECT_EQ(plain("K\x01", {"auto"}), reason::kNotWellFormed);
  EXPECT_EQ(plain("K\0\0K"s, {"auto"}), reason::kNotWellFormed);
}

TEST(EncodingTest, AnUnknownEncodingIsToldTheKnownOnes) {
  std::string scratch;
  for (const auto& encoding : {TextEncoding{"EBCDIC"}, TextEncoding{"auto", "EBCDIC"}}) {
    const auto text = as_utf8("K\xF8", encoding, scratch);
    ASSERT_FALSE(text.has_value());
    EXPECT_EQ(text.error().code, reason::kUnknownEncoding);
    EXPECT_NE(text.error().detail.find("'EBCDIC'"), std::string::npos);
    EXPECT_NE(text.error().detail.find("CP850"), std::string::npos);
  }
}

}  // namespace
}  // namespace procured::reader
