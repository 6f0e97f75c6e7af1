#pragma once

#include <map>
#include <string>
#include <vector>

#include "connectors/mapping/catalogue.h"
#include "core/result.h"

namespace procured::tools {

struct SampleFile {
  std::string name;  ///< Without folder.
  std::string bytes;
};

/// An entry's folder as it is proposed: every guess says what it rests on, nothing is stated as a
/// fact.
struct Proposal {
  std::map<std::string, std::string> files;  ///< Path in the folder → content.
  std::string extends;                       ///< Entry of the catalogue; empty: stands alone.
  std::size_t fields = 0;                    ///< That are proposed.
  std::size_t open = 0;                      ///< Leaves that a person must decide about.
};

/// Proposes an entry for sample files of one kind: one that extends the entry of the catalogue
/// which reads them, or, for XML, JSON and CSV that none reads, a mapping of its own.
/// @errors kFatal sample_*: why nothing can be proposed; kBadDocument: what is wrong with a sample
core::Result<Proposal> propose(const mapping::Catalogue& catalogue,
                               const mapping::ConnectorSettings& settings, const std::string& name,
                               const std::vector<SampleFile>& samples);

}  // namespace procured::tools
