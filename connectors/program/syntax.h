#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace procured::mapping {

/// What the bytes of a file are written in. A mapping may serve several: an IDoc is the same
/// segments as XML and as a flat file.
enum class Syntax : std::uint8_t { kXml, kJson, kEdifact, kX12, kIdoc, kTable, kForm };
inline constexpr std::size_t kSyntaxes = 7;

/// As mapping files name them.
const std::map<std::string, Syntax, std::less<>>& syntaxes();

/// For a person: "XML", "JSON", "SAP IDoc".
std::string_view name_of(Syntax syntax);

/// By the first characters; everything that has no mark of its own is a table.
Syntax syntax_of(std::string_view bytes);

/// For a person: what bytes look like that nothing recognises.
std::string_view what_it_looks_like(std::string_view bytes);

/// A set of syntaxes.
class SyntaxSet {
 public:
  void add(Syntax syntax) { bits_ |= bit(syntax); }
  bool has(Syntax syntax) const { return (bits_ & bit(syntax)) != 0; }
  bool empty() const { return bits_ == 0; }

 private:
  static std::uint8_t bit(Syntax syntax) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(syntax));
  }
  std::uint8_t bits_ = 0;
};

}  // namespace procured::mapping
