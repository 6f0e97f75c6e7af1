// Goal: every EDIFACT and X12 file that systems in use have written is read or refused with a
// reason, and no message or segment of it is lost.
// Method: walks ../shared/corpus (skipped where it is not beside the checkout) and compares with a
// count that splits the bytes at the terminator and knows nothing else.
#include "connectors/reader/edi_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "connectors/reader/edifact_reader.h"
#include "connectors/reader/reasons.h"
#include "connectors/reader/x12_reader.h"
#include "support/edi_descriptions.h"

namespace procured::reader {
namespace {

namespace fs = std::filesystem;

const fs::path kCorpus = fs::path(PROCURED_SOURCE_DIR).parent_path() / "shared/corpus";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return bytes.substr(0, 3) == "\xEF\xBB\xBF" ? bytes.substr(3) : bytes;
}

std::string without(std::string text, std::string_view characters) {
  std::erase_if(text, [&](char c) { return characters.find(c) != std::string_view::npos; });
  return text;
}

/// Tags of the segments between two terminators, blanks and empty ones left out.
std::vector<std::string> split(const std::string& text, char terminator, char release) {
  std::vector<std::string> tags;
  std::string segment;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == release && release != '\0') {
      segment += "??";
      ++i;
    } else if (i < text.size() && text[i] != terminator) {
      segment += text[i];
    } else {
      segment.erase(0, std::min(segment.find_first_not_of(" \r\n"), segment.size()));
      if (!segment.empty()) tags.push_back(segment.substr(0, segment.find_first_of("+*|~\x7F")));
      segment.clear();
    }
  }
  return tags;
}

struct Count {
  int messages = 0;
  int segments = 0;  // in messages, with the first and the last

  friend bool operator==(const Count&, const Count&) = default;
};

Count count_of(const std::vector<std::string>& tags, const std::string& first,
               const std::string& last) {
  Count count;
  bool inside = false;
  for (const auto& tag : tags) {
    if (tag == first) ++count.messages;
    inside = inside || tag == first;
    count.segments += inside;
    if (tag == last) inside = false;
  }
  return count;
}

/// A naive count, interchange by interchange where their terminators differ.
Count count_edifact(const std::string& bytes) {
  return count_of(split(without(bytes, "\r\n"), '\'', '?'), "UNH", "UNT");
}

Count count_x12(const std::string& bytes) {
  Count total;
  for (auto at = bytes.find("ISA"); at != std::string::npos;) {
    const auto next = bytes.find("ISA", at + 100);
    const auto text = bytes.substr(at, next == std::string::npos ? next : next - at);
    const auto unwrapped = without(text.substr(0, 112), "\r\n");
    const bool by_line = text[105] == '\r' || text[105] == '\n';
    const char terminator = by_line ? text[105] : unwrapped[105];
    const auto count =
        count_of(split(by_line ? text : without(text, "\r\n"), terminator, '\0'), "ST", "SE");
    total = {total.messages + count.messages, total.segments + count.segments};
    at = next;
  }
  return total;
}

/// Elements whose names are tags, below messages.
int segments_in(const Tree& tree, const std::set<std::string>& outside) {
  int segments = 0;
  for (NodeId node = 0; node < tree.size(); ++node) {
    const std::string name(tree[node].name);
    segments += pack_tag(name) != 0 && outside.count(name) == 0;
  }
  return segments;
}

struct Outcome {
  Count count;
  std::string refusal;
  std::vector<core::Error> errors;
  int findings = 0;
};

Outcome read(EdiReader& reader, const std::string& bytes) {
  Outcome outcome;
  if (auto started = reader.start(bytes); !started) {
    outcome.refusal = started.error().code;
    EXPECT_FALSE(started.error().detail.empty());
    return outcome;
  }
  Tree tree;
  EdiMessage message;
  while (reader.next(tree, message)) {
    outcome.findings += static_cast<int>(message.findings.size());
    if (message.error) {
      outcome.errors.push_back(*message.error);
      continue;
    }
    EXPECT_EQ(tree.depth(), 0);
    EXPECT_EQ(tree[0].end, tree.size()) << "one root";
    ++outcome.count.messages;
    outcome.count.segments += segments_in(tree, {"UNA", "UNB", "UNG", "ISA", "GS"});
  }
  return outcome;
}

GroupsByType all_groups(const Names& names) {
  GroupsByType groups;
  for (const auto& [type, description] : all_descriptions())
    groups.emplace(type, SegmentGroups::compile(description, names).value());
  return groups;
}

using Refusals = std::map<std::string, std::string>;  // by file name

class EdiReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kCorpus / "edifact")) GTEST_SKIP() << "no corpus beside the checkout";
  }

  /// Reads every file that looks like this syntax with and without groups.
  template <class Reader>
  void walk(bool (*looks_like)(std::string_view), Count (*count)(const std::string&)) {
    const auto groups = all_groups(names_);
    Reader grouped(names_, &groups);
    Reader flat(names_);
    for (const auto& entry : fs::recursive_directory_iterator(kCorpus)) {
      if (!entry.is_regular_file()) continue;
      const auto bytes = bytes_of(entry.path());
      if (!looks_like(bytes)) continue;
      ++files_;
      const auto outcome = read(grouped, bytes);
      const auto name = entry.path().filename().string();
      EXPECT_EQ(read(flat, bytes).count, outcome.count) << name;
      if (!outcome.refusal.empty()) refused_.emplace(name, outcome.refusal);
      for (const auto& error : outcome.errors)
        refused_.emplace(name, error.code + " " + error.place);
      with_findings_ += outcome.findings > 0;
      if (outcome.refusal.empty() && outcome.errors.empty()) {
        EXPECT_EQ(outcome.count, count(bytes)) << name;
      }
    }
  }

  Names names_;
  int files_ = 0;
  int with_findings_ = 0;
  Refusals refused_;
};

// The files named here are broken on purpose, as their names say: their first segment is not UNH or
// ST. The files with findings were counted with another program.
TEST_F(EdiReaderTest, EveryEdifactFileOfTheCorpusIsReadOrRefusedWithAReason) {
  walk<EdifactReader>(is_edifact, count_edifact);
  EXPECT_EQ(refused_, (Refusals{{"CorruptUnh.txt", "not_well_formed segment 2"},
                                {"d01b_orders_malformed.edi", "not_well_formed segment 1"},
                                {"d11a_malformed.edi", "not_well_formed segment 1"},
                                {"d96a_orders_malformed.edi", "not_well_formed segment 1"}}));
  EXPECT_GE(files_, 70);
  EXPECT_EQ(with_findings_, 8);
}

TEST_F(EdiReaderTest, EveryX12FileOfTheCorpusIsReadOrRefusedWithAReason) {
  walk<X12Reader>(is_x12, count_x12);
  EXPECT_EQ(refused_, (Refusals{{"CorruptSt.txt", "not_well_formed segment 3"}}));
  EXPECT_GE(files_, 80);
  EXPECT_EQ(with_findings_, 9);
}

}  // namespace
}  // namespace procured::reader
