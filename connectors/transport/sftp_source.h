#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "connectors/transport/sftp_session.h"
#include "connectors/transport/source.h"

namespace procured::transport {

struct SftpPollSettings {
  std::string pattern = "*";     ///< Of names, as in a shell.
  std::string done_folder = {};  ///< Where files go once they are committed; empty: they stay.
  /// Taken when two listings in a row show the same size and time; else as soon as they are listed,
  /// for senders that rename whole files into place.
  bool await_stable = true;
  std::chrono::milliseconds interval{60'000};
  std::uint64_t file_bytes_max = 32u << 20;
  std::size_t slice_files = 500;
  std::size_t slice_bytes = 8u << 20;  ///< But for one file, which may be larger.
};

/// A remote folder. As a watched folder, with the listing's size and time as each file's position.
/// Hidden files and *.part are left out. A file is moved to the done folder when a listing shows it
/// with what the ledger holds, so after its commit, also one that a crash prevented.
class SftpSource final : public Source {
 public:
  SftpSource(SftpPollSettings settings, std::unique_ptr<SftpSession> session)
      : settings_(std::move(settings)), session_(std::move(session)) {}

  Fetched<Slice> fetch(Ledger& ledger, const Stop& stop) override;
  std::chrono::milliseconds interval() const override { return settings_.interval; }

 private:
  using Stamps = std::unordered_map<std::string, std::string>;
  /// What is committed, told by the worker.
  struct Committed {
    std::mutex mutex;
    Stamps stamps;
  };

  Fetched<void> look(Ledger& ledger, const Stop& stop);
  bool is_wanted(const std::string& name) const;
  Fetched<void> move_done(const std::vector<SftpFile>& files, const Stop& stop);
  bool is_stable(const SftpFile& file, const Stamps& before) const;

  SftpPollSettings settings_;
  std::unique_ptr<SftpSession> session_;
  Stamps taken_;  // of listed files: handed over, committed or not
  Stamps listed_;
  std::shared_ptr<Committed> committed_ = std::make_shared<Committed>();
  std::deque<SftpFile> waiting_;
  std::vector<Failure> passed_over_;
};

}  // namespace procured::transport
