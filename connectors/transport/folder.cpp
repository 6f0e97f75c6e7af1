#include "connectors/transport/folder.h"

#include <openssl/evp.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>

namespace procured::transport {
namespace {

namespace fs = std::filesystem;

bool is_left_out(const std::string& name) {
  return name.starts_with('.') || name.ends_with(".part");
}

core::Error unreadable(const std::string& path, const std::string& why) {
  return core::transient("unreadable", path + ": " + why);
}

struct FreeDigest {
  void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};

}  // namespace

core::Result<std::vector<FolderFile>> list_folder(const std::string& folder) {
  std::vector<FolderFile> files;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator at(folder, options, error), end; !error && at != end;
       at.increment(error)) {
    if (is_left_out(at->path().filename().string())) {
      at.disable_recursion_pending();
      continue;
    }
    struct ::stat status {};
    // Gone between listing and looking: it is not there.
    if (::stat(at->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    files.push_back({at->path().lexically_relative(folder).generic_string(),
                     static_cast<std::uint64_t>(status.st_size),
                     std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec});
  }
  if (error) return unreadable(folder, error.message());
  std::sort(files.begin(), files.end(),
            [](const auto& left, const auto& right) { return left.path < right.path; });
  return files;
}

core::Result<std::string> read_file(const std::string& folder, const std::string& path) {
  const auto full = fs::path(folder) / path;
  std::ifstream in(full, std::ios::binary | std::ios::ate);
  if (!in) return unreadable(full.string(), "cannot be opened");
  const auto size = in.tellg();
  if (size < 0) return unreadable(full.string(), "has no size");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.seekg(0);
  in.read(bytes.data(), size);
  if (in.gcount() != size) return unreadable(full.string(), "cannot be read to its end");
  return bytes;
}

core::Result<std::string> hash_file(const std::string& folder, const std::string& path) {
  const auto full = fs::path(folder) / path;
  std::ifstream in(full, std::ios::binary);
  if (!in) return unreadable(full.string(), "cannot be opened");
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> digest(EVP_MD_CTX_new());
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  std::vector<char> piece(1u << 20);
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    EVP_DigestUpdate(digest.get(), piece.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return unreadable(full.string(), "cannot be read to its end");
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(digest.get(), sum.data(), &size);
  std::string hex;
  constexpr const char* kDigits = "0123456789abcdef";
  for (unsigned int i = 0; i < size; ++i) {
    hex += kDigits[sum[i] >> 4];
    hex += kDigits[sum[i] & 15];
  }
  return hex;
}

}  // namespace procured::transport
