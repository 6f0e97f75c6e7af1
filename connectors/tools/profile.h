#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/mapping/catalogue.h"
#include "connectors/tools/palette.h"
#include "connectors/tools/value_profile.h"

namespace procured::mapping {
struct Program;
}

namespace procured::tools {

/// How often something was seen, and one case of it.
struct Seen {
  std::uint64_t count = 0;
  std::string example;
  std::string file;
};

/// What files fill of the contract, and what they hold besides: document by document, in memory
/// that grows with the number of fields and paths, not with that of documents.
class Profile {
 public:
  static constexpr std::size_t kPathsMax = 5'000;  ///< Unmapped ones that are told apart.

  explicit Profile(core::Date today) : today_(today) {}

  void add_file(const mapping::Catalogue& catalogue, const mapping::ConnectorSettings& settings,
                const std::string& name, std::string_view bytes);

  std::string to_text(const Palette& palette) const;
  std::string to_json() const;

 private:
  /// A field of the contract; of persons only whether it is filled.
  struct FieldSeen {
    std::string group;  ///< The repeated message that it is counted within; empty: the document.
    bool of_person = false;
    ValueProfile values;
  };

  void add_program(const mapping::Program& program);
  void add_message(const google::protobuf::Message& message, const std::string& prefix,
                   const std::string& group, bool of_person);
  void add_value(const std::string& name, const std::string& group, std::string value,
                 bool of_person);
  void add_unmapped(const mapping::FileSummary& summary, const std::string& file);
  std::uint64_t total_of(const std::string& group) const;
  std::vector<std::string> never_filled() const;
  std::string fields_text(const Palette& palette) const;
  std::string rest_text(const Palette& palette) const;

  core::Date today_;
  std::uint64_t files_ = 0;
  std::map<std::string, std::uint64_t> read_by_;     // "ubl/invoice" → documents or rows
  std::map<std::string, mapping::ValueType> types_;  // of the fields that their mappings state
  std::set<const mapping::Program*> programs_;
  std::map<std::string, std::uint64_t> groups_;  // "" and "lines" → how many there are
  std::map<std::string, FieldSeen> fields_;
  std::map<std::string, Seen> unmapped_;
  std::map<std::string, Seen> dead_letters_;  // by reason
};

/// A path without the indices that tell its occurrences apart.
std::string without_indices(std::string_view path);

}  // namespace procured::tools
