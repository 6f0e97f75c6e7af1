#include "connectors/transport/poll_position.h"

#include "core/hash.h"
#include "core/text.h"

namespace procured::transport {
namespace {

std::string mark_of(std::string_view source) { return core::sha256_hex(source).substr(0, 16); }

}  // namespace

std::string PollPosition::encode(std::string_view source) const {
  return core::join_key({mark_of(source), next, resume, since, began, etag, modified});
}

PollPosition PollPosition::decode(std::string_view text, std::string_view source) {
  auto parts = core::split_key(text);
  if (parts.size() != 7 || parts[0] != mark_of(source)) return {};
  return {.next = std::move(parts[1]),
          .resume = std::move(parts[2]),
          .since = std::move(parts[3]),
          .began = std::move(parts[4]),
          .etag = std::move(parts[5]),
          .modified = std::move(parts[6])};
}

}  // namespace procured::transport
