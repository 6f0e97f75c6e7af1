#include "support/small_world.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "core/check.h"
#include "core/hash.h"
#include "core/text.h"
#include "stream/topics.h"

namespace procured::testing {
namespace {

using config::YamlNode;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

[[noreturn]] void refuse(const std::string& what) {
  std::fprintf(stderr, "small world: %s\n", what.c_str());
  std::abort();
}

const FieldDescriptor& field_of(const Message& message, const std::string& name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr) refuse(message.GetDescriptor()->name() + " has no field " + name);
  return *field;
}

int enum_number(const FieldDescriptor& field, const std::string& text) {
  const auto* value = field.enum_type()->FindValueByName(text);
  if (value == nullptr) refuse(field.name() + " has no value " + text);
  return value->number();
}

void set_scalar(Message& message, const FieldDescriptor& field, const std::string& text) {
  const auto& reflection = *message.GetReflection();
  const bool add = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return add ? reflection.AddString(&message, &field, text)
                 : reflection.SetString(&message, &field, text);
    case FieldDescriptor::CPPTYPE_ENUM:
      return add ? reflection.AddEnumValue(&message, &field, enum_number(field, text))
                 : reflection.SetEnumValue(&message, &field, enum_number(field, text));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.SetBool(&message, &field, text == "true" || text == "yes");
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.SetUInt32(&message, &field, static_cast<std::uint32_t>(std::stoul(text)));
    case FieldDescriptor::CPPTYPE_UINT64:
      return reflection.SetUInt64(&message, &field, std::stoull(text));
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.SetInt32(&message, &field, std::stoi(text));
    default:
      refuse("the type of " + field.name() + " is not used here");
  }
}

void set_value(Message& message, const FieldDescriptor& field, const YamlNode& value) {
  if (value.is_sequence() && field.is_repeated()) {
    for (const auto& item : value.items) set_value(message, field, item);
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    const auto& reflection = *message.GetReflection();
    fill(field.is_repeated() ? *reflection.AddMessage(&message, &field)
                             : *reflection.MutableMessage(&message, &field),
         value);
  } else {
    set_scalar(message, field, value.scalar);
  }
}

/// What a map says besides the fields of its message.
class Extras {
 public:
  Extras(const YamlNode& map, const std::set<std::string_view>& names) : map_(map) {
    for (const auto& entry : map.entries) {
      if (!names.contains(entry.key.scalar)) rest_.entries.push_back(entry);
    }
    rest_.kind = YamlNode::Kind::kMap;
  }

  std::string text(std::string_view name, std::string otherwise = {}) const {
    const auto* node = map_.find(name);
    return node == nullptr ? std::move(otherwise) : node->scalar;
  }
  std::uint32_t number(std::string_view name, std::uint32_t otherwise) const {
    const auto* node = map_.find(name);
    return node == nullptr ? otherwise : static_cast<std::uint32_t>(std::stoul(node->scalar));
  }
  const YamlNode& rest() const { return rest_; }

 private:
  const YamlNode& map_;
  YamlNode rest_;
};

Event reference_event(const v1::ReferenceRecord& record) {
  auto bytes = record.SerializeAsString();
  auto unique = core::sha256_hex(bytes);  // registers are ordered by position, not by arrival
  return {std::string(stream::kReferenceTopic), std::move(bytes), std::move(unique)};
}

template <class Row>
Row& row_of(v1::ReferenceRecord& record);
template <>
v1::Supplier& row_of(v1::ReferenceRecord& record) {
  return *record.mutable_supplier();
}
template <>
v1::Unit& row_of(v1::ReferenceRecord& record) {
  return *record.mutable_unit();
}
template <>
v1::Agreement& row_of(v1::ReferenceRecord& record) {
  return *record.mutable_agreement();
}
template <>
v1::AgreementItem& row_of(v1::ReferenceRecord& record) {
  return *record.mutable_agreement_item();
}

std::string key_of(const v1::Supplier& row) {
  return core::join_key({"supplier", row.supplier_id(), row.valid_from()});
}
std::string key_of(const v1::Unit& row) {
  return core::join_key({"unit", row.buyer_id(), row.unit_id(), row.valid_from()});
}
std::string key_of(const v1::Agreement& row) {
  return core::join_key(
      {"agreement", row.buyer_id(), row.agreement_id(), row.lot_id(), row.supplier_id()});
}
std::string key_of(const v1::AgreementItem& row) {
  return core::join_key({"agreement_item", row.buyer_id(), row.agreement_id(), row.lot_id(),
                         row.supplier_id(), v1::ItemScheme_Name(row.item_scheme()), row.item_id(),
                         row.valid_from()});
}

template <class Row>
std::set<std::string> copies_for(const Row& row) {
  if constexpr (std::is_same_v<Row, v1::Supplier>) {
    return {""};
  } else {
    std::set<std::string> buyers{row.buyer_id()};
    if constexpr (!std::is_same_v<Row, v1::Unit>) {
      buyers.insert(row.participant_buyers().begin(), row.participant_buyers().end());
    }
    return buyers;
  }
}

