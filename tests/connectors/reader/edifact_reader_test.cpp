// Goal: EDIFACT files become one tree per message; what is wrong with one message costs no other.
// Method: small interchanges written by hand after ISO 9735, with planted faults; counts and
// outlines are counted out by hand.
#include "connectors/reader/edifact_reader.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "connectors/reader/reasons.h"
#include "support/edi_descriptions.h"
#include "support/edi_reading.h"
#include "support/tree_outline.h"

namespace procured::reader {
namespace {

using Strings = std::vector<std::string>;

constexpr std::string_view kOrder =
    "UNH+M1+ORDERS:D:96A:UN'BGM+220+PO7+9'LIN+1++4000862141404:SRV'QTY+21:48'UNS+S'UNT+6+M1'";

std::string interchange(const std::string& messages, const std::string& count = "1",
                        const std::string& header = "UNB+UNOC:3+S:14+R:14+260101:0900+IC1'") {
  return header + messages + "UNZ+" + count + "+IC1'";
}

EdiReading read(std::string_view bytes, const EdiLimits& limits = {},
                const GroupsByType* groups = nullptr) {
  const Names names;
  EdifactReader reader(names, groups, limits);
  return read_all(reader, bytes);
}

TEST(EdifactReaderTest, AMessageIsATreeWithTheHeadersOfItsInterchange) {
  const auto reading = read(interchange(std::string(kOrder)));
  EXPECT_EQ(reading.outlines,
            Strings{"interchange[UNB[1=UNOC[2=3] 2=S[2=14] 3=R[2=14] 4=260101[2=0900] 5=IC1] "
                    "message[UNH[1=M1 2=ORDERS[2=D 3=96A 4=UN]] BGM[1=220 2=PO7 3=9] "
                    "LIN[1=1 3=4000862141404[2=SRV]] QTY[1=21[2=48]] UNS[1=S] UNT[1=6 2=M1]]]"});
  EXPECT_EQ(reading.types, Strings{"ORDERS"});
  EXPECT_EQ(reading.elements, Strings{"/interchange/message"});
  EXPECT_EQ(reading.problems, Strings{});
}

TEST(EdifactReaderTest, SeparatorsAreThoseOfUna) {
  const auto reading = read(
      "UNA|^,!*~\r\nUNB^UNOC|4^S^R^260101|0900^IC1~UNH^1^ORDERS|D|96A~RFF^ON|1*CT|2~"
      "FTX^a!^b+c'd~UNT^4^1~UNZ^1^IC1~");
  EXPECT_EQ(reading.problems, Strings{});
  ASSERT_EQ(reading.outlines.size(), 1U);
  EXPECT_NE(reading.outlines[0].find("[UNA[1=| 2=^ 3=, 4=! 5=* 6=~] UNB["), std::string::npos);
  EXPECT_NE(reading.outlines[0].find("RFF[1=ON[2=1] 1=CT[2=2]] FTX[1=a^b+c'd]"), std::string::npos);
  EXPECT_EQ(reading.decimal_marks, std::string(","));
}

TEST(EdifactReaderTest, SeparatorsWithoutUnaFollowTheSyntax) {
  const std::string text = "FTX+a*b?'c'";
  const auto message = "UNH+1+ORDERS'" + text + "UNT+3+1'";
  const auto third = read(interchange(message));
  EXPECT_NE(third.outlines.at(0).find("FTX[1=a*b'c]"), std::string::npos);
  const auto fourth = read(interchange(message, "1", "UNB+UNOC:4+S+R+20260101:0900+IC1'"));
  EXPECT_NE(fourth.outlines.at(0).find("FTX[1=a 1=b'c]"), std::string::npos)
      << "version 4 repeats with *";
  const auto level_b = read(
      "UNB\x1D"
      "UNOB\x1F"
      "1\x1D"
      "S\x1D"
      "R\x1D"
      "260101\x1F"
      "0900\x1D"
      "I\x1C"
      "UNH\x1D"
      "1\x1D"
      "ORDERS\x1C"
      "FTX\x1D"
      "a+b?'\x1C"
      "UNT\x1D"
      "3\x1D"
      "1\x1C"
      "UNZ\x1D"
      "1\x1D"
      "I\x1C");
  EXPECT_EQ(level_b.problems, Strings{});
  EXPECT_NE(level_b.outlines.at(0).find("FTX[1=a+b?']"), std::string::npos);
}

TEST(EdifactReaderTest, AServiceStringThatIsNoneIsRefused) {
  for (const auto* una : {"UNA:+.?'UNB+UNOC:3'", "UNA::.? 'UNB:UNOC'", "UNAa+.? 'UNB+UNOC'"})
    EXPECT_EQ(read(una).refusal, reason::kNotWellFormed) << una;
  EXPECT_EQ(read("UNA:+.").refusal, reason::kTruncated);
  EXPECT_EQ(read("UNB;UNOC,3;S;R'").refusal, reason::kNotWellFormed);
}

TEST(EdifactReaderTest, SeveralMessagesAndInterchangesAreReadOneByOne) {
  const auto first =
      interchange("UNH+1+ORDERS'BGM+220+A'UNT+3+1'UNH+2+INVOIC'BGM+380+B'UNT+3+2'", "2");
  const auto second =
      "UNA|;.! ~UNB;UNOC|3;S2;R;260101|0900;IC2~UNH;1;DESADV~BGM;351;C~UNT;3;1~UNZ;1;IC2~";
  const auto reading = read("\xEF\xBB\xBF" + first + "\r\n" + second + "\n" + first + "\x1A");
  EXPECT_EQ(reading.problems, Strings{});
  EXPECT_EQ(reading.types, (Strings{"ORDERS", "INVOIC", "DESADV", "ORDERS", "INVOIC"}));
  EXPECT_NE(reading.outlines.at(2).find("UNB[1=UNOC[2=3] 2=S2"), std::string::npos);
  EXPECT_EQ(reading.outlines.at(3).find("UNA"), std::string::npos) << "the third has no UNA";
  EXPECT_EQ(reading.outlines.at(0), reading.outlines.at(3));
}

TEST(EdifactReaderTest, FunctionalGroupsAreKept) {
  const auto reading =
      read(interchange("UNG+ORDERS+S+R+260101:0900+G1+UN+D:96A'UNH+1+ORDERS'UNT+2+1'UNE+1+G1'"
                       "UNG+INVOIC+S+R+260101:0900+G2+UN+D:96A'UNH+1+INVOIC'UNT+2+1'UNE+1+G2'",
                       "2"));
  EXPECT_EQ(reading.problems, Strings{});
  ASSERT_EQ(reading.outlines.size(), 2U);
  EXPECT_EQ(reading.elements,
            (Strings{"/interchange/group/message", "/interchange/group/message"}));
  EXPECT_NE(reading.outlines[1].find(" group[UNG[1=INVOIC 2=S 3=R 4=260101[2=0900] 5=G2 6=UN "
                                     "7=D[2=96A]] message[UNH"),
            std::string::npos);
}

TEST(EdifactReaderTest, FilesWithoutInterchangeAreRead) {
  EXPECT_EQ(read(kOrder).problems, Strings{});
  EXPECT_EQ(read("UNA:+.? '\n" + std::string(kOrder)).types, Strings{"ORDERS"});
}

TEST(EdifactReaderTest, WrongCountsAndReferencesAreFindingsOfTheirMessage) {
  const auto reading = read(interchange(
      "UNH+1+ORDERS'BGM+220+A'UNT+4+1'UNH+2+ORDERS'BGM+220+B'UNT+3+9'UNH+3+ORDERS'UNT+02+3'", "5"));
  EXPECT_EQ(reading.problems,
            (Strings{"1 finding control_count segment 4", "2 finding control_reference segment 7",
                     "3 finding control_count segment 10"}))
      << "UNT counts 4 of 3, refers to 9 for 2; UNZ counts 5 of 3. UNB is segment 1";
  EXPECT_EQ(reading.types.size(), 3U);
}

TEST(EdifactReaderTest, TheInterchangesReferenceIsChecked) {
  const auto reading = read("UNB+UNOC:3+S+R+260101:0900+IC1'" + std::string(kOrder) + "UNZ+1+IC2'");
  EXPECT_EQ(reading.problems, Strings{"1 finding control_reference segment 8"});
}

TEST(EdifactReaderTest, AMissingEndIsSeen) {
  const std::string header = "UNB+UNOC:3+S+R+260101:0900+IC1'";
  EXPECT_EQ(read(header + std::string(kOrder)).problems, Strings{"1 finding truncated segment 8"});
  EXPECT_EQ(read(header + "UNH+1+ORDERS'BGM+220'UNH+2+ORDERS'UNT+2+2'UNZ+2+IC1'").problems,
            Strings{"1 error truncated segment 4"});
  EXPECT_EQ(read(header + "UNH+1+ORDERS'BGM+220'").problems,
            (Strings{"1 error truncated segment 4", "1 finding truncated segment 4"}));
  EXPECT_EQ(read(header + "UNH+1+ORDERS'BGM+22").problems,
            (Strings{"1 error truncated segment 3", "1 finding truncated segment 4"}));
  EXPECT_EQ(read(header).problems, Strings{"1 error truncated segment 2"});
  EXPECT_EQ(read(header + "UNZ+0+IC1'").problems, Strings{"1 error not_well_formed segment 3"});
}

TEST(EdifactReaderTest, EveryCutOfAFileIsSeen) {
  const auto whole = interchange(std::string(kOrder));
  for (std::size_t size = 0; size < whole.size() - 1; ++size) {
    const auto reading = read(std::string_view(whole).substr(0, size));
    EXPECT_FALSE(reading.refusal.empty() && reading.problems.empty()) << size;
  }
  EXPECT_EQ(read(std::string_view(whole).substr(0, whole.size() - 1)).problems, Strings{})
      << "without its last terminator UNZ is whole: the references agree";
}

TEST(EdifactReaderTest, SegmentsOutsideOfAMessageAreOneRefusedMessage) {
  const auto reading =
      read(interchange("NH+1+ORDERS'BGM+220+A'UNT+3+1'" + std::string(kOrder), "2"));
  EXPECT_EQ(reading.problems, Strings{"1 error not_well_formed segment 2"});
  EXPECT_EQ(reading.types, (Strings{"", "ORDERS"}));
  EXPECT_EQ(read("NB+UNOC:3+S+R'" + std::string(kOrder)).refusal, reason::kNotWellFormed);
  EXPECT_EQ(read("<Invoice/>").refusal, reason::kNotWellFormed);
  EXPECT_EQ(read("").refusal, reason::kEmptyFile);
  EXPECT_EQ(read(std::string_view("\0\0\r\n ", 5)).refusal, reason::kEmptyFile);
}

TEST(EdifactReaderTest, AFlawInOneMessageLeavesTheOthers) {
  const auto reading =
      read(interchange("UNH+1+ORDERS'bgm+1'LIN+1'UNT+4+1'" + std::string(kOrder), "2"));
  EXPECT_EQ(reading.problems, Strings{"1 error not_well_formed segment 3"});
  EXPECT_NE(reading.outlines.at(1).find("BGM[1=220 2=PO7 3=9]"), std::string::npos);
}

TEST(EdifactReaderTest, TheDeclaredCharacterSetIsRead) {
  const auto text_of = [](const std::string& level, const std::string& text) {
    const auto reading = read(interchange("UNH+1+ORDERS'FTX+" + text + "'UNT+3+1'", "1",
                                          "UNB+" + level + ":3+S+R+260101:0900+IC1'"));
    if (!reading.refusal.empty()) return reading.refusal;
    const auto at = reading.outlines.at(0).find("FTX[1=");
    return reading.outlines[0].substr(at + 6, reading.outlines[0].find(']', at) - at - 6);
  };
  EXPECT_EQ(text_of("UNOC",
                    "K\xF8"
                    "benhavn"),
            "K\xC3\xB8"
            "benhavn");  // ø
  EXPECT_EQ(text_of("UNOD",
                    "\xB3\xF3"
                    "d\xBC"),
            "\xC5\x82\xC3\xB3"
            "d\xC5\xBA");                                                  // łódź, Latin 2
  EXPECT_EQ(text_of("UNOE", "\xBC\xD8\xE0"), "\xD0\x9C\xD0\xB8\xD1\x80");  // Мир, Cyrillic
  EXPECT_EQ(text_of("UNOL", "5\xA4"), "5\xE2\x82\xAC");                    // €, Latin 9
  EXPECT_EQ(text_of("UNOY",
                    "K\xC3\xB8"
                    "b"),
            "K\xC3\xB8"
            "b");
  EXPECT_EQ(text_of("UNOA",
                    "K\xC3\xB8"
                    "b"),
            "K\xC3\xB8"
            "b")
      << "UTF-8 is plain to see";
  EXPECT_EQ(text_of("UNOC",
                    "K\xC3\xB8"
                    "b"),
            "K\xC3\xB8"
            "b");
  EXPECT_EQ(text_of("UNOA",
                    "K\xF8"
                    "b"),
            reason::kInvalidEncoding);
  EXPECT_EQ(text_of("UNOY",
                    "K\xF8"
                    "b"),
            reason::kInvalidEncoding);
  EXPECT_EQ(text_of("UNOC", "5\x80"), reason::kInvalidEncoding) << "Windows-1252";
  EXPECT_EQ(text_of("UNOX", "ab"), "ab");
  EXPECT_EQ(text_of("UNOX",
                    "K\xF8"
                    "b"),
            reason::kUnknownEncoding);
}

TEST(EdifactReaderTest, GroupsOfTheTypeAreApplied) {
  const Names names;
  GroupsByType groups;
  groups.emplace("INVOIC", SegmentGroups::compile(invoic_groups(), names).value());
  EdifactReader reader(names, &groups);
  const auto reading = read_all(
      reader, interchange("UNH+1+INVOIC:D:96A:UN'BGM+380+A'NAD+SU+1::9'RFF+VA:2'CUX+2:EUR:4'LIN+1'"
                          "QTY+47:2'MOA+203:13'PRI+AAA:6.5'LIN+2'UNS+S'MOA+77:13'UNT+13+1'"
                          "UNH+2+APERAK:D:96A:UN'NAD+SU'RFF+VA:2'UNT+4+2'",
                          "2"));
  EXPECT_EQ(reading.problems, Strings{});
  EXPECT_NE(reading.outlines.at(0).find(
                "BGM[1=380 2=A] party[NAD[1=SU 2=1[3=9]] reference[RFF[1=VA[2=2]]]] "
                "currency[CUX[1=2[2=EUR 3=4]]] line[LIN[1=1] QTY[1=47[2=2]] "
                "amount[MOA[1=203[2=13]]] price[PRI[1=AAA[2=6.5]]]] line[LIN[1=2]] "
                "summary[UNS[1=S] amount[MOA[1=77[2=13]]]] UNT[1=13 2=1]]"),
            std::string::npos)
      << reading.outlines[0];
  EXPECT_NE(reading.outlines.at(1).find("message[UNH[1=2 2=APERAK[2=D 3=96A 4=UN]] NAD[1=SU] RFF"),
            std::string::npos)
      << "a type without groups is flat";
}

TEST(EdifactReaderTest, LimitsHold) {
  EdiLimits limits;
  limits.segments_max = 8;
  const auto message = [](int n) {
    return "UNH+" + std::to_string(n) + "+ORDERS'UNT+2+" + std::to_string(n) + "'";
  };
  const auto many =
      read(interchange(message(1) + message(2) + "UNH+3+ORDERS'BGM'BGM'BGM'BGM'UNT+6+3'"), limits);
  EXPECT_EQ(many.problems, Strings{"3 error too_large segment 9"});
  EXPECT_EQ(many.types, (Strings{"ORDERS", "ORDERS", "ORDERS"}));
  limits = {};
  limits.header_bytes_max = 30;
  const auto header = read(interchange(message(1), "1"), limits);
  EXPECT_EQ(header.problems, Strings{"1 error too_large segment 1"})
      << "it would be read again for each message";
  limits = {};
  limits.findings_max = 2;
  const auto ends = read("UNB+UNOA:1+S+R+1:1+1'" + message(1) + "UNE+9+9'UNE+9+9'UNE+9+9'", limits);
  EXPECT_EQ(ends.problems.size(), 2U);
  limits = {};
  limits.nodes_max = 20;
  const auto large =
      read(interchange("UNH+1+ORDERS'FTX+a+b+c+d+e'UNT+3+1'" + message(2), "2"), limits);
  EXPECT_EQ(large.problems, Strings{"1 error too_large segment 3"})
      << "interchange and UNB with 8 below, message, UNH with 2, FTX with 5: 21";
}

TEST(EdifactReaderTest, HostileFilesEndSoon) {
  const std::string header = "UNB+UNOC:3+S+R+260101:0900+IC1'UNH+1+ORDERS'";
  constexpr std::size_t kMebibyte = 1024 * 1024;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(read(std::string(kMebibyte, '\'')).refusal, reason::kNotWellFormed);
  EXPECT_EQ(read(std::string(kMebibyte, '?')).refusal, reason::kNotWellFormed);
  EXPECT_EQ(read("UNA:+.? '" + std::string(kMebibyte, '\'')).problems, Strings{});
  for (const std::string& fill :
       {std::string(kMebibyte, '?'), "FTX+" + std::string(kMebibyte, '?'),
        "FTX+" + std::string(kMebibyte, 'x'), "FTX" + std::string(kMebibyte, '+'),
        std::string(kMebibyte, '+')}) {
    EXPECT_EQ(read(header + fill).problems.size(), 2U) << fill.substr(0, 8);
    EXPECT_EQ(read(header + fill + "x'UNT+3+1'UNZ+1+IC1'").problems.size(), 1U)
        << fill.substr(0, 8);
  }
  std::string many = header;
  for (int i = 0; i < 100'000; ++i) many += "UNH'UNT'x'";
  EXPECT_GT(read(many).problems.size(), 100'000U);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(EdifactReaderTest, ItIsRecognisedByItsStart) {
  EXPECT_TRUE(is_edifact("UNA:+.? 'UNB"));
  EXPECT_TRUE(is_edifact("\xEF\xBB\xBF\r\nUNB+UNOC"));
  EXPECT_TRUE(is_edifact("UNH+1"));
  EXPECT_FALSE(is_edifact("UNB;1"));
  EXPECT_FALSE(is_edifact("UNBEKANNT;NAME"));
  EXPECT_FALSE(is_edifact(""));
}

}  // namespace
}  // namespace procured::reader
