#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/program/program.h"
#include "core/result.h"

namespace procured::tools {

/// A field of the contract as a person names it: `seller.legal_id`, `lines[2].price_amount`,
/// `lines[2]` with everything in it, `persons.seller_contact.name`; of a register a column of its
/// record, such as `valid_from`. Without an index all of a repeated field are meant; the first
/// is 1.
class FieldSelector {
 public:
  struct Step {
    std::string name;
    std::optional<unsigned> index = std::nullopt;
  };

  /// @errors kFatal unknown_field: neither documents nor registers have such a field; says which
  /// are near.
  static core::Result<FieldSelector> parse(std::string_view text);

  const std::vector<Step>& steps() const { return steps_; }
  /// Of everything about persons, which stands beside the document.
  bool is_of_persons() const { return of_persons_; }

 private:
  std::vector<Step> steps_;
  bool of_persons_ = false;
};

/// The slots from the outermost message down to a slot, without the document's own.
std::vector<mapping::Number> slots_to(const mapping::Program& program, mapping::Number slot);
/// "seller.address.city_name", without indices; "persons." before those of persons.
std::string name_of_field(const mapping::Program& program, mapping::Number field);
/// Of a group: its field's name; of records of a register that of their content.
const std::string& name_of_group(const mapping::Program& program, mapping::Number slot);
/// The nearest group around a slot, or itself: where its fields begin anew.
mapping::Number group_of(const mapping::Program& program, mapping::Number slot);

}  // namespace procured::tools
