#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/decoding/message_writer.h"
#include "connectors/decoding/trace.h"
#include "connectors/decoding/tree_lookup.h"
#include "connectors/program/program.h"
#include "connectors/reader/tree.h"
#include "core/result.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

namespace procured::mapping {

/// Element texts and attributes that are not empty, from the element down.
std::uint64_t count_leaves(const reader::Tree& tree, reader::NodeId element);

/// What became of the leaves of one document: element texts and attributes that are not empty.
struct LeafReport {
  struct Leaf {
    reader::NodeId node = 0;
    std::string path;
    std::string value;
  };
  std::uint64_t mapped = 0;
  std::uint64_t ignored = 0;
  std::vector<Leaf> unmapped;
};

struct DocumentSource {
  const reader::Tree& tree;
  reader::NodeId root = 0;  ///< The document's element.
  reader::NodeId top = 0;   ///< Where paths from "/" start: that, or the root of the file.
};

struct DocumentTarget {
  v1::DocumentContent* content = nullptr;
  v1::Persons* persons = nullptr;
  v1::Places* places = nullptr;
};

/// A record that an element of a tree made, or why it did not.
struct MappedRecord {
  Number rule = 0;  ///< Of Program::records.
  reader::NodeId element = 0;
  v1::ReferenceRecord record;
  std::optional<core::Error> error;
};

/// Maps one document in one walk over its tree. Keeps its memory between documents. @thread one at
/// a time.
class TreeMapper {
 public:
  /// Before the first document of another tree: what its records may look at is counted anew.
  void start_file() {
    look_ups_.clear();
    steps_left_ = kStepsMax;
  }

  /// `target` is empty, or cleared. @errors kBadDocument, see reasons.h; place is a path in the
  /// document
  core::Result<void> run(const Program& program, const DocumentSource& source,
                         const ValueContext& context, const DocumentTarget& target,
                         LeafReport* report, MemoryBudget& memory, Trace* trace = nullptr);
  /// The same with a register: `records` in the order in which their elements start. What is wrong
  /// with one of them is its own error. @errors as run
  core::Result<void> run_register(const Program& program, const DocumentSource& source,
                                  const ValueContext& context, std::deque<MappedRecord>& records,
                                  LeafReport* report, MemoryBudget& memory, Trace* trace = nullptr);

 private:
  /// What the look-ups of one file may look at: far more than any register needs, and done in a
  /// second.
  static constexpr std::uint64_t kStepsMax = 200'000'000;
  static constexpr std::size_t kRecordsMax = 200'000;

  std::uint32_t number_of(const State& state) const {
    return static_cast<std::uint32_t>(&state - program_->states.data());
  }
  LookupScope scope_at(reader::NodeId node) { return {*tree_, top_, node, named_, steps_left_}; }
  core::Result<void> walk(const DocumentSource& source);
  void element(reader::NodeId node, const State& state);
  void child(reader::NodeId node, const State& state, const Transition* transition);
  void plain_child(reader::NodeId node, const State& state);
  void attribute(reader::NodeId node, const State& state);
  void use(const Use& use, reader::NodeId node);
  void feed(const Use& use, reader::NodeId node);
  std::optional<MessageWriter::Outcome> set(const Leaf& leaf, reader::NodeId node,
                                            reader::NodeId group);
  void apply_fallbacks(Number group);
  bool apply(const Use& use, reader::NodeId node);
  void check_currency(reader::NodeId node);
  bool is_second(const State& state) const;
  const Variant* variant_of(const Edge& edge, reader::NodeId node);
  const Variant* tried_variant(const Edge& edge, reader::NodeId node);
  const Variant* first_of(const Selection::Left& left, const Edge& edge, reader::NodeId node);
  bool all_hold(const Variant& variant, reader::NodeId node);
  bool holds(const Predicate& predicate, reader::NodeId node);
  const std::string_view* text_of(const SimplePath& path, reader::NodeId node);
  const std::string_view* text_elsewhere(const SimplePath& path, reader::NodeId node);
  void skip(reader::NodeId node, bool ignored);
  void read_outside(Number group, reader::NodeId node);
  void look_up(NumberRange ways, const LookupScope& scope, reader::NodeId node);
  void look_up_all(const Outside& outside, const LookupScope& scope, reader::NodeId node);
  reader::NodeId first_text_at(Number number, const LookupScope& scope);
  reader::NodeId look_for_text(const Lookup& path, const LookupScope& scope) const;
  void settle_report();

