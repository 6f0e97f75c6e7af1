#include "connectors/transport/inbox.h"

namespace procured::transport {
namespace {

// How soon a taker notices that it is asked to stop.
constexpr std::chrono::milliseconds kStopNoticed{50};

}  // namespace

Inbox::Room::~Room() {
  if (inbox_) inbox_->leave(bytes_);
}

bool Inbox::Room::grow_to(std::uint64_t bytes) {
  if (bytes <= bytes_) return true;
  const std::lock_guard lock(inbox_->mutex_);
  const auto more = bytes - bytes_;
  if (more > inbox_->limits_.bytes - inbox_->bytes_) return false;
  inbox_->bytes_ += more;
  bytes_ = bytes;
  return true;
}

void Inbox::leave(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  --documents_;
  bytes_ -= bytes;
}

Inbox::Door Inbox::enter(std::optional<Room>& room) {
  const std::lock_guard lock(mutex_);
  if (ending_) return Door::kEnding;
  if (owner_ == 0) return Door::kNotOwned;
  if (documents_ >= limits_.documents || bytes_ >= limits_.bytes) return Door::kFull;
  ++documents_;
  room.emplace(Room(shared_from_this()));
  return Door::kOpen;
}

void Inbox::offer(Room room, RawDocument document, Tell tell) {
  Received received{std::move(document), Receipt(std::move(tell)), std::move(room)};
  const std::lock_guard lock(mutex_);
  if (owner_ != 0) {
    waiting_.push_back(std::move(received));
    changed_.notify_all();
    return;
  }
}

void Inbox::end() {
  const std::lock_guard lock(mutex_);
  ending_ = true;
}

std::uint64_t Inbox::open() {
  std::deque<Received> of_former;  // told without the lock
  const std::lock_guard lock(mutex_);
  of_former.swap(waiting_);
  owner_ = ++owners_;
  changed_.notify_all();
  return owner_;
}

void Inbox::close(std::uint64_t owner) {
  std::deque<Received> left;
  const std::lock_guard lock(mutex_);
  if (owner != owner_) return;
  owner_ = 0;
  left.swap(waiting_);
  changed_.notify_all();
}

std::vector<Inbox::Received> Inbox::take(std::uint64_t owner, InboxLimits most,
                                         std::chrono::milliseconds wait, const Stop& stop) {
  std::vector<Received> taken;
  std::unique_lock lock(mutex_);
  for (auto waited = std::chrono::milliseconds(0); waited < wait; waited += kStopNoticed) {
    if (owner != owner_ || !waiting_.empty() || stop.asked()) break;
    changed_.wait_for(lock, kStopNoticed, [&] { return owner != owner_ || !waiting_.empty(); });
  }
  if (owner != owner_ || stop.asked()) return taken;
  std::uint64_t bytes = 0;
  while (!waiting_.empty() && taken.size() < most.documents) {
    bytes += waiting_.front().document.bytes.size();
    if (!taken.empty() && bytes > most.bytes) break;
    taken.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return taken;
}

bool Inbox::has_waiting() const {
  const std::lock_guard lock(mutex_);
  return !waiting_.empty();
}

std::uint64_t Inbox::documents() const {
  const std::lock_guard lock(mutex_);
  return documents_;
}

std::uint64_t Inbox::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace procured::transport
