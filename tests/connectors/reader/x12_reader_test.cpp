// Goal: X12 files become one tree per transaction set, with the separators that their ISA shows.
// Method: small interchanges written by hand after ASC X12.5 and X12.6, with planted faults; counts
// and outlines are counted out by hand.
#include "connectors/reader/x12_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "connectors/reader/reasons.h"
#include "support/edi_descriptions.h"
#include "support/edi_reading.h"

namespace procured::reader {
namespace {

using Strings = std::vector<std::string>;

constexpr std::string_view kHeader =
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*0900*U*00401*"
    "000000007*0*P*>~";

std::string in_group(const std::string& sets, const std::string& count = "1") {
  return "GS*PO*S*R*20260101*0900*12*X*004010~" + sets + "GE*" + count + "*12~";
}

std::string interchange(const std::string& sets, const std::string& count = "1") {
  return std::string(kHeader) + in_group(sets, count) + "IEA*1*000000007~";
}

EdiReading read(std::string_view bytes) {
  const Names names;
  X12Reader reader(names);
  return read_all(reader, bytes);
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

TEST(X12ReaderTest, ATransactionSetIsATreeWithItsHeaders) {
  const auto reading =
      read(interchange("ST*850*0001~BEG*00*SA*PO7**20260101~PO1**2*EA*3.5**VN*A>B~SE*4*0001~"));
  EXPECT_EQ(reading.problems, Strings{});
  EXPECT_EQ(reading.types, Strings{"850"});
  EXPECT_EQ(reading.outlines,
            Strings{"interchange[ISA[1=00 3=00 5=ZZ 6=SENDER 7=ZZ 8=RECEIVER 9=260101 10=0900 11=U "
                    "12=00401 13=000000007 14=0 15=P 16=>] group[GS[1=PO 2=S 3=R 4=20260101 5=0900 "
                    "6=12 7=X 8=004010] message[ST[1=850 2=0001] BEG[1=00 2=SA 3=PO7 5=20260101] "
                    "PO1[2=2 3=EA 4=3.5 6=VN 7=A[2=B]] SE[1=4 2=0001]]]]"});
}

TEST(X12ReaderTest, SeparatorsAreThoseOfEachIsa) {
  const auto tilde = interchange("ST*850*0001~REF*CT*7>8~SE*3*0001~");
  const auto expected = read(tilde).outlines;
  ASSERT_EQ(expected.size(), 1U);
  for (const auto* terminator : {"\n", "\r\n", "\r", "~\r\n", "~ ", "\x15\r\n", "'"})
    EXPECT_EQ(read(with(tilde, "~", terminator)).outlines, expected) << terminator;
  const auto pipes = with(tilde, "*", "|");
  EXPECT_EQ(read(pipes).outlines, expected);
  EXPECT_EQ(read(with(tilde, "*", "\x7F")).outlines, expected);
  const auto mixed = read(tilde + "\r\n" + with(pipes, "~", "\n") + tilde);
  EXPECT_EQ(mixed.problems, Strings{});
  EXPECT_EQ(mixed.outlines, (Strings{expected[0], expected[0], expected[0]}));
}

TEST(X12ReaderTest, TheRepetitionSeparatorIsThatOfIsa11) {
  const auto text = interchange("ST*850*0001~REF*A^B*C~SE*3*0001~");
  EXPECT_NE(read(text).outlines.at(0).find("REF[1=A^B 2=C]"), std::string::npos);
  const auto repeated = read(with(text, "*U*00401", "*^*00402"));
  EXPECT_NE(repeated.outlines.at(0).find("REF[1=A 1=B 2=C]"), std::string::npos);
  EXPECT_NE(repeated.outlines[0].find("11=^ 12=00402"), std::string::npos);
}

TEST(X12ReaderTest, AnIsaMayBeShortOrWrapped) {
  const auto text = interchange("ST*850*0001~BEG*00*SA*PO7**20260101~SE*3*0001~");
  const auto expected = read(text).outlines;
  EXPECT_EQ(read(with(text, "  ", "")).outlines, expected) << "blanks left out";
  std::string wrapped;
  for (std::size_t at = 0; at < text.size(); at += 80) wrapped += text.substr(at, 80) + "\r\n";
  EXPECT_EQ(read(wrapped).outlines, expected);
  EXPECT_EQ(read("\xEF\xBB\xBF" + text).outlines, expected);
}

TEST(X12ReaderTest, AnIsaWithoutSeparatorsIsRefused) {
  EXPECT_EQ(read("SA*00~").refusal, reason::kNotWellFormed);
  EXPECT_EQ(read("ST*850*0001~SE*2*0001~").refusal, reason::kNotWellFormed);
  EXPECT_EQ(read("ISA100100~").refusal, reason::kNotWellFormed);
  EXPECT_EQ(read(kHeader.substr(0, 60)).refusal, reason::kTruncated);
  EXPECT_EQ(read("ISA" + std::string(1024 * 1024, '~')).refusal, reason::kNotWellFormed)
      << "separators that are all the same";
  EXPECT_EQ(read("ISA*" + std::string(1024 * 1024, 'x')).refusal, reason::kNotWellFormed);
  EXPECT_EQ(read("").refusal, reason::kEmptyFile);
}

TEST(X12ReaderTest, WrongCountsAndReferencesAreFindings) {
  const auto reading = read(std::string(kHeader) +
                            "GS*PO*S*R*20260101*0900*12*X*004010~ST*850*0001~SE*3*0001~"
                            "ST*850*0002~SE*2*0003~GE*3*13~IEA*2*000000008~");
  EXPECT_EQ(
      reading.problems,
      (Strings{"1 finding control_count segment 4", "2 finding control_reference segment 6",
               "2 finding control_count segment 7", "2 finding control_reference segment 7",
               "2 finding control_count segment 8", "2 finding control_reference segment 8"}));
  EXPECT_EQ(read(with(interchange("ST*850*0001~SE*2*1~"), "IEA*1*000000007", "IEA*01*7")).problems,
            Strings{})
      << "numbers are equal with and without leading zeros";
}

TEST(X12ReaderTest, MissingEndsAreSeen) {
  const auto header = std::string(kHeader) + "GS*PO*S*R*20260101*0900*12*X*004010~";
  EXPECT_EQ(read(header + "ST*850*0001~SE*2*0001~GE*1*12~").problems,
            Strings{"1 finding truncated segment 6"});
  EXPECT_EQ(read(header + "ST*850*0001~SE*2*0001~IEA*1*000000007~").problems,
            Strings{"1 finding truncated segment 5"})
      << "a group without its end";
  EXPECT_EQ(read(header + "ST*850*0001~BEG*00~GE*1*12~IEA*1*000000007~").problems,
            Strings{"1 error truncated segment 5"});
  EXPECT_EQ(read(header + "GE*0*12~IEA*1*000000007~").problems,
            Strings{"1 error not_well_formed segment 5"});
  const auto broken = read(interchange("T*850*0001~BEG*00~SE*3*0001~ST*850*0002~SE*2*0002~", "2"));
  EXPECT_EQ(broken.problems, Strings{"1 error not_well_formed segment 3"});
  EXPECT_EQ(broken.types, (Strings{"", "850"}));
}

TEST(X12ReaderTest, ALaterIsaThatIsNoneEndsTheReading) {
  const auto reading = read(interchange("ST*850*0001~SE*2*0001~") + "ISA*00*cut");
  EXPECT_EQ(reading.problems, Strings{"2 error truncated segment 7"});
}

TEST(X12ReaderTest, TextsAreAsciiOrUtf8) {
  const auto text = interchange("ST*850*0001~MSG*caf#~SE*3*0001~");
  EXPECT_NE(read(with(text, "#", "\xC3\xA9")).outlines.at(0).find("MSG[1=caf\xC3\xA9]"),
            std::string::npos);
  EXPECT_EQ(read(with(text, "#", "\xE9")).refusal, reason::kInvalidEncoding);
}

TEST(X12ReaderTest, LevelsOfAShipNoticeAreNested) {
  const Names names;
  GroupsByType groups;
  groups.emplace("856", SegmentGroups::compile(x12_856_groups(), names).value());
  X12Reader reader(names, &groups);
  const auto reading = read_all(
      reader,
      interchange("ST*856*0001~BSN*00*A~HL*1**S~HL*2*1*O~PRF*PO7~HL*3*2*I~SN1**4*EA~HL*4*1*O~"
                  "PRF*PO8~CTT*4~SE*11*0001~"));
  EXPECT_EQ(reading.problems, Strings{});
  EXPECT_NE(reading.outlines.at(0).find(
                "BSN[1=00 2=A] level[HL[1=1 3=S] level[HL[1=2 2=1 3=O] PRF[1=PO7] "
                "level[HL[1=3 2=2 3=I] SN1[2=4 3=EA]]] level[HL[1=4 2=1 3=O] PRF[1=PO8]]] CTT[1=4] "
                "SE[1=11 2=0001]]"),
            std::string::npos)
      << reading.outlines[0];
}

}  // namespace
}  // namespace procured::reader
