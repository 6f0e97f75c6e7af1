#include "connectors/tools/flat_message.h"

#include <fmt/format.h>

#include <vector>

namespace procured::tools {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

void flatten(const Message& message, const std::string& prefix,
             std::map<std::string, std::string>& values) {
  std::vector<const FieldDescriptor*> present;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &present);
  for (const auto* field : present) {
    const bool many = field->is_repeated();
    const int count = many ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const auto name = prefix + field->name() + (many ? fmt::format("[{}]", i + 1) : "");
      if (field->message_type() == nullptr) {
        values[name] = scalar_text(message, field, i);
      } else {
        flatten(many ? reflection->GetRepeatedMessage(message, field, i)
                     : reflection->GetMessage(message, field),
                name + ".", values);
      }
    }
  }
}

}  // namespace

std::string scalar_text(const Message& message, const FieldDescriptor* field, int index) {
  const auto* reflection = message.GetReflection();
  const bool many = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return many ? reflection->GetRepeatedString(message, field, index)
                  : reflection->GetString(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return (many ? reflection->GetRepeatedEnum(message, field, index)
                   : reflection->GetEnum(message, field))
          ->name();
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_UINT64:
      return std::to_string(reflection->GetUInt64(message, field));
    default:
      return {};
  }
}

std::map<std::string, std::string> flat(const Message& message, const std::string& prefix) {
  std::map<std::string, std::string> values;
  flatten(message, prefix, values);
  return values;
}

}  // namespace procured::tools
