// Goal: an inbox takes documents only while somebody owns it and there is room, and tells each
// sender once whether its document was committed. Method: an owner and senders in one thread; what
// the senders are told is noted.
#include "connectors/transport/inbox.h"

#include <gtest/gtest.h>

#include <thread>

#include "connectors/transport/inbox_source.h"
#include "support/fake_ledger.h"

namespace procured::transport {
namespace {

using std::chrono::milliseconds;
using Door = Inbox::Door;

class InboxTest : public testing::Test {
 protected:
  void make(InboxLimits limits = {}) { inbox_ = std::make_shared<Inbox>(limits); }

  Door send(const std::string& name, const std::string& bytes = "abc") {
    std::optional<Inbox::Room> room;
    const auto door = inbox_->enter(room);
    if (door != Door::kOpen) return door;
    if (!room->grow_to(bytes.size())) return Door::kFull;
    inbox_->offer(*std::move(room), {.source = name, .bytes = bytes},
                  [this, name](bool committed) { told_ += name + (committed ? "+" : "-"); });
    return door;
  }
  static std::string names(const Slice& slice) {
    std::string names;
    for (const auto& document : slice.documents) names += document.source;
    return names;
  }

  std::shared_ptr<Inbox> inbox_;
  Stop stop_;
  support::FakeLedger ledger_;
  std::string told_;
};

TEST_F(InboxTest, WhoSendsIsToldWhenTheSliceIsCommitted) {
  make();
  InboxSource source(inbox_);
  send("a");
  send("b");
  const auto slice = source.fetch(ledger_, stop_).value();
  EXPECT_EQ(names(slice), "ab");
  EXPECT_EQ(told_, "");
  EXPECT_EQ(inbox_->documents(), 2U) << "they take room until they are committed";
  slice.committed();
  EXPECT_EQ(told_, "a+b+");
  EXPECT_EQ(inbox_->documents(), 0U);
  EXPECT_EQ(inbox_->bytes(), 0U);
}

TEST_F(InboxTest, ASliceThatIsThrownAwayIsToldSo) {
  make();
  InboxSource source(inbox_);
  send("a");
  { const auto slice = source.fetch(ledger_, stop_).value(); }
  EXPECT_EQ(told_, "a-");
  EXPECT_EQ(inbox_->documents(), 0U);
}

TEST_F(InboxTest, WithoutAnOwnerNobodyEnters) {
  make();
  EXPECT_EQ(send("a"), Door::kNotOwned);
  {
    const InboxSource source(inbox_);
    EXPECT_EQ(send("b"), Door::kOpen);
  }
  EXPECT_EQ(told_, "b-");
  EXPECT_EQ(send("c"), Door::kNotOwned);
}

TEST_F(InboxTest, AnOwnerThatIsReplacedNeitherTakesNorCloses) {
  make();
  auto former = std::make_unique<InboxSource>(inbox_);
  send("a");
  InboxSource owner(inbox_);
  EXPECT_EQ(told_, "a-");
  send("b");
  EXPECT_EQ(names(former->fetch(ledger_, stop_).value()), "");
  former.reset();
  EXPECT_EQ(names(owner.fetch(ledger_, stop_).value()), "b");
}

TEST_F(InboxTest, WhatIsOfferedAfterTheOwnerLeftIsToldSo) {
  make();
  auto source = std::make_unique<InboxSource>(inbox_);
  std::optional<Inbox::Room> room;
  ASSERT_EQ(inbox_->enter(room), Door::kOpen);
  source.reset();
  inbox_->offer(*std::move(room), {.source = "a"}, [this](bool done) { told_ = done ? "+" : "-"; });
  EXPECT_EQ(told_, "-");
}

TEST_F(InboxTest, CountAndBytesAreLimited) {
  make({.documents = 2, .bytes = 10});
  InboxSource source(inbox_);
  EXPECT_EQ(send("a", "123456"), Door::kOpen);
  EXPECT_EQ(send("b", "12345"), Door::kFull) << "11 bytes";
  EXPECT_EQ(send("b", "1234"), Door::kOpen);
  EXPECT_EQ(send("c", ""), Door::kFull) << "3 documents";
  source.fetch(ledger_, stop_).value().committed();
  EXPECT_EQ(send("c", "1234567890"), Door::kOpen);
}

TEST_F(InboxTest, RoomGrowsAndComesBack) {
  make({.documents = 2, .bytes = 10});
  const InboxSource source(inbox_);
  {
    std::optional<Inbox::Room> room;
    ASSERT_EQ(inbox_->enter(room), Door::kOpen);
    EXPECT_TRUE(room->grow_to(7));
    EXPECT_FALSE(room->grow_to(11));
    EXPECT_EQ(inbox_->bytes(), 7U);
    EXPECT_TRUE(room->grow_to(10));
    EXPECT_EQ(inbox_->bytes(), 10U);
  }
  EXPECT_EQ(inbox_->bytes(), 0U);
  EXPECT_EQ(inbox_->documents(), 0U);
}

TEST_F(InboxTest, ASliceIsLimitedAndSaysThatThereIsMore) {
  make({.documents = 1'000, .bytes = 64u << 20});
  InboxSource source(inbox_);
  const std::string large(5u << 20, 'x');
  send("a", large);
  send("b", large);
  const auto first = source.fetch(ledger_, stop_).value();
  EXPECT_EQ(names(first), "a");
  EXPECT_TRUE(first.has_more);
  const auto second = source.fetch(ledger_, stop_).value();
  EXPECT_EQ(names(second), "b");
  EXPECT_FALSE(second.has_more);
}

TEST_F(InboxTest, WhenItEndsNobodyEntersAndThoseWithinAreTaken) {
  make();
  InboxSource source(inbox_);
  send("a");
  inbox_->end();
  EXPECT_EQ(send("b"), Door::kEnding);
  source.fetch(ledger_, stop_).value().committed();
  EXPECT_EQ(told_, "a+");
}

TEST_F(InboxTest, FetchingWaitsForADocumentAndEndsWhenAsked) {
  make();
  InboxSource source(inbox_);
  std::thread sender([this] {
    std::this_thread::sleep_for(milliseconds(100));
    send("a");
  });
  EXPECT_EQ(names(source.fetch(ledger_, stop_).value()), "a");
  sender.join();
  stop_.ask();
  send("b");
  EXPECT_EQ(names(source.fetch(ledger_, stop_).value()), "") << "asked to stop";
}

}  // namespace
}  // namespace procured::transport
