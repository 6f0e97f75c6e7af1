#include "adapters/curl/sftp_listing.h"

#include <array>
#include <charconv>
#include <optional>

namespace procured::curl {
namespace {

// -rw-r--r--    1 erp      erp          1048 Nov 30 04:25 invoice 1.xml
enum Column { kMode, kLinks, kOwner, kGroup, kBytes, kMonth, kDay, kTime, kColumns };

std::optional<transport::SftpFile> file_of(std::string_view line) {
  if (!line.starts_with('-')) return std::nullopt;
  std::array<std::string_view, kColumns> columns;
  for (auto& column : columns) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    column = line.substr(0, line.find(' '));
    line.remove_prefix(column.size());
  }
  if (line.size() < 2 || columns[kTime].empty()) return std::nullopt;
  transport::SftpFile file{.name = std::string(line.substr(1)), .changed = {}};
  const auto bytes = columns[kBytes];
  const auto read = std::from_chars(bytes.data(), bytes.data() + bytes.size(), file.bytes);
  if (read.ec != std::errc() || read.ptr != bytes.data() + bytes.size()) return std::nullopt;
  file.changed = std::string(columns[kMonth]) + ' ' + std::string(columns[kDay]) + ' ' +
                 std::string(columns[kTime]);
  return file;
}

}  // namespace

std::vector<transport::SftpFile> files_of_listing(std::string_view listing) {
  std::vector<transport::SftpFile> files;
  while (!listing.empty()) {
    const auto end = listing.find('\n');
    auto line = listing.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto file = file_of(line)) files.push_back(*std::move(file));
    listing.remove_prefix(end == std::string_view::npos ? listing.size() : end + 1);
  }
  return files;
}

std::string quoted_path(std::string_view path) {
  std::string quoted = "\"";
  for (const char c : path) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace procured::curl
