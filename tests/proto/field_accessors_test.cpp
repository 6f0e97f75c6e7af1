#include "proto/field_accessors.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <vector>

#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

// Goal: every text and every message of documents and reference records has an accessor that fills
// this field and no other. Method: all fields by protobuf's reflection, which they do not use.
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

std::unique_ptr<Message> empty(const Descriptor& type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

/// Says whether this is the one field that is set.
void expect_only(const Message& message, const FieldDescriptor& field) {
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  ASSERT_EQ(set.size(), 1U) << field.full_name();
  EXPECT_EQ(set.front(), &field);
}

/// What reflection sees after the setter was used twice.
void expect_set(const Descriptor& type, const FieldDescriptor& field) {
  const auto setter = text_setter(field);
  ASSERT_NE(setter, nullptr) << field.full_name();
  const auto message = empty(type);
  setter(*message, "first, which is longer than what fits into the string itself");
  setter(*message, "second");
  expect_only(*message, field);
  const auto* reflection = message->GetReflection();
  if (!field.is_repeated()) {
    EXPECT_EQ(reflection->GetString(*message, &field), "second");
    return;
  }
  ASSERT_EQ(reflection->FieldSize(*message, &field), 2) << field.full_name();
  EXPECT_EQ(reflection->GetRepeatedString(*message, &field, 1), "second");
}

/// The same of a maker, which gives the same message again, or another one where it is repeated.
void expect_made(const Descriptor& type, const FieldDescriptor& field) {
  const auto maker = message_maker(field);
  ASSERT_NE(maker, nullptr) << field.full_name();
  const auto message = empty(type);
  const auto* first = &maker(*message);
  const auto* second = &maker(*message);
  expect_only(*message, field);
  const auto* reflection = message->GetReflection();
  if (!field.is_repeated()) {
    EXPECT_EQ(first, second) << field.full_name();
    EXPECT_EQ(&reflection->GetMessage(*message, &field), first) << field.full_name();
    return;
  }
  ASSERT_EQ(reflection->FieldSize(*message, &field), 2) << field.full_name();
  EXPECT_EQ(&reflection->GetRepeatedMessage(*message, &field, 0), first) << field.full_name();
  EXPECT_EQ(&reflection->GetRepeatedMessage(*message, &field, 1), second) << field.full_name();
}

TEST(FieldAccessorsTest, EveryTextIsSetByItsOwn) {
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

TEST(FieldAccessorsTest, EveryMessageIsMadeByItsOwn) {
  int messages = 0;
  for (const auto* type : filled_types()) {
    for (int i = 0; i < type->field_count(); ++i) {
      const auto& field = *type->field(i);
      if (field.message_type() == nullptr || field.is_map()) continue;
      ++messages;
      expect_made(*type, field);
    }
  }
  EXPECT_GT(messages, 30);  // else no type was looked at
}

TEST(FieldAccessorsTest, WhatIsNeitherHasNone) {
  EXPECT_EQ(message_maker(*DocumentContent::descriptor()->FindFieldByName("kind")), nullptr);
  EXPECT_EQ(message_maker(*DocumentContent::descriptor()->FindFieldByName("notes")), nullptr);
  EXPECT_EQ(text_setter(*DocumentContent::descriptor()->FindFieldByName("lines")), nullptr);
  EXPECT_EQ(text_setter(*DocumentContent::descriptor()->FindFieldByName("kind")), nullptr);
}

}  // namespace
}  // namespace procured::v1
