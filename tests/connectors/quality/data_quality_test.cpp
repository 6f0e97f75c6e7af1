#include "connectors/quality/data_quality.h"

#include <gtest/gtest.h>

#include "connectors/mapping/catalogue.h"
#include "support/built_in_catalogue.h"

// Goal: a control count or reference that is wrong is a note on the document, which is read all the
// same. Method: the built-in catalogue over an order of UN/EDIFACT (ISO 9735: UNT counts the
// segments from UNH to UNT, UNZ the messages) and one of X12 (X12.6: SE, GE, IEA).
namespace procured::mapping {
namespace {

using testing_support::built_in_catalogue;

using Notes = std::vector<std::string>;

/// "code, place: detail" of every note.
Notes notes_of(const std::string& bytes) {
  Notes notes;
  for (const auto& part : built_in_catalogue().decode_whole(bytes, {}).parts) {
    const auto* document = std::get_if<DecodedDocument>(&part.outcome);
    if (document == nullptr) {
      ADD_FAILURE() << std::get<core::Error>(part.outcome).detail;
      continue;
    }
    for (const auto& note : document->content.data_quality())
      notes.push_back(note.code() + ", " + note.place() + ": " + note.detail());
  }
  return notes;
}

std::string edifact(const std::string& end) {
  return "UNB+UNOC:3+A:14+B:14+260203:0915+77'UNH+1+ORDERS:D:96A:UN'BGM+220+PO-1+9'"
         "DTM+137:20260203:102'NAD+BY+7080000000012::9'NAD+SU+7080000000029::9'LIN+1'QTY+21:1'"
         "UNS+S'" +
         end;
}

std::string x12(const std::string& end) {
  return "ISA*00**00**ZZ*A*ZZ*B*260203*0915*U*00401*77*0*P*>~GS*PO*A*B*20260203*0915*5*X*004010~"
         "ST*850*0001~BEG*00*NE*PO-1**20260203~PO1*1*1*EA~" +
         end;
}

TEST(DataQualityTest, RightCountsLeaveNoNote) {
  EXPECT_EQ(notes_of(edifact("UNT+9+1'UNZ+1+77'")), Notes{});
  EXPECT_EQ(notes_of(x12("SE*4*0001~GE*1*5~IEA*1*77~")), Notes{});
}

TEST(DataQualityTest, WrongCountsAndReferencesAreNotesOnTheDocument) {
  EXPECT_EQ(notes_of(edifact("UNT+8+2'UNZ+3+77'")),
            (Notes{"control_count, segment 10: UNT counts '8', there are 9",
                   "control_reference, segment 10: UNT has the reference '2', UNH has '1'",
                   "control_count, segment 11: UNZ counts '3', there are 1"}));
  EXPECT_EQ(notes_of(x12("SE*9*0001~GE*2*5~IEA*1*78~")),
            (Notes{"control_count, segment 6: SE counts '9', there are 4",
                   "control_count, segment 7: GE counts '2', there are 1",
                   "control_reference, segment 8: IEA has the reference '78', ISA has '77'"}));
}

TEST(DataQualityTest, AMissingEndIsANoteOnTheLastDocument) {
  EXPECT_EQ(notes_of(edifact("UNT+9+1'")),
            (Notes{"truncated, segment 11: there is no UNZ where it ends"}));
}

TEST(DataQualityTest, NotesOfAnEarlierFileAreGone) {
  int notes = 0;
  const auto count = [&](const Decoded& part) {
    notes = std::get<DecodedDocument>(part.outcome).content.data_quality_size();
  };
  built_in_catalogue().decode(edifact("UNT+8+1'UNZ+1+77'"), {}, count);
  EXPECT_EQ(notes, 1);
  built_in_catalogue().decode(edifact("UNT+9+1'UNZ+1+77'"), {}, count);
  EXPECT_EQ(notes, 0);
}

}  // namespace
}  // namespace procured::mapping
