#pragma once

#include <memory>
#include <string>
#include <utility>

#include "adapters/http/api.h"
#include "bi/store.h"

namespace procured::http {

/// A store with a few rows set by hand; remembers what it was asked. An error, when set, answers
/// everything.
class FakeStore final : public bi::Store {
 public:
  struct Content {
    std::vector<bi::BuyerRow> buyers = {{"b1", "Fjordvik", "NOK", "2025-07", "2026-06", 3},
                                        {"b2", "", "EUR", "", "", 0}};
    std::vector<bi::KpiRow> kpis = {};
    std::vector<bi::UnitTally> tree = {};
    std::vector<bi::LeakRow> leaks = {};
    std::vector<bi::FindingRow> findings = {};
    std::optional<bi::VerdictView> verdict = {};
    std::optional<bi::SourceLocation> source = {};
    std::vector<bi::DeadLetterRow> dead_letters = {};
    std::optional<core::Error> error = {};
    // What was asked last.
    bi::Filter filter = {};
    bi::Page page = {};
    std::string asked = {};
  };

  explicit FakeStore(std::shared_ptr<Content> content) : content_(std::move(content)) {}

  core::Result<std::vector<bi::BuyerRow>> buyers() override { return answer(content_->buyers); }
  core::Result<bi::StoreCounts> counts() override {
    return answer(bi::StoreCounts{"2026-06-30T10:00:00.000Z", 7, 6, 5, 4, 0});
  }
  core::Result<std::vector<bi::KpiRow>> kpi(std::string_view id, bi::Grouping grouping,
                                            const bi::Filter& filter) override {
    content_->filter = filter;
    content_->asked =
        std::string(id) + (grouping.by_month ? " month" : "") + (grouping.by_unit ? " unit" : "");
    return answer(content_->kpis);
  }
  core::Result<std::vector<bi::UnitRow>> units(const std::string& buyer) override {
    content_->asked = buyer;
    return answer(std::vector<bi::UnitRow>{{"1", "School", "", "school"}, {"2", "", "1", ""}});
  }
  core::Result<std::vector<bi::UnitTally>> rollup(std::string_view, const bi::Filter&) override {
    return answer(content_->tree);
  }
  core::Result<std::vector<bi::AgreementRow>> agreements(const std::string&) override {
    bi::AgreementRow row;
    row.agreement_id = "A";
    row.lot_id = "1";
    row.e_commerce = false;
    return answer(std::vector<bi::AgreementRow>{row});
  }
  core::Result<std::vector<bi::LeakRow>> leaks(bi::LeakGrouping,
                                               const bi::Filter& filter) override {
    content_->filter = filter;
    return answer(content_->leaks);
  }
  core::Result<bi::Slice<bi::FindingRow>> findings(std::string_view rule, std::string_view outcome,
                                                   const bi::Filter& filter,
                                                   const bi::Page& page) override {
    content_->filter = filter;
    content_->page = page;
    content_->asked = std::string(rule) + " " + std::string(outcome);
    return answer(bi::Slice<bi::FindingRow>{content_->findings, "more"});
  }
  core::Result<std::optional<bi::VerdictView>> verdict(std::string_view key) override {
    content_->asked = std::string(key);
    return answer(content_->verdict);
  }
  core::Result<std::vector<std::string>> find_subjects(std::string_view) override {
    return answer(std::vector<std::string>());
  }
  core::Result<std::optional<bi::SourceLocation>> source(const bi::SourceId& id) override {
    content_->asked = id.connector + " " + id.source_key + " " + id.content_hash;
    return answer(content_->source);
  }
  core::Result<bi::Slice<bi::DeadLetterRow>> dead_letters(const bi::Page&) override {
    return answer(bi::Slice<bi::DeadLetterRow>{content_->dead_letters, ""});
  }

 private:
  template <class T>
  core::Result<T> answer(T value) const {
    if (content_->error) return *content_->error;
    return value;
  }

  std::shared_ptr<Content> content_;
};

/// Asks endpoints over a fake store, without a network.
class Asker {
 public:
  Response get(const std::string& target) {
    Request request;
    if (!parse_target(target, request)) return error_response(400, "target");
    return api_.answer(request);
  }

  std::shared_ptr<FakeStore::Content> content = std::make_shared<FakeStore::Content>();
  std::shared_ptr<ApiSettings> settings = std::make_shared<ApiSettings>();

 private:
  Api api_{[this] {
             return core::Result<std::unique_ptr<bi::Store>>(std::make_unique<FakeStore>(content));
           },
           {.goals = {{"agreement_loyalty_ratio", "0.9"}},
            .fetch_raw =
                [this](const bi::SourceLocation& at) -> core::Result<std::optional<std::string>> {
              if (settings->fetch_raw) return settings->fetch_raw(at);
              return std::optional<std::string>();
            },
            .left_over = [] { return std::optional<std::uint64_t>(2); }}};
};

}  // namespace procured::http
