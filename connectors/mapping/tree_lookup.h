#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "connectors/mapping/program.h"
#include "connectors/reader/tree.h"

namespace procured::mapping {

/// The text below a simple path from an element; nullopt when nothing stands there.
std::optional<std::string_view> text_at(const reader::Tree& tree, reader::NodeId from,
                                        const SimplePath& path);

bool holds(const Condition& condition, const reader::Tree& tree, reader::NodeId root);

/// Elements of one file by their keys, of every look-up that was asked for, each in one walk.
class LookUps {
 public:
  void clear() { tables_.clear(); }
  std::optional<std::string_view> find(const reader::Tree& tree, reader::NodeId top,
                                       const LookUp& look_up, std::string_view key);

 private:
  std::map<const LookUp*, std::unordered_map<std::string_view, reader::NodeId>> tables_;
};

}  // namespace procured::mapping
