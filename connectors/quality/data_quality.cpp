#include "connectors/quality/data_quality.h"

namespace procured::mapping {

void note_findings(const std::vector<core::Error>& findings, v1::DocumentContent& content) {
  for (const auto& finding : findings) {
    auto& noted = *content.add_data_quality();
    noted.set_code(finding.code);
    noted.set_place(finding.place);
    noted.set_detail(finding.detail);
  }
}

}  // namespace procured::mapping
