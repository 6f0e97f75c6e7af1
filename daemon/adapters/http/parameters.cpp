#include "adapters/http/parameters.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace procured::http {
namespace {

constexpr std::size_t kLimitMax = 1000;

bool is_month(const std::string& text) {
  if (text.size() != 7 || text[4] != '-') return false;
  const auto digit = [&text](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const bool digits = digit(0) && digit(1) && digit(2) && digit(3) && digit(5) && digit(6);
  const auto month = text.substr(5);
  return digits && month >= "01" && month <= "12";
}

}  // namespace

std::variant<bi::Filter, Response> read_filter(const Request& request, Context& context) {
  bi::Filter filter{.buyer = request.parameter("buyer"),
                    .unit = request.parameter("unit"),
                    .from = request.parameter("from"),
                    .to = request.parameter("to"),
                    .agreement = request.parameter("agreement"),
                    .supplier = request.parameter("supplier"),
                    .currency = request.parameter("currency")};
  for (const auto& month : {filter.from, filter.to}) {
    if (!month.empty() && !is_month(month)) {
      return error_response(400, "from and to are months such as 2026-01, not " + month + ".");
    }
  }
  if (!filter.buyer.empty() && !filter.currency.empty()) return filter;
  const auto buyers = context.store.buyers();
  if (!buyers) return store_error(buyers.error());
  for (const auto& buyer : buyers.value()) {
    if (filter.buyer.empty()) filter.buyer = buyer.id;
    if (filter.buyer == buyer.id && filter.currency.empty()) filter.currency = buyer.currency;
  }
  return filter;
}

std::variant<bi::Page, Response> read_page(const Request& request) {
  bi::Page page{.after = request.parameter("after")};
  const auto limit = request.parameter("limit");
  if (limit.empty()) return page;
  const auto* end = limit.data() + limit.size();
  const auto read = std::from_chars(limit.data(), end, page.limit);
  if (read.ec != std::errc() || read.ptr != end || page.limit < 1 || page.limit > kLimitMax) {
    return error_response(400, "limit is a number from 1 to 1000, not " + limit + ".");
  }
  return page;
}

std::variant<std::set<std::string>, Response> read_group(const Request& request,
                                                         const std::set<std::string>& allowed) {
  std::set<std::string> group;
  std::string known;
  for (const auto& name : allowed) known += (known.empty() ? "" : ", ") + name;
  const auto text = request.parameter("group");
  for (const auto name : core::split_values(text, ',')) {
    if (allowed.count(std::string(name)) == 0) {
      return error_response(400, "group may name " + known + ", not " + std::string(name) + ".");
    }
    group.emplace(name);
  }
  return group;
}

Window window_of(const std::vector<std::string>& keys, const bi::Page& page) {
  Window window;
  if (!page.after.empty()) {
    auto place = std::find(keys.begin(), keys.end(), page.after);
    if (place != keys.end()) {
      ++place;
    } else {
      place = std::find_if(keys.begin(), keys.end(),
                           [&page](const std::string& key) { return key > page.after; });
    }
    window.first = static_cast<std::size_t>(place - keys.begin());
  }
  window.end = std::min(keys.size(), window.first + page.limit);
  return window;
}

void write_next(Json& json, const std::vector<std::string>& keys, const Window& window) {
  if (window.end < keys.size() && window.end > 0) {
    json.field("next", keys[window.end - 1]);
  } else {
    json.null_field("next");
  }
}

}  // namespace procured::http
