#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/decoding/trace.h"
#include "connectors/language/compiler.h"
#include "connectors/tools/explanation.h"
#include "connectors/tools/state_ways.h"

namespace procured::tools {

/// Listens to a decoding and notes what concerns the fields that are selected. What it notes of one
/// document it turns into attempts when the group of the field ends, while the tree is there.
class ExplanationTrace : public mapping::Trace {
 public:
  ExplanationTrace(const mapping::Names& names, const FieldSelector& selector)
      : names_(names), selector_(selector) {}

  std::vector<ExplainedDocument> take() { return std::move(documents_); }

  void document_started(const mapping::Program& program, const reader::Tree& tree,
                        reader::NodeId root) override;
  void row_started(const mapping::Program& program, const std::vector<std::string>& header,
                   std::uint64_t line) override;
  void ended(const core::Error* error) override;
  void entered(std::uint32_t state, reader::NodeId node) override;
  void passed_over(const mapping::Variant& variant, const mapping::Predicate& failed,
                   reader::NodeId node) override;
  void second(std::uint32_t state, reader::NodeId node) override;
  void offered(const mapping::Offer& offer) override;
  void filled(mapping::Number field, std::string_view value) override;
  void group_started(mapping::Number slot) override;
  void group_ended(mapping::Number slot) override;
  void group_read(mapping::Number slot) override;
  void group_repeated(mapping::Number slot) override;

 private:
  /// What happened to an element on the way to a field.
  struct Event {
    enum class Kind { kEntered, kPassedOver, kSecond };
    Kind kind = Kind::kEntered;
    std::uint32_t state = 0;
    reader::NodeId node = 0;
    std::string detail = {};
  };
  struct Offered {
    mapping::Number field = 0;
    mapping::Number rule = 0;
    std::uint8_t rank = 0;
    Attempt attempt;
    mapping::MessageWriter::Outcome outcome = mapping::MessageWriter::Outcome::kSet;
  };
  struct Filled {
    mapping::Number field = 0;
    std::string value;
  };
  /// A field in one message of its group, and what was noted before that message began.
  struct Instance {
    mapping::Number field = 0;
    mapping::Number group = 0;
    std::string label;
    std::size_t events = 0, offers = 0, fills = 0;
  };

  /// What was noted of a record when its element ended: the next of this element starts with it.
  struct Read {
    std::size_t events = 0, offers = 0, fills = 0;
    std::vector<Instance> instances;
  };

  void start(const mapping::Program& program, std::string place);
  void choose_targets();
  bool names_match(mapping::Number field) const;
  bool indices_match(mapping::Number field) const;
  std::string label_of(mapping::Number field) const;
  void open_instances(mapping::Number group);
  void close_instances(mapping::Number group);
  void missing_groups();
  ExplainedField explained(const Instance& instance) const;
  void statement(const mapping::Statement& statement, const Instance& instance,
                 ExplainedField& field) const;
  bool read_attempts(const mapping::Statement& statement, const Instance& instance,
                     ExplainedField& field) const;
  std::string why_nothing(const mapping::Statement& statement, std::size_t since) const;
  std::string why_not_entered(std::uint32_t state, std::uint32_t above, reader::NodeId node,
                              std::size_t since) const;

  const mapping::Names& names_;
  const FieldSelector& selector_;
  const mapping::Program* program_ = nullptr;
  const reader::Tree* tree_ = nullptr;
  const std::vector<std::string>* header_ = nullptr;
  reader::NodeId root_ = 0;
  std::vector<Way> ways_;
  std::vector<char> concerns_;  // by state: on the way to a target, or beside it
  std::vector<mapping::Number> targets_;
  std::vector<unsigned> indices_;  // by slot: which of its messages
  std::vector<Instance> open_;
  Read read_;
  std::vector<Event> events_;
  std::vector<Offered> offers_;
  std::vector<Filled> fills_;
  std::vector<ExplainedDocument> documents_;
};

}  // namespace procured::tools
