// Writes what field_accessors.h declares, from a descriptor set:
//
//     field_accessors_generator DESCRIPTORS.pb OUT.cc
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>

namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptorSet;

/// The class of a message, from the namespace of its package: "Line", "Outer_Inner".
std::string class_of(const Descriptor& message) {
  auto name = message.full_name().substr(message.file()->package().size() + 1);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

/// What gives the field's value to write to: "static_cast<Line&>(message).mutable_note()".
std::string value_of(const FieldDescriptor& field) {
  return "static_cast<" + class_of(*field.containing_type()) + "&>(message)." +
         (field.is_repeated() ? "add_" : "mutable_") + field.lowercase_name() + "()";
}

void write_text_setter(const FieldDescriptor& field, std::ostream& out) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return;
  out << "      {\"" << field.full_name() << "\", [](Message& message, std::string_view text) { "
      << value_of(field) << "->assign(text); }},\n";
}

void write_message_maker(const FieldDescriptor& field, std::ostream& out) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
  out << "      {\"" << field.full_name() << "\", [](Message& message) -> Message& { return *"
      << value_of(field) << "; }},\n";
}

using WriteField = void (*)(const FieldDescriptor& field, std::ostream& out);

void write_fields(const Descriptor& message, WriteField write_field, std::ostream& out) {
  for (int i = 0; i < message.field_count(); ++i) {
    if (!message.field(i)->is_map()) write_field(*message.field(i), out);
  }
  for (int i = 0; i < message.nested_type_count(); ++i) {
    if (!message.nested_type(i)->options().map_entry())
      write_fields(*message.nested_type(i), write_field, out);
  }
}

/// A function that finds an accessor among those of all fields.
void write_table(const FileDescriptorSet& files, const DescriptorPool& pool,
                 const std::string& type, const std::string& function, WriteField write_field,
                 std::ostream& out) {
  out << type << ' ' << function << "(const google::protobuf::FieldDescriptor& field) {\n"
      << "  static const std::unordered_map<std::string_view, " << type << "> accessors{\n";
  for (const auto& name : files.file()) {
    const auto& file = *pool.FindFileByName(name.name());
    for (int i = 0; i < file.message_type_count(); ++i)
      write_fields(*file.message_type(i), write_field, out);
  }
  out << "  };\n"
         "  const auto found = accessors.find(field.full_name());\n"
         "  return found == accessors.end() ? nullptr : found->second;\n"
         "}\n\n";
}

void write(const FileDescriptorSet& files, std::ostream& out) {
  DescriptorPool pool;
  for (const auto& file : files.file()) pool.BuildFile(file);
  for (const auto& file : files.file()) {
    auto header = file.name();
    header.replace(header.rfind(".proto"), std::string::npos, ".pb.h");
    out << "#include \"" << header << "\"\n";
  }
  out << "#include \"proto/field_accessors.h\"\n\n"
         "#include <unordered_map>\n\n"
         "namespace procured::v1 {\n\n"
         "using google::protobuf::Message;\n\n";
  write_table(files, pool, "TextSetter", "text_setter", write_text_setter, out);
  write_table(files, pool, "MessageMaker", "message_maker", write_message_maker, out);
  out << "}  // namespace procured::v1\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: field_accessors_generator DESCRIPTORS.pb OUT.cc\n";
    return 64;
  }
  std::ifstream in(argv[1], std::ios::binary);
  FileDescriptorSet files;
  if (!files.ParseFromIstream(&in)) {
    std::cerr << argv[1] << ": no descriptor set\n";
    return 1;
  }
  std::ofstream out(argv[2]);
  write(files, out);
  return out.good() ? 0 : 1;
}
