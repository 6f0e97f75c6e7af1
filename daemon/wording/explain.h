#pragma once

#include <string>

#include "bi/rows.h"
#include "wording/wording.h"

namespace procured::wording {

/// The sentence of a finding: its message with the parameters put in. Several parameters of one
/// name are listed with commas; a name that the finding lacks stays as it is, in braces.
std::string sentence(const v1::Finding& finding, Language language);

/// A verdict in words, as plain text: the document, then each finding with outcome, rule and its
/// source, the values compared, the money, what would have made it compliant, what is missing, and
/// the places in the source documents; then the revisions. Amounts and dates stand as in the wire
/// contract.
std::string explain(const bi::VerdictView& view, Language language);

}  // namespace procured::wording
