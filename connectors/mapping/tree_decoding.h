#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/mapping/catalogue.h"
#include "connectors/mapping/compiler.h"
#include "connectors/mapping/tree_mapper.h"
#include "connectors/reader/tree.h"

namespace procured::mapping {

/// From the tree of one file to its parts: finds the envelope, the refusal or the program that its
/// root means, and maps each document. Keeps its memory between files. @thread one at a time.
class TreeDecoding {
 public:
  /// Fills `decoding`, whose documents may be those of an earlier file: they are used again.
  void run(const Compilation& compilation, const ConnectorSettings& settings,
           const reader::Tree& tree, bool report, Decoding& decoding);

 private:
  const Envelope* envelope_of(reader::NodeId root) const;
  void payloads(reader::NodeId root, const Envelope& envelope);
  void document(reader::NodeId root, std::string position, Decoded& part);
  bool all_hold(const std::vector<Condition>& conditions, reader::NodeId root) const;
  const Program* program_of(reader::NodeId root) const;
  std::optional<core::Error> refusal_of(reader::NodeId root) const;
  std::optional<core::Error> exclusion_of(const Program& program, reader::NodeId root) const;
  core::Error unknown(reader::NodeId root) const;
  void map(const Program& program, reader::NodeId root, Decoded& part);

  const Compilation* compilation_ = nullptr;
  const ConnectorSettings* settings_ = nullptr;
  const reader::Tree* tree_ = nullptr;
  Decoding* decoding_ = nullptr;
  bool reporting_ = false;
  TreeMapper mapper_;
};

/// True when the settings leave this entry of the catalogue in.
bool is_tried(const ConnectorSettings& settings, const std::string& entry);

/// One part with an error for the whole file.
void refuse(Decoding& decoding, core::Error error);

}  // namespace procured::mapping
