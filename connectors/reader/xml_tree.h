#pragma once

#include <array>
#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
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
  struct Binding {
    std::string_view prefix;
    int ns = Names::kNoNamespace;
  };
  /// A qualified name and what it meant in a scope.
  struct Known {
    std::uint64_t scope = 0;
    std::string qualified;
    Symbol symbol = kUnknownName;
  };
  /// An element that declares namespaces.
  struct Scope {
    std::size_t bindings = 0;  // of those around it
    std::uint64_t number = 0;
    bool declares = false;
    bool joined = false;  // its texts are complete
  };
  static constexpr std::size_t kMemoSize = 1024;
  using Memo = std::array<Known, kMemoSize>;

  bool enter(pugi::xml_node element);
  void leave();
  void declare(pugi::xml_node element);
  void take_text(pugi::xml_node text);
  Symbol symbol_of(std::string_view qualified, bool attribute);
  Symbol resolve(std::string_view qualified, bool attribute) const;
  int namespace_of(std::string_view prefix) const;
  std::uint64_t bytes_at(const char* text) const;

  const Names* names_ = nullptr;
  const std::vector<CutText>* cuts_ = nullptr;
  std::string_view buffer_;
  Tree* tree_ = nullptr;
  std::vector<Binding> bindings_;
  std::vector<Scope> scopes_;  // of the open elements
  std::uint64_t scope_ = 0;    // a hash of the bindings that hold
  Memo elements_;
  Memo attributes_;
};

}  // namespace procured::reader
