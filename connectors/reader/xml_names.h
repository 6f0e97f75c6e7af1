#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/name_ends.h"
#include "connectors/reader/names.h"

namespace procured::reader {

inline bool starts_name(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == ':' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// True for "xmlns" and "xmlns:…".
inline bool declares_namespace(std::string_view attribute) {
  constexpr std::string_view kDeclares = "xmlns";
  return attribute.size() >= kDeclares.size() && attribute[0] == 'x' &&
         attribute.substr(0, kDeclares.size()) == kDeclares &&
         (attribute.size() == kDeclares.size() || attribute[kDeclares.size()] == ':');
}

/// What a document's names mean where they stand: the namespaces that hold there, and the numbers
/// of names in them. Keeps what it learnt about names between documents. @thread one at a time.
class XmlNames {
 public:
  /// The namespaces around an element, to come back to at its end.
  struct Scope {
    std::size_t bindings = 0;
    std::uint64_t number = 0;
  };

  /// For a document. `names` must outlive its reading.
  void start(const Names& names);

  Scope scope() const { return {bindings_.size(), scope_}; }
  /// Declarations that hold.
  std::size_t declared() const { return bindings_.size(); }
  /// What an attribute that declares_namespace says about the names from here on.
  void declare(std::string_view attribute, std::string_view uri);
  void leave(const Scope& scope) {
    bindings_.resize(scope.bindings);
    scope_ = scope.number;
  }

  /// The number of an element's or an attribute's name, as Node has it; of what is no name by the
  /// characters in it kNoName.
  Symbol symbol_of(std::string_view qualified, bool attribute) {
    return symbol_of(qualified, ends_of(qualified), attribute);
  }
  /// The same of a name whose ends are known.
  Symbol symbol_of(std::string_view qualified, const NameEnds& ends, bool attribute) {
    auto& pair = (attribute ? attributes_ : elements_)[slot_of(ends, qualified.size())];
    for (const auto& known : pair) {
      if (known.scope == scope_ && known.ends == ends &&
          known.qualified.size() == qualified.size() && same_middle(known.qualified, qualified)) {
        return known.symbol;
      }
    }
    return learn(qualified, attribute, pair);
  }
  static constexpr Symbol kNoName = -3;

 private:
  struct Binding {
    std::string_view prefix;
    int ns = Names::kNoNamespace;
  };
  /// A qualified name and what it meant in a scope.
  struct alignas(64) Known {  // one line of the cache
    std::uint64_t scope = 0;
    NameEnds ends;
    std::string qualified;
    Symbol symbol = kNoName;
  };
  using Pair = std::array<Known, 2>;  // room for two names that fall into one place
  static constexpr std::size_t kMemoSize = 512;
  using Memo = std::array<Pair, kMemoSize>;

  static std::size_t slot_of(const NameEnds& ends, std::size_t size);
  Symbol learn(std::string_view qualified, bool attribute, Pair& pair);
  Symbol resolve(std::string_view qualified, bool attribute) const;
  int namespace_of(std::string_view prefix) const;

  const Names* names_ = nullptr;
  std::vector<Binding> bindings_;
  std::uint64_t scope_ = 0;  // a hash of the bindings that hold
  Memo elements_;
  Memo attributes_;
};

inline std::size_t XmlNames::slot_of(const NameEnds& ends, std::size_t size) {
  const auto mixed = (ends.head ^ size ^ std::rotl(ends.tail, 23)) * 0x9E3779B97F4A7C15ULL;
  return static_cast<std::size_t>((mixed >> 32U) & (kMemoSize - 1));
}

}  // namespace procured::reader
