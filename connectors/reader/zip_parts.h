#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct zip;

namespace procured::reader {

/// The parts of a ZIP archive that is in memory. What a part says of its size is checked before it
/// is unpacked, and never more is unpacked than it says. @thread one at a time
class ZipParts {
 public:
  static constexpr std::size_t kPartBytesMax = 32UL * 1024 * 1024;
  static constexpr std::size_t kFreeBytes = 1024 * 1024;  ///< Below this any ratio is let through.
  static constexpr std::size_t kRatioMax = 200;  ///< Spreadsheets shrink to a tenth or twentieth.
  static constexpr int kPartsMax = 10'000;

  /// `bytes` outlives this. @errors not_well_formed, too_large
  static core::Result<ZipParts> open(std::string_view bytes);

  bool has(const std::string& name) const;
  /// @errors not_well_formed: no such part, or a broken or locked one; too_large. Place: the name.
  core::Result<std::string> read(const std::string& name) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  explicit ZipParts(zip* archive) : archive_(archive) {}
  std::unique_ptr<zip, Close> archive_;
};

/// True for the first bytes of a ZIP archive.
bool is_zip(std::string_view bytes);

}  // namespace procured::reader
