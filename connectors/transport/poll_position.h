#pragma once

#include <string>
#include <string_view>

namespace procured::transport {

/// How far an API has been read. It is read in rounds, page by page; a round ends with a page
/// without a next one.
struct PollPosition {
  std::string next = {};    ///< The next page of the round; empty: between two rounds.
  std::string resume = {};  ///< What the next round starts from: a delta link, a cursor.
  std::string since = {};   ///< RFC 3339: changes before it have been seen; empty: none has.
  std::string began = {};   ///< RFC 3339: when the round at hand began.
  std::string etag = {};    ///< Validators of a single resource.
  std::string modified = {};

  friend bool operator==(const PollPosition&, const PollPosition&) = default;

  /// As one text for the ledger. `source` tells what the position is in.
  std::string encode(std::string_view source) const;
  /// The beginning, where the text belongs to another source: an administrator has changed what is
  /// asked for.
  static PollPosition decode(std::string_view text, std::string_view source);
};

}  // namespace procured::transport
