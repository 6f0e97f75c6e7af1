#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/partition_store.h"

namespace procured::adapters {

/// How a checkpoint is written:
///
///     "1" LF changelog_next LF written_at_s LF { offset " " partition " " topic LF }
std::string to_text(const pipeline::Checkpoint& checkpoint);

/// nullopt: written by something else; the copy is of no use.
std::optional<pipeline::Checkpoint> checkpoint_of(std::string_view text);

}  // namespace procured::adapters
