#include <algorithm>

#include "config/connector.h"

namespace procured::config {
namespace {

using Problems = std::vector<Problem>;

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

void check_url(const std::string& place, const std::string& url, Problems& problems) {
  if (starts_with_any(url, {"https://", "http://"})) return;
  problems.push_back({place, "'" + url + "' must begin with https:// or http://", {}});
}

/// Secrets go over the network only where nobody else can read them.
void check_secrecy(const std::string& place, const std::string& url, Problems& problems) {
  if (!url.starts_with("http://")) return;
  for (const std::string_view host : {"127.0.0.1", "localhost", "[::1]"}) {
    const auto rest = std::string_view(url).substr(7);
    if (!rest.starts_with(host)) continue;
    const auto after = rest.substr(host.size());
    if (after.empty() || starts_with_any(after, {":", "/", "?"})) return;
  }
  problems.push_back({place, "a secret is sent to it, so it must begin with https://", {}});
}

void need(const std::string& place, const std::string& value, const std::string& why,
          Problems& problems) {
  if (value.empty()) problems.push_back({place, why, {}});
}

void check_auth(const std::string& path, const HttpPollConfig& poll, Problems& problems) {
  const auto& auth = poll.auth;
  if (auth.kind == "none") return;
  const auto at = path + ".auth.";
  const auto with = " is needed with auth.kind '" + auth.kind + "'";
  need(at + "secret_file", auth.secret_file, "'secret_file'" + with, problems);
  if (auth.kind == "basic" || auth.kind == "oauth2")
    need(at + "user", auth.user, "'user'" + with, problems);
  if (auth.kind == "header") need(at + "header", auth.header, "'header'" + with, problems);
  check_secrecy(path + ".url", poll.url, problems);
  if (auth.kind != "oauth2") return;
  need(at + "token_url", auth.token_url, "'token_url'" + with, problems);
  if (auth.token_url.empty()) return;
  check_url(at + "token_url", auth.token_url, problems);
  check_secrecy(at + "token_url", auth.token_url, problems);
}

void check_http(const std::string& path, const HttpPollConfig& poll, Problems& problems) {
  if (poll.url.empty()) return;
  check_url(path + ".url", poll.url, problems);
  check_auth(path, poll, problems);
  if (poll.mode == "cursor" && poll.cursor_path.empty() && !poll.cursor_parameter.empty())
    problems.push_back({path + ".cursor_parameter", "needs 'cursor_path'", {}});
  if (poll.mode != "cursor" && !(poll.cursor_path + poll.cursor_parameter).empty())
    problems.push_back(
        {path + ".cursor_path", "the mode '" + poll.mode + "' has no cursor", "mode: cursor"});
  if (poll.mode == "etag" && poll.url.find("{since}") != std::string::npos)
    problems.push_back({path + ".url", "the mode 'etag' has no {since}", {}});
}

void check_sftp(const std::string& path, const SftpPollConfig& poll, Problems& problems) {
  if (poll.host.empty()) return;
  if (poll.host.find_first_of("/@ ") != std::string::npos)
    problems.push_back({path + ".host", "'" + poll.host + "' must be a name or an address", {}});
  need(path + ".user", poll.user, "'user' is missing", problems);
  need(path + ".known_hosts_file", poll.known_hosts_file,
       "'known_hosts_file' is missing: without it anybody could answer for the server", problems);
  if (!poll.folder.starts_with('/'))
    problems.push_back({path + ".folder", "'folder' must begin with '/'", {}});
  if (poll.key_file.empty() && poll.password_file.empty())
    problems.push_back({path, "'key_file' or 'password_file' is needed", {}});
  if (poll.done_folder.empty()) return;
  if (!poll.done_folder.starts_with('/') || poll.done_folder == poll.folder)
    problems.push_back(
        {path + ".done_folder", "must begin with '/' and be another than 'folder'", {}});
}

void check_receive(const std::string& path, const ReceiveConfig& receive, Problems& problems) {
  if (receive.auth.empty()) {
    if (!receive.secret_file.empty())
      problems.push_back({path + ".secret_file", "needs 'auth'", "auth: bearer"});
    return;
  }
  need(path + ".secret_file", receive.secret_file,
       "'secret_file' is needed with auth '" + receive.auth + "'", problems);
  const bool token = std::all_of(
      receive.signature_header.begin(), receive.signature_header.end(), [](unsigned char c) {
        return c > ' ' && c < 0x7F &&
               std::string_view("\"(),/:;<=>?@[\\]{}").find(static_cast<char>(c)) ==
                   std::string_view::npos;
      });
  if (receive.auth == "hmac_sha256" && (receive.signature_header.empty() || !token))
    problems.push_back({path + ".signature_header",
                        "'" + receive.signature_header + "' is no name of a header",
                        "X-Signature"});
  if (receive.inbox_bytes < receive.bytes_max)
    problems.push_back({path + ".inbox_bytes",
                        "must be at least bytes_max, " + std::to_string(receive.bytes_max),
                        {}});
}

}  // namespace

std::vector<Problem> check_source(const std::string& path, const ConnectorConfig& connector) {
  Problems problems;
  const int sources =
      (connector.folder.path.empty() ? 0 : 1) + (connector.http_poll.url.empty() ? 0 : 1) +
      (connector.sftp_poll.host.empty() ? 0 : 1) + (connector.receive.auth.empty() ? 0 : 1);
  if (sources > 1)
    problems.push_back({path,
                        "has more than one of folder, http_poll, sftp_poll and receive; make it "
                        "several connectors",
                        {}});
  check_http(path + ".http_poll", connector.http_poll, problems);
  check_sftp(path + ".sftp_poll", connector.sftp_poll, problems);
  check_receive(path + ".receive", connector.receive, problems);
  return problems;
}

}  // namespace procured::config
