// Writes what text_setters.h declares, from a descriptor set:
//
//     text_setters_generator DESCRIPTORS.pb OUT.cc
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

void write_message(const Descriptor& message, std::ostream& out) {
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& field = *message.field(i);
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING || field.is_map()) continue;
    out << "      {\"" << field.full_name()
        << "\", [](Message& message, std::string_view text) { static_cast<" << class_of(message)
        << "&>(message)." << (field.is_repeated() ? "add_" : "mutable_") << field.lowercase_name()
        << "()->assign(text); }},\n";
  }
  for (int i = 0; i < message.nested_type_count(); ++i) {
    if (!message.nested_type(i)->options().map_entry()) write_message(*message.nested_type(i), out);
  }
}

void write(const FileDescriptorSet& files, std::ostream& out) {
  DescriptorPool pool;
  for (const auto& file : files.file()) pool.BuildFile(file);
  for (const auto& file : files.file()) {
    auto header = file.name();
    header.replace(header.rfind(".proto"), std::string::npos, ".pb.h");
    out << "#include \"" << header << "\"\n";
  }
  out << "#include \"proto/text_setters.h\"\n\n"
         "#include <unordered_map>\n\n"
         "namespace procured::v1 {\n\n"
         "using google::protobuf::Message;\n\n"
         "TextSetter text_setter(const google::protobuf::FieldDescriptor& field) {\n"
         "  static const std::unordered_map<std::string_view, TextSetter> setters{\n";
  for (const auto& name : files.file()) {
    const auto& file = *pool.FindFileByName(name.name());
    for (int i = 0; i < file.message_type_count(); ++i) write_message(*file.message_type(i), out);
  }
  out << "  };\n"
         "  const auto found = setters.find(field.full_name());\n"
         "  return found == setters.end() ? nullptr : found->second;\n"
         "}\n\n"
         "}  // namespace procured::v1\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: text_setters_generator DESCRIPTORS.pb OUT.cc\n";
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
