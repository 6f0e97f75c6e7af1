#include "adapters/curl/sftp_client.h"

#include <curl/curl.h>
#include <unistd.h>

#include <memory>

#include "adapters/curl/sftp_listing.h"
#include "connectors/transport/http_answers.h"

namespace procured::curl {
namespace {

using transport::Failure;
using transport::Fetched;

/// Each part of a path percent-encoded.
std::string escaped(std::string_view path) {
  std::string result;
  while (true) {
    const auto end = path.find('/');
    const auto name = path.substr(0, end);
    if (!name.empty()) {
      const std::unique_ptr<char, FreeText> text(
          curl_easy_escape(nullptr, name.data(), static_cast<int>(name.size())));
      result += text.get();
    }
    if (end == std::string_view::npos) return result;
    result += '/';
    path.remove_prefix(end + 1);
  }
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

}  // namespace

SftpClient::SftpClient(SftpClientSettings settings)
    : settings_(std::move(settings)), transfer_(settings_.limits) {}

Fetched<CURL*> SftpClient::open(const std::string& path, std::string& body) {
  // Without the file libcurl would trust whoever answers.
  if (::access(settings_.known_hosts_file.c_str(), R_OK) != 0)
    return Failure{"host_key", settings_.known_hosts_file + " cannot be read"};
  std::string secret;
  if (!settings_.password_file.empty()) {
    auto read = transport::read_secret(settings_.password_file);
    if (!read) return read.error();
    secret = std::move(read).value();
  }
  auto* easy = transfer_.prepare(body);
  const bool has_key = !settings_.key_file.empty();
  if (has_key && ::access(settings_.key_file.c_str(), R_OK) != 0)
    return Failure{"secret_unreadable", settings_.key_file};
  const auto url =
      "sftp://" + settings_.host + ':' + std::to_string(settings_.port) + escaped(path);
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "sftp");
  curl_easy_setopt(easy, CURLOPT_SSH_KNOWNHOSTS, settings_.known_hosts_file.c_str());
  curl_easy_setopt(easy, CURLOPT_USERNAME, settings_.user.c_str());
  if (has_key) {
    curl_easy_setopt(easy, CURLOPT_SSH_AUTH_TYPES, CURLSSH_AUTH_PUBLICKEY);
    curl_easy_setopt(easy, CURLOPT_SSH_PRIVATE_KEYFILE, settings_.key_file.c_str());
    curl_easy_setopt(easy, CURLOPT_KEYPASSWD, secret.c_str());
  } else {
    curl_easy_setopt(easy, CURLOPT_SSH_AUTH_TYPES, CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD);
    curl_easy_setopt(easy, CURLOPT_PASSWORD, secret.c_str());
  }
  return easy;
}

// libcurl has one code for a certificate and for a host key that are not trusted.
Fetched<void> SftpClient::perform(const transport::Stop& stop) {
  auto performed = transfer_.perform(stop);
  if (performed || performed.error().kind != "tls") return performed;
  return Failure{"host_key", performed.error().detail + " (" + settings_.known_hosts_file + ')'};
}

Fetched<std::vector<transport::SftpFile>> SftpClient::list(const transport::Stop& stop) {
  std::string listing;
  // A path with a slash at its end is a folder to libcurl.
  const auto opened = open(joined(settings_.folder, {}), listing);
  if (!opened) return opened.error();
  if (auto performed = perform(stop); !performed) return performed.error();
  return files_of_listing(listing);
}

Fetched<std::string> SftpClient::read(const std::string& name, const transport::Stop& stop) {
  std::string bytes;
  const auto opened = open(joined(settings_.folder, name), bytes);
  if (!opened) return opened.error();
  if (auto performed = perform(stop); !performed) return performed.error();
  return bytes;
}

Fetched<void> SftpClient::move(const std::string& name, const std::string& folder,
                               const transport::Stop& stop) {
  std::string nothing;
  const auto opened = open(joined(settings_.folder, {}), nothing);
  if (!opened) return opened.error();
  const auto target = quoted_path(joined(folder, name));
  // What stands there from before is in the way of a rename; the star: its absence is no error.
  curl_slist* commands = curl_slist_append(nullptr, ("*rm " + target).c_str());
  commands = curl_slist_append(
      commands, ("rename " + quoted_path(joined(settings_.folder, name)) + ' ' + target).c_str());
  const std::unique_ptr<curl_slist, FreeList> kept(commands);
  curl_easy_setopt(opened.value(), CURLOPT_QUOTE, commands);
  curl_easy_setopt(opened.value(), CURLOPT_NOBODY, 1L);
  return perform(stop);
}

}  // namespace procured::curl
