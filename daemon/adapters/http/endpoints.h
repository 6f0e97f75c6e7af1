#pragma once

#include <string>

#include "adapters/http/api.h"

namespace procured::http {

/// The endpoints of /api/v1/, one address each: parameters checked, the store asked, the answer
/// written as JSON.

Response agreements_endpoint(const Request&, const std::string& rest, Context&);
Response buyers_endpoint(const Request&, const std::string& rest, Context&);
Response kpis_endpoint(const Request&, const std::string& rest, Context&);
Response rollup_endpoint(const Request&, const std::string& rest, Context&);
Response status_endpoint(const Request&, const std::string& rest, Context&);
Response units_endpoint(const Request&, const std::string& rest, Context&);

Response dead_letters_endpoint(const Request&, const std::string& rest, Context&);
Response leaks_endpoint(const Request&, const std::string& rest, Context&);
Response lines_endpoint(const Request&, const std::string& rest, Context&);
Response messages_endpoint(const Request&, const std::string& rest, Context&);
Response source_endpoint(const Request&, const std::string& rest, Context&);
Response source_meta_endpoint(const Request&, const std::string& rest, Context&);
Response verdict_endpoint(const Request&, const std::string& rest, Context&);

}  // namespace procured::http
