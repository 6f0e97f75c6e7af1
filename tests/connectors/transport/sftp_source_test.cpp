// Goal: each file of a remote folder is taken when it is whole, once, and moved only after that is
// committed. Method: a folder in memory and the ledger in memory.
#include "connectors/transport/sftp_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "support/fake_ledger.h"

namespace procured::transport {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Words = std::vector<std::string>;

struct Remote {
  struct File {
    std::string bytes;
    std::string changed = "Jan  1 10:00";
    bool readable = true;
  };
  std::map<std::string, File> files;
  Words moved;
};

class FakeSession final : public SftpSession {
 public:
  explicit FakeSession(Remote& remote) : remote_(remote) {}

  Fetched<std::vector<SftpFile>> list(const Stop&) override {
    std::vector<SftpFile> files;
    for (const auto& [name, file] : remote_.files)
      files.push_back({name, file.bytes.size(), file.changed});
    return files;
  }
  Fetched<std::string> read(const std::string& name, const Stop&) override {
    const auto& file = remote_.files.at(name);
    if (!file.readable) return Failure{"unreadable", "permission denied"};
    return file.bytes;
  }
  Fetched<void> move(const std::string& name, const std::string&, const Stop&) override {
    remote_.moved.push_back(name);
    remote_.files.erase(name);
    return boost::outcome_v2::success();
  }

 private:
  Remote& remote_;
};

class SftpSourceTest : public testing::Test {
 protected:
  void restart() {
    source_ = std::make_unique<SftpSource>(settings_, std::make_unique<FakeSession>(remote_));
  }
  Words fetch(bool commits = true) {
    if (!source_) restart();
    const auto fetched = source_->fetch(ledger_, stop_);
    EXPECT_TRUE(fetched);
    if (commits) ledger_.commit(fetched.value());
    passed_over_.clear();
    for (const auto& failure : fetched.value().passed_over) passed_over_.push_back(failure.kind);
    Words names;
    for (const auto& document : fetched.value().documents) names.push_back(document.source);
    return names;
  }

  SftpPollSettings settings_{.await_stable = false};
  Remote remote_;
  support::FakeLedger ledger_;
  Stop stop_;
  std::unique_ptr<SftpSource> source_;
  Words passed_over_;
};

TEST_F(SftpSourceTest, TakesWhatThePatternNamesOnce) {
  settings_.pattern = "*.xml";
  remote_.files = {{"b.xml", {"<b/>"}},
                   {"a.xml", {"<a/>"}},
                   {"a.csv", {"a"}},
                   {".a.xml", {"x"}},
                   {"c.xml.part", {"x"}}};
  EXPECT_THAT(fetch(), ElementsAre("a.xml", "b.xml"));
  EXPECT_THAT(fetch(), IsEmpty());
  restart();
  EXPECT_THAT(fetch(), IsEmpty());
}

TEST_F(SftpSourceTest, AFileThatGrowsIsTakenWhenTwoListingsAgree) {
  settings_.await_stable = true;
  remote_.files = {{"a.xml", {"<a"}}};
  EXPECT_THAT(fetch(), IsEmpty());
  remote_.files["a.xml"].bytes = "<a/>";
  EXPECT_THAT(fetch(), IsEmpty());
  EXPECT_THAT(fetch(), ElementsAre("a.xml"));
}

TEST_F(SftpSourceTest, AChangedFileIsTakenAgain) {
  remote_.files = {{"a.xml", {"<a/>"}}};
  fetch();
  remote_.files["a.xml"] = {"<b/>", "Jan  1 10:01"};
  EXPECT_THAT(fetch(), ElementsAre("a.xml"));
}

TEST_F(SftpSourceTest, IsMovedAfterItsCommitAndNotBefore) {
  settings_.done_folder = "/done";
  remote_.files = {{"a.xml", {"<a/>"}}};
  fetch(false);
  fetch(false);
  EXPECT_THAT(remote_.moved, IsEmpty());
  restart();
  EXPECT_THAT(fetch(), ElementsAre("a.xml")) << "nothing of it was committed";
  fetch();
  EXPECT_THAT(remote_.moved, ElementsAre("a.xml"));
}

TEST_F(SftpSourceTest, ACrashBetweenCommitAndMoveIsMadeUpFor) {
  settings_.done_folder = "/done";
  remote_.files = {{"a.xml", {"<a/>"}}};
  fetch();
  restart();
  EXPECT_THAT(fetch(), IsEmpty());
  EXPECT_THAT(remote_.moved, ElementsAre("a.xml"));
}

TEST_F(SftpSourceTest, WhatCannotBeReadDoesNotStopTheOthers) {
  settings_.file_bytes_max = 8;
  remote_.files = {{"a", {"locked", "Jan  1 10:00", false}}, {"b", {"123456789"}}, {"c", {"ok"}}};
  EXPECT_THAT(fetch(), ElementsAre("c"));
  EXPECT_THAT(passed_over_, testing::UnorderedElementsAre("too_large", "unreadable"));
}

TEST_F(SftpSourceTest, SlicesAreBounded) {
  settings_.slice_bytes = 10;
  remote_.files = {{"a", {"1234567"}}, {"b", {"1234567"}}, {"c", {"123"}}};
  EXPECT_THAT(fetch(), ElementsAre("a"));
  EXPECT_THAT(fetch(), ElementsAre("b", "c"));
}

}  // namespace
}  // namespace procured::transport
