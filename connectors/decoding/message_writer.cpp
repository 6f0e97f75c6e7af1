#include "connectors/decoding/message_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/decoding/line_net.h"
#include "connectors/program/reasons.h"
#include "core/text.h"
#include "procured/v1/document.pb.h"

namespace procured::mapping {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

// As of one text; each that is joined copies those before it.
constexpr std::size_t kJoinedBytesMax = 64 * 1024;

}  // namespace

void MessageWriter::start(const Program& program, Message& content, Message& beside,
                          const ValueContext& context, MemoryBudget* memory) {
  memory_ = memory;
  program_ = &program;
  context_ = context;
  messages_.assign(program.slots.size(), nullptr);
  standing_.assign(program.slots.size(), kNothing);
  set_message(kContentSlot, content);
  set_message(kBesideSlot, beside);
  ranks_.assign(program.fields.size(), kUnset);
  places_.assign(program.fields.size(), kNothing);
}

void MessageWriter::set_message(Number slot, Message& message) {
  if (memory_ != nullptr) memory_->take(MemoryBudget::kMessage);
  messages_[slot] = &message;
}

Message& MessageWriter::add_message(Number number) {
  const auto& slot = program_->slots[number];
  set_message(number, slot.make(message(slot.parent)));
  return *messages_[number];
}

/// Of several elements the one counts that the message is read from: an empty one makes none.
void MessageWriter::note_standing(const Standing& standing) {
  auto& known = standing_[standing.slot];
  if (messages_[standing.slot] == nullptr || known == kNothing) known = standing.path;
}

void MessageWriter::forget_fields(const Slot& slot) {
  for (const auto [first, end] : slot.fields) {
    std::fill(ranks_.begin() + first, ranks_.begin() + end, kUnset);
    std::fill(places_.begin() + first, places_.begin() + end, kNothing);
  }
}

void MessageWriter::enter_group(Number number) {
  const auto& slot = program_->slots[number];
  set_message(number, slot.make(message(slot.parent)));
  for (const auto below : slot.slots) {
    messages_[below] = nullptr;
    standing_[below] = kNothing;
  }
  forget_fields(slot);
}

void MessageWriter::enter_record(Number number, Message& record) {
  const auto& slot = program_->slots[number];
  set_message(number, record);
  for (const auto below : slot.slots) messages_[below] = nullptr;
  forget_fields(slot);
}

void MessageWriter::turn_to(const RecordRule& rule, Message& copy,
                            const std::vector<std::uint8_t>& ranks) {
  set_message(rule.slot, copy);
  set_message(rule.content, program_->slots[rule.content].make(copy));
  auto from = ranks.begin();
  for (const auto [first, end] : program_->slots[rule.slot].fields) {
    std::copy(from, from + (end - first), ranks_.begin() + first);
    from += end - first;
  }
}

std::vector<std::uint8_t> MessageWriter::ranks_of(Number number) const {
  const auto& slot = program_->slots[number];
  std::vector<std::uint8_t> ranks;
  for (const auto [first, end] : slot.fields)
    ranks.insert(ranks.end(), ranks_.begin() + first, ranks_.begin() + end);
  return ranks;
}

MessageWriter::Outcome MessageWriter::set(const Leaf& leaf, std::string_view text,
                                          std::uint64_t bytes) {
  const auto& field = program_->fields[leaf.rule == kNothing ? leaf.field : leaf.rule];
  if (field.has_parts && bytes == text.size()) {
    text = relevant_part(field.rule, text, steps_);
    if (text.empty()) return Outcome::kSuperseded;
    bytes = text.size();
  }
  auto& rank = ranks_[leaf.field];
  if (rank != kUnset && !field.is_repeated) {
    if (rank == leaf.rank && !field.rule.join.empty()) return append(field, text);
    if (rank == leaf.rank) return Outcome::kRepeated;
    if (rank < leaf.rank) return Outcome::kSuperseded;
  }
  if (memory_ != nullptr) memory_->take(MemoryBudget::kValue + text.size());
  if (!write(field, text, bytes)) return Outcome::kInvalid;
  if (rank == kUnset || leaf.rank < rank) places_[leaf.field] = leaf.path;
  rank = std::min(rank, leaf.rank);
  return Outcome::kSet;
}

MessageWriter::Outcome MessageWriter::append(const Field& field, std::string_view text) {
  auto& target = message(field.slot);
  auto joined = target.GetReflection()->GetString(target, field.descriptor);
  if (joined.size() + text.size() > kJoinedBytesMax) {
    problem_ = {reason::kTooLarge,
                fmt::format("texts of more than {} bytes together", kJoinedBytesMax)};
    return Outcome::kInvalid;
  }
  joined += field.rule.join;
  joined += text;
  if (steps_ != nullptr)
    steps_->push_back({fmt::format("joined to the value with '{}'", field.rule.join), joined});
  field.set_text(target, joined);
  return Outcome::kSet;
}

bool MessageWriter::write(const Field& field, std::string_view text, std::uint64_t bytes) {
  if (field.rule.type == ValueType::kBytes) {
    auto& target = message(field.slot);
    target.GetReflection()->SetUInt64(&target, field.descriptor, bytes);
    if (steps_ != nullptr)
      steps_->push_back({"length; the text is not kept", std::to_string(bytes)});
    return true;
  }
  if (bytes != text.size()) {
    problem_ = {reason::kTooLarge, fmt::format("a text of {} bytes", bytes)};
    return false;
  }
  if (field.rule.separator == '\0') return write_one(field, text);
  for (const auto value : core::split_values(text, field.rule.separator)) {
    if (steps_ != nullptr)
      steps_->push_back({fmt::format("split at '{}'", field.rule.separator), std::string(value)});
    if (!write_one(field, value)) return false;
  }
  return true;
}

