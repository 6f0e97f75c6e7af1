#include "proto/text_setters.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <vector>

#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

// Goal: every text of documents and reference records has a setter that sets this field and no
// other. Method: all fields by protobuf's reflection, which the setters do not use.
namespace procured::v1 {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

/// The types of a message and of all within it.
void add_types(const Descriptor* type, std::set<const Descriptor*>& types) {
  if (!types.insert(type).second) return;
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    if (field->message_type() != nullptr && !field->is_map())
      add_types(field->message_type(), types);
  }
}

std::set<const Descriptor*> filled_types() {
  std::set<const Descriptor*> types;
  for (const auto* type : {DocumentContent::descriptor(), Persons::descriptor(),
                           Places::descriptor(), ReferenceRecord::descriptor()})
    add_types(type, types);
  return types;
}

bool is_text(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field.is_map();
}

/// What reflection sees after the setter was used twice.
void expect_set(const Descriptor& type, const FieldDescriptor& field) {
  const auto setter = text_setter(field);
  ASSERT_NE(setter, nullptr) << field.full_name();
  const std::unique_ptr<Message> message(
      MessageFactory::generated_factory()->GetPrototype(&type)->New());
  setter(*message, "first, which is longer than what fits into the string itself");
  setter(*message, "second");
  const auto* reflection = message->GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection->ListFields(*message, &set);
  ASSERT_EQ(set.size(), 1U) << field.full_name();
  EXPECT_EQ(set.front(), &field);
  if (!field.is_repeated()) {
    EXPECT_EQ(reflection->GetString(*message, &field), "second");
    return;
  }
  ASSERT_EQ(reflection->FieldSize(*message, &field), 2) << field.full_name();
  EXPECT_EQ(reflection->GetRepeatedString(*message, &field, 1), "second");
}

TEST(TextSettersTest, EveryTextIsSetByItsOwn) {
  int texts = 0;
  for (const auto* type : filled_types()) {
    for (int i = 0; i < type->field_count(); ++i) {
      if (!is_text(*type->field(i))) continue;
      ++texts;
      expect_set(*type, *type->field(i));
    }
  }
  EXPECT_GT(texts, 200);  // else no type was looked at
}

TEST(TextSettersTest, WhatIsNoTextHasNone) {
  EXPECT_EQ(text_setter(*DocumentContent::descriptor()->FindFieldByName("lines")), nullptr);
  EXPECT_EQ(text_setter(*DocumentContent::descriptor()->FindFieldByName("kind")), nullptr);
}

}  // namespace
}  // namespace procured::v1
