#pragma once

#include <boost/outcome/policy/all_narrow.hpp>
#include <boost/outcome/result.hpp>
#include <string>
#include <utility>

namespace procured::core {

/// What a failure means to the one who called, not where it happened.
enum class Category {
  kBadDocument,  ///< The input is at fault: dead letter, go on.
  kTransient,    ///< Try again: abort the transaction, back off, rerun the batch.
  kFatal,        ///< Stop; the supervisor restarts.
};

/// A failure with what a person needs to mend it. `code` comes from a closed list and may be
/// counted; `place` is a line, a row and column, or a path in a document.
struct Error {
  Category category = Category::kBadDocument;
  std::string code;
  std::string detail;
  std::string place;
};

template <class T>
using Result = boost::outcome_v2::unchecked<T, Error>;

inline Error bad_document(std::string code, std::string detail, std::string place = {}) {
  return {Category::kBadDocument, std::move(code), std::move(detail), std::move(place)};
}
inline Error transient(std::string code, std::string detail) {
  return {Category::kTransient, std::move(code), std::move(detail), {}};
}
inline Error fatal(std::string code, std::string detail) {
  return {Category::kFatal, std::move(code), std::move(detail), {}};
}

}  // namespace procured::core
