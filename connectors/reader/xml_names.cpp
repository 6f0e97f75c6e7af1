#include "connectors/reader/xml_names.h"

#include <algorithm>

namespace procured::reader {
namespace {

/// The prefix xml needs no declaration (Namespaces in XML 1.0, section 3).
constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";

std::uint64_t mix(std::uint64_t left, std::uint64_t right) {
  const auto product = (left ^ std::rotl(right, 23)) * 0x9E3779B97F4A7C15ULL;
  return product ^ (product >> 32U);
}

std::uint64_t full_hash(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

bool continues_name(char c) {
  return starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool is_name(std::string_view text) {
  return !text.empty() && starts_name(text[0]) &&
         std::all_of(text.begin(), text.end(), continues_name);
}

}  // namespace

void XmlNames::start(const Names& names) {
  names_ = &names;
  bindings_.clear();
  scope_ = names.id();
}

void XmlNames::declare(std::string_view attribute, std::string_view uri) {
  const auto prefix = attribute.substr(std::min<std::size_t>(attribute.size(), 6));
  const int ns = names_->find_namespace(uri);
  bindings_.push_back({prefix, ns});
  scope_ = mix(scope_ + full_hash(prefix), static_cast<std::uint64_t>(ns) + 2);
}

Symbol XmlNames::learn(std::string_view qualified, bool attribute, Pair& pair) {
  if (!is_name(qualified)) return kNoName;
  auto& known = pair[0].scope == scope_ ? pair[1] : pair[0];
  known.scope = scope_;
  known.ends = ends_of(qualified);
  known.qualified = qualified;
  known.symbol = resolve(qualified, attribute);
  return known.symbol;
}

Symbol XmlNames::resolve(std::string_view qualified, bool attribute) const {
  const auto colon = qualified.find(':');
  if (colon == std::string_view::npos) {
    // An attribute without a prefix is in no namespace.
    return names_->find(attribute ? Names::kNoNamespace : namespace_of({}), qualified);
  }
  const int ns = namespace_of(qualified.substr(0, colon));
  return ns == kUndeclaredName ? kUndeclaredName : names_->find(ns, qualified.substr(colon + 1));
}

int XmlNames::namespace_of(std::string_view prefix) const {
  const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                  [&](const Binding& binding) { return binding.prefix == prefix; });
  if (found != bindings_.rend()) return found->ns;
  if (prefix.empty()) return Names::kNoNamespace;
  return prefix == "xml" ? names_->find_namespace(kXmlNamespace) : kUndeclaredName;
}

}  // namespace procured::reader
