#pragma once

#include <span>
#include <string>
#include <string_view>

namespace procured::config {

/// Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other
/// (optimal string alignment distance), bytewise.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate nearest to a misspelt name, when at most two edits (one for names of up to three
/// letters) part them; empty otherwise. Of several equally near the first.
std::string closest(std::string_view name, std::span<const std::string> candidates);

}  // namespace procured::config
