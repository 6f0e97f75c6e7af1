#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/encoding.h"
#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "core/result.h"

namespace procured::reader {

struct SegmentField {
  std::string name;
  std::uint32_t width = 0;  ///< Characters.
};

/// The fields of segments by segment type ("E1EDK01"), in the order of their characters. A file
/// does not tell them: they are SAP's, and the site's for its own segments.
using SegmentLayouts = std::map<std::string, std::vector<SegmentField>, std::less<>>;

struct IdocLimits {
  std::size_t depth_max = 60;  ///< Of segments; SAP itself writes nine at most.
  std::uint32_t nodes_max = 1'000'000;
};

/// Reads flat IDoc files as SAP's file port writes them from release 4 on: a control record
/// (EDI_DC40, 524 characters) and data records (63 characters of head, 1000 of data), one a line or
/// without line ends, blanks at their end left out or not; several IDocs one behind the other.
///
/// | file | tree |
/// |---|---|
/// | the file | element "idocs" |
/// | IDoc | element "IDOC", as in the XML form |
/// | control record | its first child, "EDI_DC40", with its fields |
/// | data record | element named by its segment type, below its parent by PSGNUM; without PSGNUM
/// and
///   of HLEVEL 3 or more, below the last segment of a lower level |
/// | field | element; none where it is blank |
/// | data behind the known fields, or of a segment without layout | element "SDATA" |
///
/// A record names the segment's definition: "E2EDK01005" is type "E1EDK01" in the definition of
/// some release, "Z2ABC000" is "Z1ABC"; the three digits are left out unless the type is known with
/// them. Later definitions only append fields, so one layout serves all. A name with a namespace is
/// that of the XML form: "/ABC/SEG" is "_-ABC_-SEG".
/// @thread one at a time.
class IdocReader {
 public:
  /// `layouts` outlives the reader and its trees.
  explicit IdocReader(const SegmentLayouts& layouts,
                      TextEncoding encoding = {"auto", "windows-1252"}, IdocLimits limits = {})
      : layouts_(layouts), encoding_(encoding), limits_(limits) {}

  /// Nodes point into `bytes`, the layouts and the reader, and live until it reads again. Widths
  /// are characters.
  /// @errors kBadDocument: empty_file, truncated, not_well_formed (segment numbers that do not
  /// rise, parents that are not above, heads that are none), too_deep, too_large, and those of
  /// as_utf8; place "line n", where records count as lines in a file without them.
  core::Result<void> read(std::string_view bytes, const Names& names, Tree& tree);
  /// Bytes of memory that the file read last takes beside its tree.
  std::size_t memory() const { return converted_.capacity(); }

 private:
  const SegmentLayouts& layouts_;
  TextEncoding encoding_;
  IdocLimits limits_;
  std::string converted_;
};

}  // namespace procured::reader
