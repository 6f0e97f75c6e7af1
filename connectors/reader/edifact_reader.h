#pragma once

#include <string>
#include <string_view>

#include "connectors/reader/edi_reader.h"

namespace procured::reader {

/// UN/EDIFACT. The service characters are those of UNA, else + : ? ' (and * between repetitions
/// from syntax version 4 on), else level B's 0x1D, 0x1F and 0x1C where UNB is followed by the first
/// of them. Files that begin with UNH, without an interchange, are read, too.
///
/// The character set is the one that the first UNB names: UNOA, UNOB: ASCII; UNOC to UNOL: the
/// parts of ISO 8859; UNOW, UNOY: UTF-8. Bytes that are well-formed UTF-8 are UTF-8 whatever the
/// header says: senders leave its template as it is, and text of another set is that by design of
/// UTF-8 practically never. Other contradictions are refused.
/// @source ISO 9735:1988, ISO 9735-1:2002 §7 to §10 and annex A
class EdifactReader final : public EdiReader {
 public:
  explicit EdifactReader(const Names& names, const GroupsByType* groups = nullptr,
                         const EdiLimits& limits = {});

 private:
  bool starts_interchange(std::string_view rest) const override;
  core::Result<Header> header_of(std::string_view rest) const override;
  core::Result<std::string_view> as_utf8(std::string_view bytes,
                                         std::string& scratch) const override;
};

/// True when bytes look like UN/EDIFACT: UNA, UNB or UNH at the start.
bool is_edifact(std::string_view bytes);

}  // namespace procured::reader
