#pragma once

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

namespace procured::support {

/// Names and contents of an archive's parts.
using ArchiveParts = std::vector<std::pair<std::string, std::string>>;

/// A ZIP archive as libzip writes it.
inline std::string archive_of(const ArchiveParts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  auto* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  auto* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    auto* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    EXPECT_GE(zip_file_add(archive, name.c_str(), source, 0), 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(target);
  EXPECT_EQ(zip_source_read(target, bytes.data(), bytes.size()),
            static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

}  // namespace procured::support
