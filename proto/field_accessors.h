#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string_view>

namespace procured::v1 {

// Fields of documents and reference records by their descriptors, through the generated accessors:
// protobuf's reflection takes several times as long. Written by field_accessors_generator from the
// contract. @thread any

/// Sets a text field of the message that has it, or adds to it where it is repeated. @pre the
/// message is of the field's type
using TextSetter = void (*)(google::protobuf::Message& message, std::string_view text);
/// Of a string or bytes field; nullptr: it is none.
TextSetter text_setter(const google::protobuf::FieldDescriptor& field);

/// The message that a field holds, made where there is none yet; of a repeated field a new one.
/// @pre `message` is of the field's type
using MessageMaker = google::protobuf::Message& (*)(google::protobuf::Message& message);
/// Of a field that holds messages; nullptr: it does not.
MessageMaker message_maker(const google::protobuf::FieldDescriptor& field);

}  // namespace procured::v1