template <class Row>
void add_rows(const YamlNode* list, std::vector<Event>& events) {
  if (list == nullptr) return;
  std::map<std::string, std::set<std::string>> named;  // a row goes wherever its key ever went
  std::vector<v1::ReferenceRecord> records;
  for (const auto& map : list->items) {
    const Extras extras(map, {"known_on", "op", "path", "row"});
    v1::ReferenceRecord record;
    auto& row = row_of<Row>(record);
    if constexpr (!std::is_same_v<Row, v1::Supplier>) row.set_buyer_id("B1");
    fill(row, extras.rest());
    record.set_op(extras.text("op") == "DELETE" ? v1::DELETE : v1::UPSERT);
    record.set_known_on(extras.text("known_on"));
    record.set_key(key_of(row));
    record.mutable_position()->set_path(extras.text("path", "register.csv"));
    record.mutable_position()->set_row(
        extras.number("row", static_cast<std::uint32_t>(records.size()) + 2));
    record.mutable_origin()->set_connector("register");
    record.mutable_origin()->set_source_key(record.key());
    named[record.key()].merge(copies_for(row));
    records.push_back(std::move(record));
  }
  for (auto& record : records) {
    for (const auto& buyer : named[record.key()]) {
      record.set_buyer_id(buyer);
      events.push_back(reference_event(record));
    }
  }
}

void add_policy(const YamlNode* map, std::vector<Event>& events) {
  if (map != nullptr && map->is_scalar() && map->scalar == "none") return;
  v1::ReferenceRecord record;
  record.set_op(v1::UPSERT);
  record.set_key("policy");
  record.mutable_policy()->set_revision(1);
  if (map != nullptr) fill(*record.mutable_policy(), *map);
  record.mutable_policy()->set_content_hash(core::sha256_hex(record.policy().SerializeAsString()));
  events.push_back(reference_event(record));
}

void add_document(const YamlNode& map, std::vector<Event>& events) {
  const Extras extras(map, {"buyer", "seller", "source", "connector", "hash", "revision",
                            "precedence", "channel", "op"});
  v1::PurchaseDocument document;
  auto& content = *document.mutable_content();
  content.set_kind(v1::INVOICE);
  content.set_issue_date("2026-03-10");
  content.set_document_currency_code("NOK");
  fill(content, extras.rest());
  if (content.document_currency_code() == "none") content.clear_document_currency_code();
  for (int i = 0; i < content.lines_size(); ++i) {
    auto& line = *content.mutable_lines(i);
    if (line.id().empty()) line.set_id(std::to_string(i + 1));
  }
  auto& identity = *document.mutable_identity();
  identity.set_buyer_id(extras.text("buyer", "B1"));
  identity.set_kind(content.kind());
  identity.set_seller_id(extras.text("seller", "S1"));
  identity.set_document_number(content.id());
  identity.set_issue_year(std::stoi(content.issue_date().substr(0, 4)));
  auto& origin = *document.mutable_origin();
  origin.set_connector(extras.text("connector", "ubl"));
  origin.set_source_key(extras.text("source", v1::DocumentKind_Name(content.kind()) + '/' +
                                                  identity.buyer_id() + '/' + identity.seller_id() +
                                                  '/' + content.id() + '/' + content.issue_date()));
  origin.set_content_hash(
      extras.text("hash", core::sha256_hex(content.SerializeAsString()).substr(0, 16)));
  origin.set_source_revision(extras.text("revision"));
  document.set_connector_precedence(extras.number("precedence", 0));
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  v1::Channel_Parse(extras.text("channel"), &channel);
  document.set_declared_channel(channel);
  document.set_op(extras.text("op") == "DELETE" ? v1::DELETE : v1::UPSERT);
  if (document.op() == v1::DELETE) document.clear_content();
  events.push_back({std::string(stream::kDocumentsTopic), document.SerializeAsString(),
                    origin.connector() + '|' + origin.source_key()});
}

}  // namespace

void fill(Message& message, const YamlNode& map) {
  if (!map.is_map()) refuse("line " + std::to_string(map.line) + " is no map");
  for (const auto& entry : map.entries) {
    set_value(message, field_of(message, entry.key.scalar), entry.value);
  }
}

YamlNode yaml(std::string_view text) {
  auto document = config::YamlDocument::parse(text, "small world");
  if (document.has_error()) refuse(document.error().place + ": " + document.error().detail);
  return document.value().root();
}

std::vector<Event> world(std::string_view text) { return world(yaml(text)); }

std::vector<Event> world(const YamlNode& root) {
  std::vector<Event> events;
  add_policy(root.find("policy"), events);
  add_rows<v1::Supplier>(root.find("suppliers"), events);
  add_rows<v1::Unit>(root.find("units"), events);
  add_rows<v1::Agreement>(root.find("agreements"), events);
  add_rows<v1::AgreementItem>(root.find("items"), events);
  if (const auto* documents = root.find("documents")) {
    for (const auto& map : documents->items) add_document(map, events);
  }
  return events;
}

std::string difference(const Message& actual, const YamlNode& expected) {
  for (const auto& entry : expected.entries) {
    const auto& field = field_of(actual, entry.key.scalar);
    std::unique_ptr<Message> wanted(actual.New());
    const bool absent = entry.value.is_scalar() && entry.value.scalar == "absent";
    if (!absent) set_value(*wanted, field, entry.value);
    google::protobuf::util::MessageDifferencer differencer;
    std::string report;
    differencer.ReportDifferencesToString(&report);
    if (!differencer.CompareWithFields(actual, *wanted, {&field}, {&field})) {
      return "line " + std::to_string(entry.key.line) + ", " + entry.key.scalar + ": " + report;
    }
  }
  return {};
}

std::vector<Event> shuffled(std::vector<Event> events, std::uint64_t seed) {
  std::map<std::string, std::vector<Event>> of_source;
  for (const auto& event : events) of_source[event.order_key].push_back(event);
  std::mt19937_64 random(seed);
  for (std::size_t i = events.size(); i > 1; --i) std::swap(events[i - 1], events[random() % i]);
  std::map<std::string, std::size_t> taken;
  for (auto& event : events) {
    const auto key = event.order_key;
    event = of_source[key][taken[key]++];
  }
  return events;
}

}  // namespace procured::testing
