#pragma once

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "adapters/http/api.h"
#include "adapters/http/json.h"

namespace procured::http {

/// Parameters that several endpoints share. Each returns its value or the response that says what
/// is wrong.

/// buyer (default: the first), unit, from, to, agreement, supplier, currency (default: the buyer's
/// main one).
std::variant<bi::Filter, Response> read_filter(const Request& request, Context& context);

/// after, limit (default 100, at most 1000).
std::variant<bi::Page, Response> read_page(const Request& request);

/// The names in `group`, separated by commas; each must be one of `allowed`.
std::variant<std::set<std::string>, Response> read_group(const Request& request,
                                                         const std::set<std::string>& allowed);

/// A list in memory, cut to a page: `first` is the index of its first item, `end` past its last.
struct Window {
  std::size_t first = 0;
  std::size_t end = 0;
};
/// `keys` in the order of the list. A page goes on after the key; after a key that has gone, at the
/// next greater one.
Window window_of(const std::vector<std::string>& keys, const bi::Page& page);

/// Writes "next": the key of the last item of the page, or null when nothing follows.
void write_next(Json& json, const std::vector<std::string>& keys, const Window& window);

}  // namespace procured::http
