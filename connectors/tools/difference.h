#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/mapping/catalogue.h"
#include "connectors/tools/palette.h"
#include "procured/v1/verdict.pb.h"

namespace procured::tools {

/// One case of a difference.
struct Change {
  std::string file;
  std::string where;  ///< "INV-17 lines[2].price_amount"; of a document its id.
  std::string before;
  std::string after;
};

/// How often something changes, with the first cases.
struct Changes {
  static constexpr std::size_t kExamplesMax = 3;

  std::uint64_t count = 0;
  std::vector<Change> examples;

  void add(Change change);
};

struct FieldChanges {
  Changes added, removed, changed;
};

/// What another version of a catalogue makes of the same files. Fields about persons are counted
/// and not shown.
class Difference {
 public:
  Difference() = default;
  /// Two folders of one entry may be called differently: these names mean the same.
  Difference(std::string old_entry, std::string new_entry)
      : old_entry_(std::move(old_entry)), new_entry_(std::move(new_entry)) {}

  void add_file(const std::string& file, const mapping::Decoding& before,
                const mapping::Decoding& after);
  /// The same of verdicts, by subject's key. Says which findings changed their outcome.
  void add_verdicts(const std::map<std::string, v1::Verdict>& before,
                    const std::map<std::string, v1::Verdict>& after);

  /// Neither documents nor verdicts differ.
  bool empty() const;

  std::string to_text(const Palette& palette) const;
  std::string to_json() const;

 private:
  void add_part(const std::string& file, const mapping::Decoded* before,
                const mapping::Decoded* after);
  bool add_fields(const std::string& file, const mapping::Decoded& before,
                  const mapping::Decoded& after);
  bool add_messages(const std::string& file, const std::string& document, const std::string& prefix,
                    const google::protobuf::Message& before,
                    const google::protobuf::Message& after);

  std::string old_entry_;
  std::string new_entry_;
  std::uint64_t files_ = 0;
  std::uint64_t documents_ = 0;  ///< Read by both.
  std::uint64_t equal_ = 0;
  Changes read_by_another_;
  Changes became_dead_letters_;
  Changes stopped_being_dead_letters_;
  Changes other_reasons_;
  Changes no_longer_there_;
  Changes new_there_;
  std::map<std::string, FieldChanges> fields_;  // by path without indices
  bool judged_ = false;
  std::uint64_t subjects_ = 0;
  std::map<std::string, Changes> verdicts_;  // "rule: COMPLIANT → BREACH"
};

}  // namespace procured::tools
