#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/decoding/memory_budget.h"
#include "connectors/program/program.h"

namespace procured::mapping {

/// What a site decides about values.
struct ValueContext {
  std::string_view default_currency;
  std::string_view default_buyer;
  std::string_view default_seller;
  char decimal_point = '.';
};

/// Fills the messages of one document or row: knows which message each slot is at the moment, which
/// fields have a value and from which path. Keeps its memory between documents. @thread one at a
/// time.
class MessageWriter {
 public:
  enum class Outcome { kSet, kSuperseded, kRepeated, kInvalid };

  void start(const Program& program, google::protobuf::Message& content,
             google::protobuf::Message& beside, const ValueContext& context,
             MemoryBudget* memory = nullptr);

  /// `text` is trimmed and not empty; `bytes` is its length in the source.
  Outcome set(const Leaf& leaf, std::string_view text, std::uint64_t bytes);
  /// Sets what nearly all fields are: a text or number by itself that has no value yet. False where
  /// it is more than that, or none; then set says what becomes of it. @pre the text is whole, and
  /// nobody notes steps
  bool set_simply(const Leaf& leaf, std::string_view text);
  /// Why the last set was kInvalid.
  const ValueProblem& problem() const { return problem_; }

  /// A single message stands at an element that starts.
  void note_standing(const Standing& standing);
  void enter_group(Number slot);
  /// Starts a record, which is a message of its own.
  void enter_record(Number slot, google::protobuf::Message& record);
  /// Turns to another message of the same record: a copy of what it had when `ranks_of` was asked.
  void turn_to(const RecordRule& rule, google::protobuf::Message& copy,
               const std::vector<std::uint8_t>& ranks);
  /// Which fields of a group have a value, and from which of their paths.
  std::vector<std::uint8_t> ranks_of(Number slot) const;
  /// Fills in the defaults of the group's fields (kContentSlot: the document's) that have no value;
  /// `filled`, where given, grows by them.
  void apply_fallbacks(Number group, std::vector<Number>* filled = nullptr);
  bool fulfils(const Requirement& requirement) const;

  /// True when a text of this path comes too late: one of as good a path was taken.
  bool outranks(const Leaf& leaf) const { return ranks_[leaf.field] <= leaf.rank; }
  bool has_value(Number field) const { return ranks_[field] != kUnset; }
  /// Where a field's value was read; kNothing: it has none, or from no place of the document.
  Number place(Number field) const { return places_[field]; }
  bool has_message(Number slot) const { return messages_[slot] != nullptr; }
  /// Where a single message was read; kNothing: at none of the elements where it may stand.
  Number standing(Number slot) const { return standing_[slot]; }
  /// The text of a singular string field.
  std::string text(Number field) const;
  /// For a person: the field's value, the last one of several.
  std::string shown(Number field) const;
  /// Where the steps of what is set from now on are noted; nullptr: nowhere.
  void note_steps(ValueSteps* steps) { steps_ = steps; }

 private:
  static constexpr std::uint8_t kUnset = 0xFF;

  google::protobuf::Message& message(Number slot) {
    return messages_[slot] != nullptr ? *messages_[slot] : add_message(slot);
  }
  google::protobuf::Message& add_message(Number slot);
  void set_message(Number slot, google::protobuf::Message& message);
  void forget_fields(const Slot& slot);
  Outcome append(const Field& field, std::string_view text);
  bool write(const Field& field, std::string_view text, std::uint64_t bytes);
  bool write_one(const Field& field, std::string_view text);
  bool write_enum(const Field& field, std::string_view text);
  std::string line_net_of(const Field& field) const;
  std::string_view fallback_of(const Field& field);

  const Program* program_ = nullptr;
  ValueContext context_;
  MemoryBudget* memory_ = nullptr;  // none: of rows, which are counted
  std::vector<google::protobuf::Message*> messages_;
  std::vector<Number> standing_;  // by slot
  std::vector<std::uint8_t> ranks_;
  std::vector<Number> places_;
  ValueProblem problem_;
  ValueSteps* steps_ = nullptr;
  std::string derived_;
  std::string value_;  // of one field, on its way into it
};

inline bool MessageWriter::set_simply(const Leaf& leaf, std::string_view text) {
  const auto& field = program_->fields[leaf.rule == kNothing ? leaf.field : leaf.rule];
  auto& rank = ranks_[leaf.field];
  if (field.simple == SimpleKind::kNone || rank != kUnset) return false;
  if (field.simple != SimpleKind::kText) {
    const auto number = canonical_number(text, context_.decimal_point,
                                         field.simple == SimpleKind::kNegated, value_);
    if (!number) return false;
    text = *number;
  }
  if (memory_ != nullptr) memory_->take(MemoryBudget::kValue + text.size());
  field.set_text(message(field.slot), text);
  places_[leaf.field] = leaf.path;
  rank = leaf.rank;
  return true;
}

}  // namespace procured::mapping
