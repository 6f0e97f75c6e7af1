#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace procured::reader {

/// Three times as many still count in ICU's 32-bit sizes.
inline constexpr std::size_t kTranscodedBytesMax = 512U << 20U;

/// Bytes of any encoding in UTF-8, by ICU's name for it: in `scratch`, and no larger than they
/// need. @errors invalid_encoding, too_large
core::Result<std::string_view> transcoded(std::string_view bytes, const std::string& converter_name,
                                          std::string& scratch);

/// What bytes are refused with that mean nothing in the encoding.
core::Error not_in(const std::string& converter_name);

}  // namespace procured::reader
