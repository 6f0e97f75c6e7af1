#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "connectors/transport/source.h"

using CURL = void;
struct curl_slist;

namespace procured::curl {

/// For pointers to what libcurl gives away.
struct FreeText {
  void operator()(char* text) const;
};
struct FreeList {
  void operator()(curl_slist* list) const;
};

/// What every transfer keeps within.
struct TransferLimits {
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{120'000};
  std::chrono::seconds stall_time{30};  ///< So long slower than the next: given up.
  std::uint64_t stall_bytes_per_s = 100;
  std::uint64_t bytes_max = 16u << 20;
};

/// A handle of libcurl that keeps its connection between transfers. @thread one at a time.
class Transfer {
 public:
  explicit Transfer(TransferLimits limits);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Fresh options: the limits, and what arrives goes to `body`.
  CURL* prepare(std::string& body);
  /// Carries it out. Returns soon once asked to stop.
  /// @errors of failures.def, told from libcurl's codes; bodies are thrown away then
  transport::Fetched<void> perform(const transport::Stop& stop);

 private:
  struct Handles;
  TransferLimits limits_;
  std::unique_ptr<Handles> handles_;
};

}  // namespace procured::curl
