#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/decoding/message_writer.h"
#include "connectors/program/program.h"
#include "connectors/reader/tree.h"
#include "core/result.h"

namespace procured::mapping {

/// One text of the source offered to one field.
struct Offer {
  const Leaf& leaf;
  std::string_view place;  ///< Path in the source, or row and column.
  std::string_view text;   ///< As the source writes it, trimmed.
  const ValueSteps& steps;
  MessageWriter::Outcome outcome = MessageWriter::Outcome::kSet;
  std::string_view problem;  ///< Of kInvalid: what to tell a person.
  std::string_view value;    ///< Of kSet: what the contract holds now.
};

/// Hears from the decoding itself how it goes from a source to its documents. Without one decoding
/// does nothing for it but look whether there is one. What is handed over lives for the call; the
/// program and the tree live until the next document starts. @thread that of the decoding
class Trace {
 public:
  Trace() = default;
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;
  Trace(Trace&&) = delete;
  Trace& operator=(Trace&&) = delete;
  virtual ~Trace() = default;

  virtual void document_started(const Program& /*program*/, const reader::Tree& /*tree*/,
                                reader::NodeId /*root*/) {}
  virtual void row_started(const Program& /*program*/, const std::vector<std::string>& /*header*/,
                           std::uint64_t /*line*/) {}
  /// Ends what has started last; without an error it is complete.
  virtual void ended(const core::Error* /*error*/) {}

  /// The mapping of a state applies to an element.
  virtual void entered(std::uint32_t /*state*/, reader::NodeId /*node*/) {}
  /// An element is none of a variant's, because of one predicate.
  virtual void passed_over(const Variant& /*variant*/, const Predicate& /*failed*/,
                           reader::NodeId /*node*/) {}
  /// A second element of what is single.
  virtual void second(std::uint32_t /*state*/, reader::NodeId /*node*/) {}
  /// A text, an attribute or a cell for which the mapping knows a use.
  virtual void used(const Use& /*use*/) {}
  virtual void offered(const Offer& /*offer*/) {}
  /// A field gets a value that no text of the source states.
  virtual void filled(Number /*field*/, std::string_view /*value*/) {}
  virtual void group_started(Number /*slot*/) {}
  virtual void group_ended(Number /*slot*/) {}
  /// Of a record: its element was read; what follows is looked up elsewhere.
  virtual void group_read(Number /*slot*/) {}
  /// The same element starts another record, with what was read of it.
  virtual void group_repeated(Number /*slot*/) {}
};

}  // namespace procured::mapping
