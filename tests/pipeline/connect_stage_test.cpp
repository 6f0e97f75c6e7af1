// Goal: each content of each file of a watched folder becomes one raw record, whatever restarts and
// rewrites happen. Method: temporary folders, the ledger in memory; what the stage returns is
// applied as the worker does.
#include "pipeline/connect_stage.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/transport/folder_source.h"
#include "procured/v1/operation.pb.h"
#include "state/memory_store.h"
#include "stream/partitioner.h"
#include "stream/topics.h"
#include "support/manual_clock.h"

namespace procured::pipeline {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using Keys = std::vector<std::string>;

class ConnectStageTest : public testing::Test {
 protected:
  ConnectStageTest() {
    auto name = (fs::temp_directory_path() / "procured-connect-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    watch({.folder = folder_});
    settings_.partitions = 1;
    settings_.fetching = Fetching::kWhenAsked;
    restart();
  }
  ~ConnectStageTest() override { fs::remove_all(folder_); }

  void watch(transport::FolderSettings folder) {
    settings_.sources = {
        {.connector = "files",
         .open = [folder] { return std::make_unique<transport::FolderSource>(folder); },
         .register_of =
             [](auto bytes) {
               return std::string(bytes.starts_with("buyer_id") ? "agreements" : "");
             }}};
  }
  void restart() { stage_ = make(0); }
  std::unique_ptr<stream::Stage> make(std::int32_t partition) {
    return ConnectStages(settings_, registry_, log_, clock_).create(partition);
  }
  void write(const std::string& name, const std::string& bytes) {
    std::ofstream(fs::path(folder_) / name, std::ios::binary) << bytes;
  }
  /// Works until nothing is left over; the outputs.
  std::vector<stream::OutboundRecord> work() {
    std::vector<stream::OutboundRecord> outputs;
    clock_.advance(milliseconds(2000));
    while (stage_->has_left_over(ledger_)) {
      auto effects = stage_->run_left_over(ledger_, "2026-01-01T00:00:00.000Z");
      EXPECT_FALSE(effects.state_writes.empty()) << "a slice without progress would never end";
      if (effects.state_writes.empty()) break;
      ledger_.apply(effects.state_writes);
      stage_->committed();
      for (auto& output : effects.outputs) outputs.push_back(std::move(output));
      for (const auto& [name, count] : effects.counts) counts_[name] += count;
    }
    return outputs;
  }
  Keys worked_keys() {
    Keys keys;
    for (const auto& output : work()) keys.push_back(output.key);
    return keys;
  }

  std::string folder_;
  support::ManualClock clock_;
  ConnectSettings settings_;
  telemetry::Registry registry_{{"files"}};
  telemetry::StreamLog log_{stderr, clock_};
  state::MemoryStore ledger_;
  std::unique_ptr<stream::Stage> stage_;
  std::map<std::string, std::uint64_t> counts_;
};

TEST_F(ConnectStageTest, EachFileBecomesARawRecordInBytewiseOrder) {
  write("b.xml", "<b/>");
  write("a.xml", "<a/>");
  const auto outputs = work();
  ASSERT_EQ(outputs.size(), 2U);
  EXPECT_EQ(outputs[0].raw_connector, "files");
  EXPECT_EQ(outputs[0].key, "a.xml");
  EXPECT_EQ(outputs[0].value, "<a/>");
  EXPECT_EQ(outputs[0].headers[0].name, stream::kPathHeader);
  EXPECT_EQ(outputs[0].headers[0].value, "a.xml");
  EXPECT_EQ(outputs[1].key, "b.xml");
}

TEST_F(ConnectStageTest, ARegisterIsKeyedByItsName) {
  write("2026.csv", "buyer_id;agreement_id\n");
  const auto outputs = work();
  ASSERT_EQ(outputs.size(), 1U);
  EXPECT_EQ(outputs[0].key, "agreements");
  EXPECT_EQ(outputs[0].headers[0].value, "2026.csv");
}

TEST_F(ConnectStageTest, ALargeRegisterIsWrittenInParts) {
  settings_.sources.front().parts_of = [](std::string_view bytes) {
    std::vector<RegisterPart> parts;
    if (bytes.size() > 30) parts = {{2, "first"}, {7, "second"}};
    return parts;
  };
  restart();
  write("2026.csv", "buyer_id;agreement_id;title;lot\n1;2;3;4\n");
  write("small.csv", "buyer_id;agreement_id\n");
  const auto outputs = work();
  ASSERT_EQ(outputs.size(), 3U);
  EXPECT_EQ(counts_["raw"], 3U);
  using Headers = std::vector<std::pair<std::string, std::string>>;
  const auto headers = [](const stream::OutboundRecord& record) {
    Headers all;
    for (const auto& header : record.headers) all.emplace_back(header.name, header.value);
    return all;
  };
  EXPECT_EQ(outputs[0].key, "agreements");
  EXPECT_EQ(outputs[0].value, "first");
  EXPECT_EQ(headers(outputs[0]), (Headers{{"procured.source.path", "2026.csv"},
                                          {"procured.source.part", "1/2"},
                                          {"procured.source.first-row", "2"}}));
  EXPECT_EQ(outputs[1].key, "agreements");
  EXPECT_EQ(outputs[1].value, "second");
  EXPECT_EQ(headers(outputs[1]), (Headers{{"procured.source.path", "2026.csv"},
                                          {"procured.source.part", "2/2"},
                                          {"procured.source.first-row", "7"}}));
  EXPECT_EQ(outputs[2].value, "buyer_id;agreement_id\n") << "not in parts";
  EXPECT_TRUE(work().empty()) << "the file is known, by all its bytes";
}

TEST_F(ConnectStageTest, NothingIsTakenTwiceAlsoAfterARestart) {
  write("a.xml", "<a/>");
  EXPECT_EQ(work().size(), 1U);
  EXPECT_EQ(work().size(), 0U);
  restart();
  EXPECT_EQ(work().size(), 0U);
}

TEST_F(ConnectStageTest, OtherContentIsANewVersionOfTheSameKey) {
  write("a.xml", "<a/>");
  work();
  write("a.xml", "<changed/>");
  const auto outputs = work();
  ASSERT_EQ(outputs.size(), 1U);
  EXPECT_EQ(outputs[0].key, "a.xml");
  EXPECT_EQ(outputs[0].value, "<changed/>");
}

TEST_F(ConnectStageTest, AFileWrittenAgainWithTheSameContentIsUnchanged) {
  write("a.xml", "<a/>");
  work();
  fs::last_write_time(folder_ + "/a.xml",
                      fs::last_write_time(folder_ + "/a.xml") + std::chrono::seconds(5));
  EXPECT_EQ(work().size(), 0U);
  EXPECT_EQ(counts_["unchanged"], 1U);
}

TEST_F(ConnectStageTest, AFileThatDisappearsWithdrawsNothing) {
  write("a.xml", "<a/>");
  work();
  fs::remove(folder_ + "/a.xml");
  EXPECT_EQ(work().size(), 0U);
}

TEST_F(ConnectStageTest, AnAbortedSliceIsTakenAgainByTheNextStage) {
  write("a.xml", "<a/>");
  clock_.advance(milliseconds(2000));
  ASSERT_TRUE(stage_->has_left_over(ledger_));
  EXPECT_EQ(stage_->run_left_over(ledger_, "").outputs.size(), 1U);
  restart();
  EXPECT_EQ(worked_keys(), (Keys{"a.xml"}));
}

TEST_F(ConnectStageTest, SlicesAreBounded) {
  watch({.folder = folder_, .slice_files = 2});
  restart();
  for (int i = 0; i < 5; ++i) write("f" + std::to_string(i), "x" + std::to_string(i));
  clock_.advance(milliseconds(2000));
  ASSERT_TRUE(stage_->has_left_over(ledger_));
  EXPECT_EQ(stage_->run_left_over(ledger_, "").outputs.size(), 2U);
  restart();
  EXPECT_EQ(worked_keys().size(), 5U);
}

TEST_F(ConnectStageTest, AFileAbove32MiBIsADeadLetterWithHashAndWithoutBytes) {
  write("large.xml", "");
  fs::resize_file(folder_ + "/large.xml", (32u << 20) + 1);
  const auto outputs = work();
  ASSERT_EQ(outputs.size(), 1U);
  EXPECT_EQ(outputs[0].topic, stream::Topic::kDeadLetters);
  EXPECT_FALSE(outputs[0].value);
  const auto header = [&](std::string_view name) {
    for (const auto& one : outputs[0].headers) {
      if (one.name == name) return one.value;
    }
    return std::string();
  };
  EXPECT_EQ(header("procured.error.code"), "too_large");
  EXPECT_EQ(header("procured.source.bytes"), "33554433");
  EXPECT_EQ(header("procured.source.hash").size(), 64U);
  EXPECT_EQ(counts_["refused"], 1U);
}

TEST_F(ConnectStageTest, AFileOfExactly32MiBIsTaken) {
  write("large.xml", "");
  fs::resize_file(folder_ + "/large.xml", 32u << 20);
  const auto outputs = work();
  ASSERT_EQ(outputs.size(), 1U);
  EXPECT_EQ(outputs[0].raw_connector, "files");
}

TEST_F(ConnectStageTest, PolicyIsPublishedOncePerContent) {
  stream::OutboundRecord policy;
  policy.topic = stream::Topic::kReference;
  policy.route = stream::Route::kEveryPartition;
  policy.key = "ALL|policy|";
  settings_.policy = {policy};
  settings_.policy_hash = "1:aa";
  restart();
  EXPECT_EQ(worked_keys(), (Keys{"ALL|policy|"}));
  restart();
  EXPECT_TRUE(worked_keys().empty());
  settings_.policy_hash = "2:bb";
  restart();
  EXPECT_EQ(worked_keys(), (Keys{"ALL|policy|"}));
}

TEST_F(ConnectStageTest, AConnectorBelongsToOneOfThePartitions) {
  settings_.partitions = 4;
  write("a.xml", "<a/>");
  int owners = 0;
  for (std::int32_t partition = 0; partition < 4; ++partition) {
    stage_ = make(partition);
    clock_.advance(milliseconds(2000));
    const bool owns = stage_->has_left_over(ledger_);
    EXPECT_EQ(owns, partition == stream::partition_of("files", 4));
    owners += owns ? 1 : 0;
  }
  EXPECT_EQ(owners, 1);
}

TEST_F(ConnectStageTest, AFolderThatCannotBeReadIsLookedAtAgainLater) {
  fs::remove_all(folder_);
  EXPECT_TRUE(work().empty());
  fs::create_directories(folder_);
  write("a.xml", "<a/>");
  EXPECT_EQ(work().size(), 1U);
}

TEST_F(ConnectStageTest, ItsOwnLedgerComingBackChangesNothing) {
  write("a.xml", "<a/>");
  work();
  EXPECT_TRUE(stage_->run({{}, ""}, ledger_).outputs.empty());
}

}  // namespace
}  // namespace procured::pipeline
