#pragma once

#include <string>

#include "adapters/curl/transfer.h"
#include "connectors/transport/sftp_session.h"

namespace procured::curl {

struct SftpClientSettings {
  std::string host;
  std::uint16_t port = 22;
  std::string user;
  std::string folder;              ///< Absolute.
  std::string known_hosts_file;    ///< As OpenSSH writes it.
  std::string key_file = {};       ///< A private key; empty: the password counts.
  std::string password_file = {};  ///< Of the user, or of the key where there is one.
  TransferLimits limits = {};
};

/// SFTP through libcurl and libssh2. A server without an entry in known_hosts_file, or with another
/// key than there, is refused.
class SftpClient final : public transport::SftpSession {
 public:
  explicit SftpClient(SftpClientSettings settings);

  transport::Fetched<std::vector<transport::SftpFile>> list(const transport::Stop& stop) override;
  transport::Fetched<std::string> read(const std::string& name,
                                       const transport::Stop& stop) override;
  transport::Fetched<void> move(const std::string& name, const std::string& folder,
                                const transport::Stop& stop) override;

 private:
  transport::Fetched<void> perform(const transport::Stop& stop);
  transport::Fetched<CURL*> open(const std::string& path, std::string& body);

  SftpClientSettings settings_;
  Transfer transfer_;
};

}  // namespace procured::curl
