#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "procured/v1/common.pb.h"
#include "stream/record.h"

namespace procured::normalise {

/// A record of procured.raw.<connector>, with what its headers say. Points into the consumed
/// record. Headers that make no sense count as absent: others than procured write here too.
struct RawRecord {
  RawRecord(const stream::InboundRecord& inbound, std::string_view known_at);

  const stream::InboundRecord& inbound;
  std::string connector;
  std::string_view source_key;
  std::string_view path;      ///< Of the file; the key where no header says it.
  std::string_view revision;  ///< The source's own.
  bool withdrawn = false;     ///< A tombstone, or op DELETE.
  std::string_view bytes;
  std::uint32_t part = 1;  ///< Of `parts`, from 1.
  std::uint32_t parts = 1;
  std::uint64_t first_row =
      0;  ///< Line of the part's first row in the file; 0: this is the whole file.
  std::string traceparent;
  std::string received_at;  ///< RFC 3339: when the source's record was written.
  std::string known_at;

  /// SHA-256 of the bytes, hex; computed when it is first asked for.
  const std::string& content_hash() const;

  /// Where and when the outputs of this record come from.
  v1::Provenance provenance(std::string_view cause, std::uint32_t revision_number) const;

 private:
  mutable std::string content_hash_ = {};
};

/// Headers of a record that is one part of its file's, from 1.
std::vector<stream::Header> part_headers(std::size_t part, std::size_t parts,
                                         std::uint64_t first_row);

/// The line in the file of a row of this record. A later part repeats the header as its first line.
std::uint64_t row_in_file(const RawRecord& raw, std::uint64_t row);

}  // namespace procured::normalise
