#pragma once

#include <string>
#include <string_view>

#include "procured/v1/document.pb.h"

namespace procured::mapping {

/// What a line comes to in a syntax that does not state it: quantity × price ÷ base quantity,
/// with the line's charges and without its allowances, rounded half away from zero to the minor
/// unit of the currency. Empty when quantity or price is not known. @source EN 16931 BT-131, BR-24
std::string line_net(const v1::Line& line, std::string_view currency);

}  // namespace procured::mapping
