#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "core/result.h"

namespace procured::reader {

/// True when the bytes look like the body of a form: fields joined by "&", each "name=value",
/// written with the characters of a URL alone.
bool is_form(std::string_view bytes);

/// Reads the body of a form, application/x-www-form-urlencoded, into a tree:
///
/// | form | tree |
/// |---|---|
/// | the body | element "form" |
/// | field "NAME" | element "NAME" with its value; none for an empty one |
/// | fields "GROUP-NAME[7]" | element "GROUP", numbered 7, with the element "NAME" |
/// | field "GROUP-NAME_7:132[]" | the same: a long text |
///
/// Groups stand in the order of their first field, fields in their order. Texts are UTF-8, or
/// Windows-1252 where they are not that. @thread one at a time.
/// @source WHATWG URL Standard §5.1; SAP Open Catalog Interface 4.0 and 5.0
class FormReader {
 public:
  static constexpr std::size_t kFieldsMax = 100'000;

  /// `tree` points into the reader. @errors kBadDocument: not_well_formed for an escape that is
  /// none, invalid_encoding, too_large; place "field n".
  core::Result<void> read(std::string_view bytes, const Names& names, Tree& tree);

  /// Bytes of memory that the file takes beside the tree, at most.
  std::size_t memory() const { return memory_; }

 private:
  std::deque<std::string> texts_;
  std::size_t memory_ = 0;
};

}  // namespace procured::reader
