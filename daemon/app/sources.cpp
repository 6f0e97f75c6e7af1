#include "app/sources.h"

#include <map>
#include <string_view>

#include "adapters/curl/http_client.h"
#include "adapters/curl/sftp_client.h"
#include "connectors/transport/folder_source.h"
#include "connectors/transport/http_source.h"
#include "connectors/transport/sftp_source.h"

namespace procured::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using transport::HttpAuthSettings;
using transport::PollMode;

curl::TransferLimits limits_of(const config::TransferConfig& limits) {
  return {.connect_timeout = milliseconds(limits.connect_timeout_ms),
          .total_timeout = milliseconds(limits.total_timeout_ms),
          .stall_time = seconds(limits.stall_time_s),
          .stall_bytes_per_s = limits.stall_bytes_per_s,
          .bytes_max = limits.bytes_max};
}

HttpAuthSettings auth_of(const config::HttpAuthConfig& auth) {
  using Kind = HttpAuthSettings::Kind;
  static const std::map<std::string_view, Kind> kinds{{"none", Kind::kNone},
                                                      {"basic", Kind::kBasic},
                                                      {"bearer", Kind::kBearer},
                                                      {"header", Kind::kHeader},
                                                      {"oauth2", Kind::kOauth2}};
  return {.kind = kinds.at(auth.kind),
          .user = auth.user,
          .secret_file = auth.secret_file,
          .header = auth.header,
          .token_url = auth.token_url,
          .scope = auth.scope,
          .secret_in_form = auth.client_login == "form"};
}

transport::HttpPollSettings poll_of(const config::HttpPollConfig& poll) {
  struct Defaults {
    PollMode mode;
    std::string documents;
    std::string key;
  };
  static const std::map<std::string_view, Defaults> modes{
      {"odata_v2", {PollMode::kOdataV2, "d/results", "__metadata/id"}},
      {"odata_v4", {PollMode::kOdataV4, "value", "id"}},
      {"cursor", {PollMode::kCursor, "", "id"}},
      {"etag", {PollMode::kEtag, "", ""}}};
  const auto& defaults = modes.at(poll.mode);
  return {.url = poll.url,
          .mode = defaults.mode,
          .documents = poll.documents.empty() ? defaults.documents : poll.documents,
          .key = poll.key.empty() ? defaults.key : poll.key,
          .cursor_path = poll.cursor_path,
          .cursor_parameter = poll.cursor_parameter,
          .since = poll.since,
          .since_overlap = seconds(poll.since_overlap_s),
          .interval = seconds(poll.interval_s),
          .request_gap = milliseconds(poll.request_gap_ms),
          .page_size = poll.page_size,
          .auth = auth_of(poll.auth)};
}

curl::SftpClientSettings sftp_client_of(const config::SftpPollConfig& poll) {
  return {.host = poll.host,
          .port = static_cast<std::uint16_t>(poll.port),
          .user = poll.user,
          .folder = poll.folder,
          .known_hosts_file = poll.known_hosts_file,
          .key_file = poll.key_file,
          .password_file = poll.password_file,
          .limits = limits_of(poll.limits)};
}

transport::SftpPollSettings sftp_of(const config::SftpPollConfig& poll) {
  return {.pattern = poll.pattern,
          .done_folder = poll.done_folder,
          .await_stable = poll.complete == "stable",
          .interval = seconds(poll.interval_s),
          .file_bytes_max = poll.limits.bytes_max};
}

}  // namespace

std::function<std::unique_ptr<transport::Source>()> opener_of(
    const config::ConnectorConfig& connector, const core::Clock& clock) {
  if (!connector.folder.path.empty()) {
    const transport::FolderSettings settings{
        .folder = connector.folder.path,
        .interval = milliseconds(connector.folder.poll_interval_ms)};
    return [settings] { return std::make_unique<transport::FolderSource>(settings); };
  }
  if (!connector.http_poll.url.empty()) {
    const auto settings = poll_of(connector.http_poll);
    const curl::HttpClientSettings client{.limits = limits_of(connector.http_poll.limits),
                                          .ca_file = connector.http_poll.ca_file};
    return [settings, client, &clock] {
      return std::make_unique<transport::HttpSource>(
          settings, std::make_unique<curl::HttpClient>(client), clock);
    };
  }
  if (!connector.sftp_poll.host.empty()) {
    const auto settings = sftp_of(connector.sftp_poll);
    const auto client = sftp_client_of(connector.sftp_poll);
    return [settings, client] {
      return std::make_unique<transport::SftpSource>(settings,
                                                     std::make_unique<curl::SftpClient>(client));
    };
  }
  return {};
}

transport::BackOffLimits back_off_of(const config::ConnectorConfig& connector) {
  transport::BackOffLimits limits;
  if (!connector.http_poll.url.empty())
    limits.most = seconds(connector.http_poll.limits.back_off_max_s);
  if (!connector.sftp_poll.host.empty())
    limits.most = seconds(connector.sftp_poll.limits.back_off_max_s);
  return limits;
}

}  // namespace procured::app