  void enter_record(Number slot, reader::NodeId node);
  void leave_record(Number slot, reader::NodeId node);
  void name_elements(const RecordRule& rule, std::size_t next);
  void finish_record(const RecordRule& rule);
  MappedRecord* record_of(Number slot);
  std::optional<core::Error> missing_in_record(Number slot, const MappedRecord& open);

  void enter_groups(reader::NodeId node, const State& state, std::uint32_t index);
  void leave_groups(reader::NodeId node, const State& state);
  void record_places(Number owner, google::protobuf::RepeatedField<std::uint32_t>& places);
  std::uint32_t dictionary_index(Number path);
  void append_group_path(const State& state, std::size_t group, std::uint32_t index, bool in_line,
                         std::string& path);
  void check_requirements(Number group, reader::NodeId node);
  void finish(reader::NodeId root);
  void fail(std::string_view reason, std::string detail, reader::NodeId node);
  void fail_field(Number field, reader::NodeId node);
  void unmapped(reader::NodeId node);

  static constexpr std::uint32_t kNoIndex = 0xFFFFFFFF;

  const Program* program_ = nullptr;
  const reader::Tree* tree_ = nullptr;
  DocumentTarget target_;
  LeafReport* report_ = nullptr;
  Trace* trace_ = nullptr;
  bool is_watched_ = false;  // by either
  ValueSteps steps_;
  reader::NodeId top_ = 0;
  std::string document_path_;
  MemoryBudget* memory_ = nullptr;
  /// What paths led to that start at the root or at an element around: many elements look there.
  struct Found {
    const SimplePath* path = nullptr;
    reader::NodeId from = 0;
    const std::string_view* text = nullptr;
  };
  std::vector<Found> found_;
  /// The first text that an Outside of the program found, and where it was looked for from.
  struct FirstText {
    reader::NodeId from = reader::kNoNode;  // where there is nothing
    reader::NodeId node = reader::kNoNode;  // there is none
  };
  std::vector<FirstText> first_texts_;  // by number
  std::vector<reader::NodeId> starts_;  // of the group that ends, by number
  /// What the predicates of one edge look at from one element, as far as they did.
  struct Look {
    std::uint64_t turn = 0;  // of the element and edge it is known for
    const std::string_view* text = nullptr;
    reader::NameEnds ends;  // of the text
  };
  const Look& look_at(const SimplePath& path, Number number, reader::NodeId node);
  const Look& look_anew(const SimplePath& path, Number number, reader::NodeId node);
  std::uint64_t turn_ = 0;
  std::vector<Look> looks_;
  MessageWriter writer_;
  LookUps look_ups_;
  std::vector<std::uint32_t> counters_;
  std::vector<std::uint32_t> dictionary_;
  std::string_view currency_;
  reader::NodeId currency_node_ = 0;
  std::optional<core::Error> error_;
  std::optional<core::Error> missing_in_group_;
  std::uint64_t steps_left_ = kStepsMax;
  std::vector<reader::NodeId> looked_up_;  // when there is a report
  // Of the records of a register.
  std::deque<MappedRecord>* records_ = nullptr;
  std::vector<MappedRecord*> open_;    // by rule
  std::vector<reader::NodeId> named_;  // of the record that ends
  MappedRecord unfinished_;            // it, before what is looked up
  std::vector<std::uint8_t> ranks_;    // the same of its fields
  bool is_first_ = true;               // of the records that this element makes
  v1::ReferenceRecord outside_;        // what a register has outside its records: nothing
};

}  // namespace procured::mapping
