#pragma once

#include <map>
#include <vector>

#include "state/reader.h"

namespace procured::state {

/// The pending writes of one transaction over the committed state. Without it two copies of one
/// document in one batch would both look new. Dropped when the transaction aborts; each dirty key
/// is written once.
class Overlay final : public Reader {
 public:
  explicit Overlay(const Reader& committed) : committed_(committed) {}

  std::optional<std::string> get(std::string_view key) const override;
  void scan(std::string_view prefix, std::string_view after, const Visit& visit) const override;

  void put(std::string_view key, std::string value);
  void erase(std::string_view key);

  /// The pending writes, sorted by key; the overlay is empty afterwards.
  std::vector<Write> take();

 private:
  const Reader& committed_;
  std::map<std::string, std::optional<std::string>, std::less<>> pending_;
};

}  // namespace procured::state
