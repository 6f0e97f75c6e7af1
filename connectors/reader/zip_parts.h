#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

struct zip;
struct zip_file;

namespace procured::reader {

/// A part that is unpacked piece by piece; its archive outlives it. @thread one at a time
class ZipPart {
 public:
  /// Bytes that it has unpacked, as the archive says and read() ensures.
  std::size_t size() const { return size_; }
  /// Fills the buffer as far as the part goes: 0 at its end. @errors not_well_formed when it is not
  /// what the archive says of it.
  core::Result<std::size_t> read(std::span<char> buffer);

 private:
  friend class ZipParts;
  struct Close {
    void operator()(zip_file* file) const;
  };
  ZipPart(zip_file* file, std::string name, std::size_t size)
      : file_(file), name_(std::move(name)), size_(size) {}

  std::unique_ptr<zip_file, Close> file_;
  std::string name_;
  std::size_t size_ = 0;
  std::size_t read_ = 0;
};

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
  /// @errors not_well_formed: no such part, or a locked or unusually packed one; too_large. Place:
  /// the name.
  core::Result<ZipPart> open_part(const std::string& name) const;

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
