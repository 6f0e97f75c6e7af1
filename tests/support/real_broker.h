#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace procured::support {

/// An Apache Kafka on loopback, in a folder of its own, as long as this object lives
/// (deploy/dev/README.md).
class RealBroker {
 public:
  RealBroker() {
    namespace fs = std::filesystem;
    auto name = (fs::temp_directory_path() / "procured-broker-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    const std::string program = std::string(PROCURED_SOURCE_DIR) + "/deploy/dev/broker/start";
    pid_ = ::fork();
    if (pid_ == 0) {
      const auto log = folder_ + "/log";
      if (std::freopen(log.c_str(), "w", stdout) == nullptr) ::_exit(127);
      ::dup2(1, 2);
      ::execl(program.c_str(), program.c_str(), "--with-parent", folder_.c_str(), nullptr);
      ::_exit(127);
    }
    const auto file = folder_ + "/bootstrap";
    while (!fs::exists(file) && ::waitpid(pid_, nullptr, WNOHANG) == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    std::ifstream in(file);
    std::getline(in, bootstrap_);
    EXPECT_FALSE(bootstrap_.empty()) << "the broker ended: see " << folder_ << "/log";
  }
  ~RealBroker() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    std::filesystem::remove_all(folder_);
  }
  RealBroker(const RealBroker&) = delete;
  RealBroker& operator=(const RealBroker&) = delete;

  const std::string& bootstrap() const { return bootstrap_; }

 private:
  std::string folder_;
  std::string bootstrap_;
  pid_t pid_ = -1;
};

}  // namespace procured::support
