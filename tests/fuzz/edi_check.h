#pragma once

#include <string>
#include <vector>

#include "connectors/reader/edi_reader.h"
#include "fuzz/tree_check.h"
#include "support/edi_descriptions.h"
#include "support/tree_outline.h"

namespace procured::fuzz {

/// All messages of a file in a comparable form. Each has a tree or a reason.
inline std::vector<std::string> messages_of(reader::EdiReader& reader, std::string_view bytes) {
  std::vector<std::string> messages;
  if (const auto started = reader.start(bytes); !started) {
    check_refusal(started.error());
    return {started.error().code + started.error().place};
  }
  reader::Tree tree;
  reader::EdiMessage message;
  while (reader.next(tree, message)) {
    expect(message.number == messages.size() + 1, "messages are numbered in their order");
    expect(messages.size() <= bytes.size(), "a message is made of bytes");
    for (const auto& finding : message.findings)
      expect(!finding.place.empty(), "a finding says where");
    if (message.error) {
      check_refusal(*message.error);
      messages.push_back(message.error->code + message.error->place);
    } else {
      check_tree(tree);
      check_paths(tree);
      messages.push_back(reader::outline(tree));
    }
  }
  expect(!reader.next(tree, message), "the end stays the end");
  return messages;
}

/// What holds of a reader of either syntax: the same again, with groups as without, and within
/// tight limits a reason.
template <class Reader>
void check_reader(const reader::GroupsByType& groups, const reader::EdiLimits& tight_limits,
                  std::string_view bytes) {
  static const reader::Names names;
  static Reader grouped(names, &groups);
  static Reader flat(names);
  static Reader tight(names, &groups, tight_limits);
  const auto messages = messages_of(grouped, bytes);
  expect(messages == messages_of(grouped, bytes), "reading again gives the same");
  expect(messages.size() == messages_of(flat, bytes).size(),
         "groups do not change which messages there are");
  messages_of(tight, bytes);
}

}  // namespace procured::fuzz
