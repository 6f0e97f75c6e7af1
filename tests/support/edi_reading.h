#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/edi_reader.h"
#include "support/tree_outline.h"

namespace procured::reader {

/// What a reader makes of a file, in a form that a test can compare.
struct EdiReading {
  std::string refusal;                ///< Code, when the file as a whole is refused.
  std::vector<std::string> outlines;  ///< Of each message; empty for one that is refused.
  std::vector<std::string> types;
  std::vector<std::string> elements;  ///< Where each message stands; empty for one refused.
  std::vector<std::string> problems;  ///< "2 error truncated segment 7", "1 finding …".
  std::string decimal_marks;          ///< One character per message.
};

inline EdiReading read_all(EdiReader& reader, std::string_view bytes) {
  EdiReading reading;
  const auto started = reader.start(bytes);
  if (!started) {
    reading.refusal = started.error().code;
    return reading;
  }
  Tree tree;
  EdiMessage message;
  while (reader.next(tree, message)) {
    reading.outlines.push_back(message.error ? std::string() : outline(tree));
    reading.types.push_back(message.type);
    reading.elements.push_back(message.error ? std::string() : tree.path_of(message.node));
    reading.decimal_marks += message.decimal_mark;
    const auto problem = [&](const char* kind, const core::Error& error) {
      reading.problems.push_back(std::to_string(message.number) + " " + kind + " " + error.code +
                                 " " + error.place);
    };
    if (message.error) problem("error", *message.error);
    for (const auto& finding : message.findings) problem("finding", finding);
  }
  return reading;
}

}  // namespace procured::reader
