#pragma once

#include <string>
#include <string_view>

#include "connectors/reader/edi_reader.h"

namespace procured::reader {

/// ANSI ASC X12. The separators are read from each ISA: the element separator after the tag, the
/// component separator in ISA16, the terminator after it, the repetition separator in ISA11 where
/// that is no letter or digit (before version 00402 it names a standard: U). ISA is found by
/// counting its elements, so it need not be padded, and may be wrapped. X12 names no character set:
/// ASCII and UTF-8 are read.
/// @source ASC X12.5 (interchange), X12.6 (application control structure)
class X12Reader final : public EdiReader {
 public:
  explicit X12Reader(const Names& names, const GroupsByType* groups = nullptr,
                     const EdiLimits& limits = {});

 private:
  bool starts_interchange(std::string_view rest) const override;
  core::Result<Header> header_of(std::string_view rest) const override;
  core::Result<std::string_view> as_utf8(std::string_view bytes,
                                         std::string& scratch) const override;
  Separators within_header(const Separators& separators) const override;
};

/// True when bytes look like X12: ISA and a separator at the start.
bool is_x12(std::string_view bytes);

}  // namespace procured::reader
