#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string_view>

namespace procured::v1 {

/// Sets a text field of the message that has it, or adds to it where it is repeated, through the
/// generated accessor: protobuf's reflection takes several times as long. @pre the message
/// is of the field's type
using TextSetter = void (*)(google::protobuf::Message& message, std::string_view text);

/// Of a string or bytes field of documents and reference records; nullptr: it is none. Written by
/// text_setters_generator from the contract. @thread any
TextSetter text_setter(const google::protobuf::FieldDescriptor& field);

}  // namespace procured::v1
