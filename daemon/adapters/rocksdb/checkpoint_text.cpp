#include "adapters/rocksdb/checkpoint_text.h"

#include <sstream>

namespace procured::adapters {

std::string to_text(const pipeline::Checkpoint& checkpoint) {
  std::ostringstream text;
  text << "1\n" << checkpoint.changelog_next << '\n' << checkpoint.written_at_s << '\n';
  for (const auto& input : checkpoint.inputs) {
    text << input.offset << ' ' << input.partition << ' ' << input.topic << '\n';
  }
  return text.str();
}

std::optional<pipeline::Checkpoint> checkpoint_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  int version = 0;
  pipeline::Checkpoint checkpoint;
  if (!(in >> version >> checkpoint.changelog_next >> checkpoint.written_at_s) || version != 1) {
    return std::nullopt;
  }
  stream::Position input;
  while (in >> input.offset >> input.partition >> input.topic) checkpoint.inputs.push_back(input);
  if (!in.eof()) return std::nullopt;
  return checkpoint;
}

}  // namespace procured::adapters
