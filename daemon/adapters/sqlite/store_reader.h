#pragma once

#include <memory>
#include <string>

#include "adapters/sqlite/database.h"
#include "bi/store.h"

namespace procured::sqlite {

/// The BI store as those who show numbers ask it, over a read-only connection. Each answer is one
/// state: its queries run in one read transaction.
class StoreReader final : public bi::Store {
 public:
  /// @errors kTransient when there is no store in the file yet, kFatal for another schema version.
  static core::Result<std::unique_ptr<bi::Store>> open(const std::string& path);

  core::Result<std::vector<bi::BuyerRow>> buyers() override;
  core::Result<bi::StoreCounts> counts() override;
  core::Result<std::vector<bi::KpiRow>> kpi(std::string_view id, bi::Grouping grouping,
                                            const bi::Filter& filter) override;
  core::Result<std::vector<bi::UnitRow>> units(const std::string& buyer) override;
  core::Result<std::vector<bi::UnitTally>> rollup(std::string_view kpi,
                                                  const bi::Filter& filter) override;
  core::Result<std::vector<bi::AgreementRow>> agreements(const std::string& buyer) override;
  core::Result<std::vector<bi::LeakRow>> leaks(bi::LeakGrouping grouping,
                                               const bi::Filter& filter) override;
  core::Result<bi::Slice<bi::FindingRow>> findings(std::string_view rule, std::string_view outcome,
                                                   const bi::Filter& filter,
                                                   const bi::Page& page) override;
  core::Result<std::optional<bi::VerdictView>> verdict(std::string_view key) override;
  core::Result<std::vector<std::string>> find_subjects(std::string_view text) override;
  core::Result<std::optional<bi::SourceLocation>> source(const bi::SourceId& id) override;
  core::Result<bi::Slice<bi::DeadLetterRow>> dead_letters(const bi::Page& page) override;

 private:
  explicit StoreReader(const std::string& path);

  template <class Query>
  auto snapshot(Query&& query) {
    return guarded([&] {
      const Database::Transaction transaction(database_, "DEFERRED");
      return query();
    });
  }

  Database database_;
};

}  // namespace procured::sqlite
