#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/problem.h"
#include "config/visitor.h"

namespace procured::config {

/// A folder in which files appear by rename.
struct FolderConfig {
  std::string path = {};  ///< Empty: the connector has no folder.
  std::uint64_t poll_interval_ms = 1000;
};

/// What asking another system keeps within.
struct TransferConfig {
  std::uint64_t connect_timeout_ms = 10'000;
  std::uint64_t total_timeout_ms = 120'000;
  std::uint64_t stall_time_s = 30;
  std::uint64_t stall_bytes_per_s = 100;
  std::uint64_t bytes_max = 16u << 20;
  std::uint64_t back_off_max_s = 300;
};

/// How an API is told who asks. Secrets stand in files.
struct HttpAuthConfig {
  std::string kind = "none";
  std::string user = {};
  std::string secret_file = {};
  std::string header = {};
  std::string token_url = {};
  std::string scope = {};
  std::string client_login = "basic";
};

/// An API that is asked again and again.
struct HttpPollConfig {
  std::string url = {};  ///< Empty: the connector has none.
  std::string mode = "odata_v4";
  std::string documents = {};
  std::string key = {};
  std::string cursor_path = {};
  std::string cursor_parameter = {};
  std::string since = "1970-01-01T00:00:00Z";
  std::uint64_t since_overlap_s = 300;
  std::uint64_t page_size = 0;
  std::uint64_t interval_s = 60;
  std::uint64_t request_gap_ms = 0;
  std::string ca_file = {};
  HttpAuthConfig auth = {};
  TransferConfig limits = {};
};

/// A folder on an SFTP server.
struct SftpPollConfig {
  std::string host = {};  ///< Empty: the connector has none.
  std::uint64_t port = 22;
  std::string user = {};
  std::string folder = {};
  std::string pattern = "*";
  std::string known_hosts_file = {};
  std::string key_file = {};
  std::string password_file = {};
  std::string complete = "stable";
  std::string done_folder = {};
  std::uint64_t interval_s = 60;
  TransferConfig limits = {};
};

/// Documents that others send by HTTP, to the address of ReceiverConfig.
struct ReceiveConfig {
  std::string auth = {};  ///< Empty: the connector receives nothing.
  std::string secret_file = {};
  std::string signature_header = "X-Signature";
  std::uint64_t bytes_max = 16u << 20;
  std::uint64_t inbox_documents = 1'000;
  std::uint64_t inbox_bytes = 64u << 20;
};

/// One source of documents; its name names the topic procured.raw.<name>.
struct ConnectorConfig {
  std::vector<std::string> entries = {};  ///< Of the catalogue, in the order tried; empty: all.
  FolderConfig folder = {};
  HttpPollConfig http_poll = {};
  SftpPollConfig sftp_poll = {};
  ReceiveConfig receive = {};
  std::uint64_t precedence = 0;
  std::string default_currency = {};
  std::string default_buyer = {};  ///< Of documents that state none, as is the next.
  std::string default_seller = {};
  std::string decimal_point = ".";
  std::string delimiters = ",;";
  std::string declared_channel = {};  ///< A name of v1.Channel; empty: not declared.
};

void describe(Visitor& visitor, ConnectorConfig& connector);

/// The rules between the fields of a connector's source. @param path of the connector
/// ("connectors.erp")
std::vector<Problem> check_source(const std::string& path, const ConnectorConfig& connector);

}  // namespace procured::config
