#pragma once

#include <string_view>

#include "connectors/decoding/tree_decoding.h"

namespace procured::mapping {

/// Reads the bytes in the syntax that the file has and hands its parts over, one by one. Keeps its
/// scratch memory per thread; of large files nothing.
void decode_file(const FileContext& file, std::string_view bytes);

}  // namespace procured::mapping
