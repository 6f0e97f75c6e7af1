#include "connectors/reader/zip_parts.h"

#include <fmt/format.h>
#include <zip.h>

#include "connectors/reader/reasons.h"

namespace procured::reader {
namespace {

core::Error broken(std::string detail, const std::string& place) {
  return core::bad_document(std::string(reason::kNotWellFormed), std::move(detail), place);
}

core::Error too_large(std::string detail, const std::string& place) {
  return core::bad_document(std::string(reason::kTooLarge), std::move(detail), place);
}

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

void ZipParts::Close::operator()(zip* archive) const { zip_discard(archive); }

core::Result<ZipParts> ZipParts::open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    const std::string why = zip_error_strerror(&error);
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return broken(fmt::format("no sound ZIP archive: {}", why), "byte 1");
  }
  zip_error_fini(&error);
  ZipParts parts(archive);
  if (zip_get_num_entries(archive, 0) > kPartsMax)
    return too_large(fmt::format("an archive of more than {} parts", kPartsMax), "byte 1");
  return parts;
}

bool ZipParts::has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

core::Result<ZipPart> ZipParts::open_part(const std::string& name) const {
  zip_stat_t stat;
  zip_stat_init(&stat);
  constexpr auto kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0 || (stat.valid & kNeeded) != kNeeded)
    return broken("the archive has no such part", name);
  if (stat.size > kPartBytesMax)
    return too_large(
        fmt::format("unpacked it has {} bytes; {} are the most", stat.size, kPartBytesMax), name);
  if (stat.size > kFreeBytes && stat.size / kRatioMax > stat.comp_size)
    return too_large("unpacked it grows without measure, as no spreadsheet does", name);
  // Others that libzip knows ask for as much memory as the part says. (ISO/IEC 29500-2, annex C)
  const bool usual = stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE;
  auto* file = usual ? zip_fopen(archive_.get(), name.c_str(), 0) : nullptr;
  if (file == nullptr) return broken("it cannot be unpacked: locked, or packed unusually", name);
  return ZipPart(file, name, stat.size);
}

void ZipPart::Close::operator()(zip_file* file) const { zip_fclose(file); }

core::Result<std::size_t> ZipPart::read(std::span<char> buffer) {
  const auto got = zip_fread(file_.get(), buffer.data(), buffer.size());
  if (got > 0) read_ += static_cast<std::size_t>(got);
  if (got < 0 || read_ > size_ || (got == 0 && read_ != size_))
    return broken("it is not what the archive says of it", name_);
  return static_cast<std::size_t>(got);
}

}  // namespace procured::reader
