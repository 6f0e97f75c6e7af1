#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/decoding/decoded.h"
#include "connectors/decoding/memory_budget.h"
#include "connectors/decoding/tree_mapper.h"
#include "connectors/program/compilation.h"
#include "connectors/reader/tree.h"
#include "core/hash.h"

namespace procured::mapping {

/// What the documents of one file have in common.
struct FileContext {
  const Compilation& compilation;
  const ConnectorSettings& settings;
  const TakePart& take;
  FileSummary& summary;
  MemoryBudget& memory;  ///< For what comes of the file.
  Syntax syntax = Syntax::kXml;
  char decimal_mark = '.';
  bool report = false;
  bool has_doctype = false;  ///< One that only names files.
  Trace* trace = nullptr;    ///< Hears how documents are mapped.
};

/// Hands over one part with an error for the whole file.
void refuse(const FileContext& file, core::Error error);
/// Refuses a file of too many documents.
void refuse_many(const FileContext& file);

/// From the tree of one file to its parts: finds the envelope, the refusal or the programs that its
/// root means, and maps each document. Keeps its memory between files. @thread one at a time.
class TreeDecoding {
 public:
  /// Hands over what the tree of a whole file holds.
  void run(const FileContext& file, const reader::Tree& tree);
  /// Maps the one message of a tree, as a part of a file that may have more: into part(), for the
  /// caller to hand over. `message` is its element, `type` is for a person.
  void map_message(const FileContext& file, const reader::Tree& tree, reader::NodeId message,
                   std::string_view type);
  /// Hands over the one document of a tree, as this program reads it: a part of a file that may
  /// have more. @pre part() has its position and hash
  void run_document(const FileContext& file, const reader::Tree& tree, const Program& program);

  /// What is mapped last. Its memory serves one document after the other.
  Decoded& part() { return part_; }
  /// Makes the part an error; the memory of its document is kept.
  void refuse_part(core::Error error);

 private:
  /// A document of a file of several, and the program that reads it; none: nothing does.
  struct Claim {
    reader::NodeId node = 0;
    const Program* program = nullptr;
  };

  void start(const FileContext& file, const reader::Tree& tree);
  void hand_over() { file_->take(part_); }
  void hand_over(core::Error error);
  const Envelope* envelope_of(reader::NodeId root) const;
  void payloads(reader::NodeId root, const Envelope& envelope);
  void document(reader::NodeId root);
  std::vector<Claim> claims(reader::NodeId root) const;
  bool claim(const Program& program, const SimplePath& path, std::size_t step, reader::NodeId node,
             std::vector<Claim>& claims) const;
  std::vector<Claim> only_documents(const std::vector<Claim>& claims) const;
  void several(const std::vector<Claim>& claims);
  std::string position_of(const Claim& claim, std::size_t number) const;
  const RootIndex::Numbers& readers_of(reader::NodeId root) const;
  bool may_read(const Program& program) const;
  bool passes_over(const Program& program, reader::NodeId node) const;
  bool all_hold(const std::vector<Condition>& conditions, reader::NodeId root) const;
  const Program* program_of(reader::NodeId root) const;
  std::optional<core::Error> refusal_of(reader::NodeId root) const;
  std::optional<core::Error> exclusion_of(const Program& program, reader::NodeId root) const;
  core::Error unknown(reader::NodeId root) const;
  void read(const Program& program, const DocumentSource& source);
  DecodedDocument& empty_document();
  ValueContext context_of(const Program& program) const;
  void map(const Program& program, const DocumentSource& source);
  void read_records(const Program& program, const DocumentSource& source);
  void count(LeafReport& report);

  const FileContext* file_ = nullptr;
  const reader::Tree* tree_ = nullptr;
  TreeMapper mapper_;
  core::Sha256 hash_;
  Decoded part_;
  DecodedDocument spare_;       // the part's, while that is an error
  std::size_t unmeasured_ = 0;  // bytes mapped since part_ was measured
  std::uint64_t records_ = 0;   // of registers in this file, so far
};

/// True when the settings leave this entry of the catalogue in.
bool is_tried(const ConnectorSettings& settings, const std::string& entry);

}  // namespace procured::mapping
