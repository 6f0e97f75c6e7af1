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

}  // namespace
}  // namespace procured::reader
