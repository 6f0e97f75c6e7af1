#pragma once

#include <string>

#include "procured/v1/common.pb.h"
#include "procured/v1/verdict.pb.h"

namespace procured::bi {

/// Keys of the wire contracts, parts joined as by core::join_key:
///
///     document = buyer | kind | seller | number | year             kind by its name, e.g. INVOICE
///     subject  = "document" | document
///              | "order_case" | document
///              | "agreement_lot" | buyer | agreement | lot
///              | "category_window" | buyer | category
std::string document_key(const v1::Identity& identity);
std::string subject_key(const v1::Subject& subject);

}  // namespace procured::bi
