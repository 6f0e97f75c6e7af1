#pragma once

#include <boost/outcome/policy/all_narrow.hpp>
#include <boost/outcome/result.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/transport/stop.h"

namespace procured::transport {

/// Why nothing could be fetched. `kind` is one of failures.def; `detail` never holds a secret nor
/// contents of a document.
struct Failure {
  std::string kind;
  std::string detail;
  std::chrono::seconds retry_after{0};  ///< The least pause that the source asks for.
};

/// What an operator is to do about a failure, from failures.def.
struct FailureAdvice {
  bool needs_operator = false;
  std::string_view what_to_do;
};
FailureAdvice advice_for(std::string_view kind);
std::vector<std::string_view> failure_kinds();

template <class T>
using Fetched = boost::outcome_v2::unchecked<T, Failure>;

/// A document as its source gave it.
struct RawDocument {
  std::string source;         ///< The name by which the source and the ledger know it: path, id.
  std::string position = {};  ///< What tells it unchanged without reading it: size and time.
  std::string bytes = {};
  std::string content_hash = {};  ///< SHA-256, hex; empty: of `bytes`.
  std::uint64_t size = 0;         ///< Of one too large to be held; `bytes` is empty then.
  bool is_file = false;           ///< `source` is a path.
  bool is_withdrawn = false;      ///< The source says that it no longer exists.
};

/// What is committed together: documents, and how far their source has been read by them.
struct Slice {
  std::vector<RawDocument> documents = {};
  std::optional<std::string> position = std::nullopt;  ///< Absent: it stays where it is.
  bool has_more = false;  ///< Ask again at once, not after the interval.
  std::vector<Failure> passed_over = {};
  /// Called when the slice is committed, by the worker; destroyed uncalled when it never will be.
  std::function<void()> committed = {};

  bool is_empty() const { return documents.empty() && !position; }
};

/// What the ledger holds of one name.
struct Taken {
  std::string position;
  std::string content_hash;
};

/// What has been committed of this connector, and what was handed over before is none of it yet: a
/// source remembers that itself. @thread the one that fetches.
class Ledger {
 public:
  /// The name under which the position of the source as a whole stands.
  static constexpr const char* kWhole = "";

  virtual ~Ledger() = default;
  /// Parallel to the names; all absent when asked to stop.
  virtual std::vector<std::optional<Taken>> taken(const std::vector<std::string>& names) = 0;
};

/// Where documents come from. Made anew, and so begins where the ledger stands, whenever the
/// connector changes its owner, and after a transaction that failed. The same documents may be
/// given again: those that the ledger knows by name and hash are not written again.
/// @thread one that only fetches; the callbacks of slices come from another.
class Source {
 public:
  virtual ~Source() = default;

  /// The next slice: at most 32 MiB, or one document. Empty: nothing has come. May wait for the
  /// source as long as its limits say, and returns anything soon once asked to stop.
  virtual Fetched<Slice> fetch(Ledger& ledger, const Stop& stop) = 0;

  /// The pause after a slice without more behind it.
  virtual std::chrono::milliseconds interval() const = 0;
};

}  // namespace procured::transport
