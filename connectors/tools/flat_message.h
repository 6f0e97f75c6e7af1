#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <string>

namespace procured::tools {

/// The text of a scalar field; of a repeated one that of the item.
std::string scalar_text(const google::protobuf::Message& message,
                        const google::protobuf::FieldDescriptor* field, int index);

/// Every scalar of a message by its path: "lines[2].price_amount" → "12.5". Indices count from 1.
std::map<std::string, std::string> flat(const google::protobuf::Message& message,
                                        const std::string& prefix);

}  // namespace procured::tools
