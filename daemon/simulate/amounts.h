#pragma once

#include "simulate/document.h"

namespace procured::simulate {

/// 10^exponent.
std::int64_t power_of_ten(int exponent);

/// Half away from zero; the denominator is positive.
std::int64_t rounded_ratio(__int128 numerator, __int128 denominator);

/// quantity × price / base_quantity of a line. @unit minor units
std::int64_t gross_amount(const Line& line, const Currency& currency);

/// VAT of an amount. @unit minor units
std::int64_t tax_amount(std::int64_t taxable, int percent);

/// Line nets with the document's charge and allowance shared out by the absolute nets, signed by
/// the kind of document. Leftover units go to the largest remainders, then to the earlier line.
/// @unit minor units
std::vector<std::int64_t> allocated_amounts(const Document& document);

}  // namespace procured::simulate
