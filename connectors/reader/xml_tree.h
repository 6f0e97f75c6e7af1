#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "connectors/reader/xml_names.h"
#include "connectors/reader/xml_scan.h"

namespace procured::reader {

/// Turns pugixml's nodes into a Tree: resolves namespaces, joins texts, numbers names. Keeps what
/// it learnt about names between documents. @thread one at a time.
class XmlTreeBuilder {
 public:
  /// @pre nested no deeper than `depth_max`; `buffer` is what the nodes point into
  void build(pugi::xml_node root, const Names& names, std::string_view buffer,
             const std::vector<CutText>& cuts, Tree& tree);

 private:
  /// An element whose end is to come.
  struct Open {
    XmlNames::Scope scope;
    bool joined = false;  // its texts are complete
  };

  bool enter(pugi::xml_node element);
  void leave();
  void declare(pugi::xml_node element);
  void take_text(pugi::xml_node text);
  std::uint64_t bytes_at(const char* text) const;

  const std::vector<CutText>* cuts_ = nullptr;
  std::string_view buffer_;
  Tree* tree_ = nullptr;
  XmlNames names_;
  std::vector<Open> open_;
};

}  // namespace procured::reader
