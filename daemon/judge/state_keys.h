#pragma once

#include <string>
#include <string_view>

#include "procured/v1/common.pb.h"

/// Keys of judging's state. Parts are escaped (core/text.h), so that a prefix never reaches into
/// another buyer.
///
///     j|d|<identity>                      DocumentState
///     j|o|<buyer>|<order number>          OrderIndex
///     j|i|<buyer>|<order ref>|<identity>  identity of an invoice that names the order number
///     j|r|<buyer>|<register key>          ReferenceVersions; an empty buyer: every buyer's
///     j|k|<cell>                          CellState
///     j|l|<buyer>|<agreement>|<lot>       LotState; of every lot of the buyer's own register that
///     ever was j|w|<prefix>                        Sweep j|v version of the catalogues that judged
///     last, decimal
///
/// identity = buyer|kind|seller|number|year, also the key of the fact.
namespace procured::judge {

std::string identity_key(const v1::Identity& identity);
/// The identity behind a key made by identity_key.
v1::Identity identity_of_key(std::string_view key);

std::string document_key(std::string_view identity);
std::string documents_prefix(std::string_view buyer_id);
std::string order_index_key(std::string_view buyer_id, std::string_view order_number);
std::string invoice_index_prefix(std::string_view buyer_id, std::string_view order_reference);
std::string reference_key(std::string_view buyer_id, std::string_view register_key);
std::string reference_prefix(std::string_view buyer_id);
std::string cell_key(std::string_view cell);
std::string lot_key(std::string_view buyer_id, std::string_view agreement_id,
                    std::string_view lot_id);
std::string lots_prefix(std::string_view buyer_id);
std::string sweep_key(std::string_view prefix);

inline constexpr std::string_view kDocumentsPrefix = "j|d|";
inline constexpr std::string_view kLotsPrefix = "j|l|";
inline constexpr std::string_view kSweepsPrefix = "j|w|";
inline constexpr std::string_view kVersionKey = "j|v";

}  // namespace procured::judge
