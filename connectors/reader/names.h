#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace procured::reader {

/// Number of a name that some mapping speaks of; equal numbers are equal names.
using Symbol = std::int32_t;
inline constexpr Symbol kUnknownName = -1;     ///< No mapping speaks of it.
inline constexpr Symbol kUndeclaredName = -2;  ///< Its prefix is not declared in the document.

/// A name as mappings and documents mean it: prefixes resolved. Syntaxes without namespaces use
/// kNoNamespace.
struct Name {
  int ns = 0;
  std::string local;

  friend bool operator==(const Name&, const Name&) = default;
};

/// The names of all mappings, numbered, so that a document's names are looked up once and compare
/// as numbers from then on. Filled while mappings are compiled, read only afterwards. @thread reads
/// are safe
class Names {
 public:
  static constexpr int kNoNamespace = 0;
  static constexpr int kForeignNamespace = -1;  ///< Named by no mapping.

  Names();
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;
  Names(Names&&) = default;
  Names& operator=(Names&&) = default;
  ~Names() = default;

  int add_namespace(std::string_view uri);
  /// Names of this namespace mean what they mean in another, of another version of a schema. False
  /// where it has a meaning of its own already.
  bool add_alias(std::string_view uri, int ns);
  int find_namespace(std::string_view uri) const;

  Symbol add(const Name& name);
  Symbol find(int ns, std::string_view local) const;

  const Name& name(Symbol symbol) const { return names_[static_cast<std::size_t>(symbol)]; }

  /// Tells this table's numbers from another's.
  std::uint64_t id() const { return id_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    Symbol symbol = kUnknownName;
  };

  void insert(std::uint64_t hash, Symbol symbol);

  std::uint64_t id_ = 0;
  std::map<std::string, int, std::less<>> namespaces_;
  std::vector<Name> names_;
  std::vector<Slot> table_;  // open addressing, a power of two
};

}  // namespace procured::reader
