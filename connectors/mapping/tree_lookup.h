#pragma once

#include <optional>
#include <string_view>

#include "connectors/mapping/program.h"
#include "connectors/reader/tree.h"

namespace procured::mapping {

/// The text below a simple path from an element; nullopt when nothing stands there.
std::optional<std::string_view> text_at(const reader::Tree& tree, reader::NodeId from,
                                        const SimplePath& path);

bool holds(const Condition& condition, const reader::Tree& tree, reader::NodeId root);

}  // namespace procured::mapping
