#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bi/rows.h"
#include "core/result.h"

namespace procured::bi {

/// What can be asked of the BI store: the seam between those who show numbers and the one that
/// keeps them. Every answer is of one committed state.
/// @errors kTransient when the store is busy or not there yet, kFatal when it is damaged.
/// @thread one at a time; each thread takes a Store of its own from a StoreFactory.
class Store {
 public:
  virtual ~Store() = default;

  virtual core::Result<std::vector<BuyerRow>> buyers() = 0;
  virtual core::Result<StoreCounts> counts() = 0;

  virtual core::Result<std::vector<KpiRow>> kpi(std::string_view id, Grouping, const Filter&) = 0;
  virtual core::Result<std::vector<UnitRow>> units(const std::string& buyer) = 0;
  virtual core::Result<std::vector<UnitTally>> rollup(std::string_view kpi, const Filter&) = 0;
  virtual core::Result<std::vector<AgreementRow>> agreements(const std::string& buyer) = 0;

  virtual core::Result<std::vector<LeakRow>> leaks(LeakGrouping, const Filter&) = 0;
  /// Current findings of a rule with an outcome (names of the wire contract).
  virtual core::Result<Slice<FindingRow>> findings(std::string_view rule, std::string_view outcome,
                                                   const Filter&, const Page&) = 0;

  /// By subject key, or by the key of a document.
  virtual core::Result<std::optional<VerdictView>> verdict(std::string_view key) = 0;
  /// Subject keys of what a person may have typed: a subject key, a document key or a document
  /// number.
  virtual core::Result<std::vector<std::string>> find_subjects(std::string_view text) = 0;

  virtual core::Result<std::optional<SourceLocation>> source(const SourceId&) = 0;
  virtual core::Result<Slice<DeadLetterRow>> dead_letters(const Page&) = 0;
};

/// Opens a Store for the calling thread.
using StoreFactory = std::function<core::Result<std::unique_ptr<Store>>()>;

/// The bytes of a raw record; nullopt when the topic no longer keeps them. @thread any.
using FetchRaw = std::function<core::Result<std::optional<std::string>>(const SourceLocation&)>;

}  // namespace procured::bi
