// Goal: a segment becomes elements at their positions, whatever its separators are and however it
// is wrapped, and hostile segments end early.
// Method: single segments written by hand; the expected outlines are counted out by hand.
#include "connectors/reader/edi_syntax.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "connectors/reader/reasons.h"
#include "support/tree_outline.h"

namespace procured::reader {
namespace {

constexpr Separators kVersion4{'+', ':', '*', '?', '\''};

class EdiSyntaxTest : public testing::Test {
 protected:
  /// Segments as children of a root, and the last flaw.
  std::string read(std::string text, const Separators& separators = kVersion4) {
    text_ = std::move(text);
    cursor_.start(text_);
    cursor_.use(separators);
    tree_.clear();
    tree_.open("", kUnknownName);
    flaw_.reset();
    while (cursor_.find()) {
      if (auto flaw = cursor_.write(tree_, symbols_)) flaw_ = flaw;
    }
    tree_.close();
    return outline(tree_);
  }
  std::string_view reason() const { return flaw_ ? flaw_->reason : "none"; }

  EdiLimits limits_;
  std::string text_;
  Names names_;
  EdiSymbols symbols_{names_};
  SegmentCursor cursor_{limits_};
  Tree tree_;
  std::optional<SegmentFlaw> flaw_;
};

TEST_F(EdiSyntaxTest, ElementsAndComponentsAreNamedByPosition) {
  EXPECT_EQ(read("NAD+BY+5412345000013::9+++Name:Second++Oslo'"),
            "[NAD[1=BY 2=5412345000013[3=9] 5=Name[2=Second] 7=Oslo]]");
  EXPECT_EQ(read("IMD+F++:::Text'"), "[IMD[1=F 3[4=Text]]]");
  EXPECT_EQ(read("UNS+S'UNS'"), "[UNS[1=S] UNS]");
  EXPECT_EQ(read("NAD+ ++::+'"), "[NAD]") << "empty elements are absent";
}

TEST_F(EdiSyntaxTest, RepetitionsAreFurtherElementsOfTheSameName) {
  EXPECT_EQ(read("RFF+ON:1*CT:2+x'"), "[RFF[1=ON[2=1] 1=CT[2=2] 2=x]]");
  EXPECT_EQ(read("RFF+ON:1*2'", {'+', ':', '\0', '?', '\''}), "[RFF[1=ON[2=1*2]]]")
      << "without a repetition separator it is text";
}

TEST_F(EdiSyntaxTest, TheReleaseCharacterGivesSeparatorsBack) {
  EXPECT_EQ(read("FTX+a?+b?:c?*d?'e\?\?f'"), "[FTX[1=a+b:c*d'e?f]]");
  EXPECT_EQ(read("FTX+Really\?\?'UNS+S'"), "[FTX[1=Really?] UNS[1=S]]");
  EXPECT_EQ(read("FTX+Who?Me? '"), "[FTX[1=Who?Me?]]") << "a question mark nobody escaped";
  EXPECT_EQ(read("FTX+Who?'", {'+', ':', '\0', '\0', '\''}), "[FTX[1=Who?]]")
      << "no release character";
}

TEST_F(EdiSyntaxTest, WhatSeparatesIsSeenWhereverItStands) {
  for (std::size_t first = 1; first <= 140; ++first) {
    for (const std::size_t second : {1U, 58U, 63U, 64U, 65U, 130U}) {
      const std::string a(first, 'a');
      const std::string b(second, 'b');
      EXPECT_EQ(read("FTX+" + a + ":" + b + "?'?" + a + "+" + b + "'\nUNS+" + a + "'"),
                "[FTX[1=" + a + "[2=" + b + "'?" + a + "] 2=" + b + "] UNS[1=" + a + "]]");
      EXPECT_EQ(read("FTX+" + a + "\x01" + b + "'"), "[FTX]") << "a control character";
      EXPECT_EQ(reason(), reason::kNotWellFormed);
      EXPECT_EQ(read("FTX+" + a + "\n" + b), "[FTX[1=" + a + b + "]]") << "cut off, and wrapped";
      EXPECT_TRUE(cursor_.was_cut_off());
    }
  }
}

TEST_F(EdiSyntaxTest, AReleaseCharacterAtTheEndOfTheTextReleasesNothing) {
  for (std::size_t size = 1; size <= 140; ++size) {
    const std::string text(size, 'a');
    EXPECT_EQ(read("FTX+" + text + "?"), "[FTX[1=" + text + "?]]");
    EXPECT_TRUE(cursor_.was_cut_off());
  }
}

TEST_F(EdiSyntaxTest, BlanksAroundTextsAreTrimmed) {
  EXPECT_EQ(read("NAD+ BY :  x y  '"), "[NAD[1=BY[2=x y]]]");
}

TEST_F(EdiSyntaxTest, LineEndsBetweenSegmentsAndWithinThemAreLeftOut) {
  EXPECT_EQ(read("BGM+380'\r\n\nDTM+137:200508\r\n19:102'\nN\nAD+B\nY'"),
            "[BGM[1=380] DTM[1=137[2=20050819 3=102]] NAD[1=BY]]");
  EXPECT_EQ(read("ST*850~S\nI*BI~", {'*', '>', '\0', '\0', '~'}), "[ST[1=850] SI[1=BI]]");
  EXPECT_EQ(read("ST*850\nBEG*00\n", {'*', '>', '\0', '\0', '\n'}), "[ST[1=850] BEG[1=00]]")
      << "a line feed may be the terminator";
  EXPECT_EQ(read("ST*850\r\nBEG*00\r\n", {'*', '>', '\0', '\0', '\r'}), "[ST[1=850] BEG[1=00]]");
  EXPECT_EQ(read("ST*850\r\nBEG*00\r\n", {'*', '>', '\0', '\0', '\n'}), "[ST[1=850] BEG[1=00]]");
}

TEST_F(EdiSyntaxTest, ControlCharactersMaySeparateButNotStandInTexts) {
  EXPECT_EQ(read("BGM\x1D"
                 "380\x1F"
                 "x\x1C",
                 {'\x1D', '\x1F', '\0', '\0', '\x1C'}),
            "[BGM[1=380[2=x]]]");
  EXPECT_EQ(reason(), "none");
  read(
      "BGM+3\x1D"
      "80'UNS+S'");
  EXPECT_EQ(reason(), reason::kNotWellFormed);
  EXPECT_NE(outline(tree_).find("UNS[1=S]"), std::string::npos) << "reading goes on";
}

TEST_F(EdiSyntaxTest, WhatHasNoTagIsAFlaw) {
  for (const auto* text : {"+x'", "N+x'", "NADX+x'", "nad+x'", "1AD+x'", "LIN:1+x'"}) {
    EXPECT_EQ(read(text), "") << text;
    EXPECT_EQ(reason(), reason::kNotWellFormed) << text;
  }
  EXPECT_EQ(read("N1+x'"), "[N1[1=x]]");
}

TEST_F(EdiSyntaxTest, DoubledTerminatorsAreNoSegments) {
  EXPECT_EQ(read("UNS+S''\n'"), "[UNS[1=S]]");
  EXPECT_EQ(cursor_.number(), 2U);
}

TEST_F(EdiSyntaxTest, LongElementsAreRefusedAndReadPast) {
  const std::string most(limits_.element_bytes_max, 'x');
  EXPECT_EQ(read("FTX+" + most + "'"), "[FTX[1=" + most + "]]");
  EXPECT_EQ(reason(), "none");
  read("FTX+" + most + "x'UNS+S'");
  EXPECT_EQ(reason(), reason::kTooLarge);
  EXPECT_EQ(outline_of(tree_, "UNS"), "UNS[1=S]");
}

TEST_F(EdiSyntaxTest, ManyElementsAreRefusedAndReadPast) {
  read("FTX" + std::string(1000, '+') + "'");
  EXPECT_EQ(reason(), "none");
  read("FTX" + std::string(1001, '+') + "'");
  EXPECT_EQ(reason(), reason::kTooLarge);
  read("FTX" + std::string(1'000'000, '+') + "'UNS+S'");
  EXPECT_EQ(reason(), reason::kTooLarge);
  EXPECT_EQ(outline_of(tree_, "UNS"), "UNS[1=S]");
  EXPECT_LT(tree_.size(), 10U);
}

TEST_F(EdiSyntaxTest, TheEndWithinASegmentIsSeen) {
  EXPECT_EQ(read("UNS+S"), "[UNS[1=S]]");
  EXPECT_TRUE(cursor_.was_cut_off());
  read("UNS+S?'");
  EXPECT_TRUE(cursor_.was_cut_off()) << "a released terminator ends nothing";
  read("UNS+S?");
  EXPECT_TRUE(cursor_.was_cut_off());
  read("UNS+S'");
  EXPECT_FALSE(cursor_.was_cut_off());
}

TEST_F(EdiSyntaxTest, ElementsOfASegmentAreFoundByNumber) {
  read("");
  EXPECT_EQ(cursor_.element_of("UNT+38+AB?+C:2", 1), "38");
  EXPECT_EQ(cursor_.element_of("UNT+38+AB?+C:2", 2), "AB+C");
  EXPECT_EQ(cursor_.element_of("UNT+38+AB?+C:2", 3), "");
  EXPECT_EQ(cursor_.element_of("UNT++ x\n1 'UNZ+7", 2), "x1");
  EXPECT_EQ(cursor_.element_of("UNT'UNZ+7", 1), "") << "not of the next segment";
}

TEST(EdiPositionTest, PositionsAreNumbersAsText) {
  for (const std::uint32_t number : {1U, 9U, 10U, 99U, 100U, 999U, 1000U, 9999U})
    EXPECT_EQ(position_name(number), std::to_string(number));
}

TEST(EdiSymbolsTest, SymbolsAreThoseOfTheNames) {
  Names names;
  const auto line = names.add({Names::kNoNamespace, "LIN"});
  const auto second = names.add({Names::kNoNamespace, "2"});
  const auto hundredth = names.add({Names::kNoNamespace, "100"});
  EdiSymbols symbols(names);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(symbols.of_tag(pack_tag("LIN"), "LIN"), line);
    EXPECT_EQ(symbols.of_tag(pack_tag("PIA"), "PIA"), kUnknownName);
  }
  EXPECT_EQ(symbols.position(2).symbol, second);
  EXPECT_EQ(symbols.position(100).symbol, hundredth);
  EXPECT_EQ(symbols.position(3).symbol, kUnknownName);
  EXPECT_EQ(symbols.position(3).name, "3");
  EXPECT_EQ(symbols.position(100).name, "100");
  EXPECT_EQ(symbols.position(101).symbol, kUnknownName);
}

}  // namespace
}  // namespace procured::reader