bool MessageWriter::write_one(const Field& field, std::string_view text) {
  auto& target = message(field.slot);
  if (field.rule.type == ValueType::kBoolean) {
    if (!field.rule.table.empty()) {
      problem_ = convert_text(field.rule, text, context_.decimal_point, value_, steps_);
      if (!problem_.reason.empty()) return false;
      text = value_;
    }
    bool value = false;
    problem_ = convert_boolean(text, value);
    if (!problem_.reason.empty()) return false;
    target.GetReflection()->SetBool(&target, field.descriptor, value);
    return true;
  }
  if (field.rule.type == ValueType::kEnum) return write_enum(field, text);
  if (field.rule.type == ValueType::kText && field.rule.table.empty()) {
    value_.assign(text);
  } else {
    auto problem = convert_text(field.rule, text, context_.decimal_point, value_, steps_);
    if (!problem.reason.empty()) {
      problem_ = std::move(problem);
      return false;
    }
  }
  if (field.rule.type == ValueType::kText) value_.insert(0, field.rule.prefix);
  field.set_text(target, value_);
  return true;
}

bool MessageWriter::write_enum(const Field& field, std::string_view text) {
  std::string word(text);
  if (!field.rule.table.empty()) {
    problem_ = convert_text(field.rule, text, context_.decimal_point, word, steps_);
    if (!problem_.reason.empty()) return false;
  }
  const auto* type = field.descriptor->enum_type();
  const auto* value = type->FindValueByName(core::to_upper(word));
  if (value == nullptr || value->number() == 0) {
    std::string known;
    for (int i = 1; i < type->value_count(); ++i)
      known += (i == 1 ? "" : ", ") + type->value(i)->name();
    problem_ = {reason::kInvalidValue,
                fmt::format("'{}' is none of {}", text.substr(0, 64), known)};
    return false;
  }
  auto& target = message(field.slot);
  if (field.is_repeated) {
    target.GetReflection()->AddEnum(&target, field.descriptor, value);
  } else {
    target.GetReflection()->SetEnum(&target, field.descriptor, value);
  }
  return true;
}

std::string MessageWriter::line_net_of(const Field& field) const {
  const auto* line = google::protobuf::DynamicCastToGenerated<v1::Line>(messages_[field.slot]);
  const auto* content =
      google::protobuf::DynamicCastToGenerated<v1::DocumentContent>(messages_[kContentSlot]);
  if (line == nullptr || content == nullptr) return {};
  const auto& stated = content->document_currency_code();
  return line_net(*line, stated.empty() ? context_.default_currency : std::string_view(stated));
}

std::string_view MessageWriter::fallback_of(const Field& field) {
  switch (field.fallback_of_site) {
    case SiteDefault::kCurrency:
      return context_.default_currency;
    case SiteDefault::kBuyer:
      return context_.default_buyer;
    case SiteDefault::kSeller:
      return context_.default_seller;
    case SiteDefault::kLineNet:
      derived_ = line_net_of(field);
      return derived_;
    case SiteDefault::kNone:
      break;
  }
  return field.fallback;
}

void MessageWriter::apply_fallbacks(Number group, std::vector<Number>* filled) {
  for (const auto& fallback : program_->fallbacks) {
    const auto& field = program_->fields[fallback.field];
    if (fallback.group != group || (ranks_[fallback.field] != kUnset && !field.default_wins))
      continue;
    const auto value = fallback_of(field);
    if (value.empty() || !write_one(field, value)) continue;
    ranks_[fallback.field] = 0;
    places_[fallback.field] = kNothing;
    if (filled != nullptr) filled->push_back(fallback.field);
  }
}

bool MessageWriter::fulfils(const Requirement& requirement) const {
  return std::any_of(requirement.fields.begin(), requirement.fields.end(),
                     [&](Number f) { return has_value(f); }) ||
         std::any_of(requirement.slots.begin(), requirement.slots.end(),
                     [&](Number s) { return has_message(s); });
}

std::string MessageWriter::text(Number number) const {
  const auto& field = program_->fields[number];
  const auto* target = messages_[field.slot];
  return target == nullptr ? std::string()
                           : target->GetReflection()->GetString(*target, field.descriptor);
}

std::string MessageWriter::shown(Number number) const {
  const auto& field = program_->fields[number];
  const auto* target = messages_[field.slot];
  if (target == nullptr) return {};
  const auto* reflection = target->GetReflection();
  const auto* descriptor = field.descriptor;
  const int last = descriptor->is_repeated() ? reflection->FieldSize(*target, descriptor) - 1 : 0;
  if (last < 0) return {};
  switch (descriptor->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(*target, descriptor) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return (descriptor->is_repeated() ? reflection->GetRepeatedEnum(*target, descriptor, last)
                                        : reflection->GetEnum(*target, descriptor))
          ->name();
    case FieldDescriptor::CPPTYPE_UINT64:
      return std::to_string(reflection->GetUInt64(*target, descriptor));
    default:
      return descriptor->is_repeated() ? reflection->GetRepeatedString(*target, descriptor, last)
                                       : reflection->GetString(*target, descriptor);
  }
}

}  // namespace procured::mapping
