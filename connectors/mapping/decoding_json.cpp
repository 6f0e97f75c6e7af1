#include "connectors/mapping/decoding_json.h"

#include <fmt/format.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

namespace procured::mapping {
namespace {

using google::protobuf::Message;

std::string message_json(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "{}";
  while (!json.empty() && json.back() == '\n') json.pop_back();
  return json;
}

std::string quoted(const std::string& text) {
  google::protobuf::Value value;
  value.set_string_value(text);
  return message_json(value);
}

std::string indented(const std::string& json, int depth) {
  std::string out;
  for (const char c : json) {
    out += c;
    if (c == '\n') out.append(static_cast<std::size_t>(depth), ' ');
  }
  return out;
}

std::string part_json(const Decoded& part) {
  std::string json = "  {\n";
  if (!part.position.empty()) json += fmt::format("   \"position\": {},\n", quoted(part.position));
  if (const auto* document = std::get_if<DecodedDocument>(&part.outcome)) {
    json += fmt::format("   \"document\": {}", indented(message_json(document->content), 3));
    if (document->persons.ByteSizeLong() > 0) {
      json += fmt::format(",\n   \"persons\": {}", indented(message_json(document->persons), 3));
    }
  } else if (const auto* row = std::get_if<DecodedRow>(&part.outcome)) {
    json += fmt::format("   \"register\": {},\n   \"record\": {}", quoted(row->register_name),
                        indented(message_json(row->record), 3));
  } else {
    const auto& error = std::get<core::Error>(part.outcome);
    json += fmt::format(
        "   \"error\": {{\n    \"reason\": {},\n    \"place\": {},\n    \"detail\": {}\n   }}",
        quoted(error.code), quoted(error.place), quoted(error.detail));
  }
  return json + "\n  }";
}

}  // namespace

std::string to_json(const Decoding& decoding) {
  std::string json = fmt::format("{{\n \"entry\": {},\n \"parts\": [", quoted(decoding.entry));
  for (std::size_t i = 0; i < decoding.parts.size(); ++i) {
    json += fmt::format("{}\n{}", i == 0 ? "" : ",", part_json(decoding.parts[i]));
  }
  json += fmt::format(
      "\n ],\n \"coverage\": {{\n  \"mapped\": {},\n  \"ignored\": {},\n  \"unmapped\": [",
      decoding.mapped, decoding.ignored);
  for (std::size_t i = 0; i < decoding.unmapped.size(); ++i) {
    const auto& leaf = decoding.unmapped[i];
    json += fmt::format("{}\n   {{\"place\": {}, \"value\": {}}}", i == 0 ? "" : ",",
                        quoted(leaf.path), quoted(leaf.value));
  }
  return json + (decoding.unmapped.empty() ? "]\n }\n}\n" : "\n  ]\n }\n}\n");
}

}  // namespace procured::mapping
