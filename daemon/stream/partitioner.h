#pragma once

#include <cstdint>
#include <string_view>

namespace procured::stream {

/// The hash of Kafka's Java client (MurmurHash2, seed 0x9747b28c), so that every client agrees on a
/// key's partition.
/// @source org.apache.kafka.common.utils.Utils.murmur2
std::uint32_t murmur2(std::string_view key);

/// The partition that a key belongs to, of 0..partitions-1.
std::int32_t partition_of(std::string_view key, std::int32_t partitions);

}  // namespace procured::stream
