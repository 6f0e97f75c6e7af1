#include "connectors/reader/form_reader.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "connectors/reader/encoding.h"
#include "connectors/reader/reasons.h"
#include "core/text.h"

namespace procured::reader {
namespace {

constexpr std::size_t kTextBytesMax = 64 * 1024;
constexpr std::size_t kLookedAt = 512;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

core::Error bad_field(std::string_view reason, std::string detail, std::size_t number) {
  return core::bad_document(std::string(reason), std::move(detail),
                            fmt::format("field {}", number));
}

/// A name or value with its escapes undone, in UTF-8.
core::Result<std::string> plain(std::string_view text, std::size_t number) {
  if (text.size() > kTextBytesMax)
    return bad_field(reason::kTooLarge, fmt::format("more than {} bytes", kTextBytesMax), number);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') continue;
    if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2]))
      return bad_field(reason::kNotWellFormed, "a % that two hexadecimal digits do not follow",
                       number);
  }
  std::string escaped(text);
  std::replace(escaped.begin(), escaped.end(), '+', ' ');
  int size = 0;
  const std::unique_ptr<char, decltype(&curl_free)> bytes(
      curl_easy_unescape(nullptr, escaped.data(), static_cast<int>(escaped.size()), &size),
      &curl_free);
  if (bytes == nullptr) return bad_field(reason::kTooLarge, "no memory to read it", number);
  std::string scratch;
  const auto utf8 =
      as_utf8({bytes.get(), static_cast<std::size_t>(size)}, {"auto", "Windows-1252"}, scratch);
  if (!utf8) return bad_field(utf8.error().code, utf8.error().detail, number);
  return std::string(core::trim(utf8.value()));
}

/// What a field belongs to: "NEW_ITEM-QUANTITY[7]" is QUANTITY of the NEW_ITEM 7.
struct FieldName {
  std::string_view group;
  std::string_view name;
  std::uint32_t index = 0;
};

std::optional<std::uint32_t> index_in(std::string_view digits) {
  std::uint32_t index = 0;
  const auto* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, index);
  if (digits.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return index;
}

FieldName field_name(std::string_view text) {
  const auto dash = text.find('-');
  const auto bracket = text.rfind('[');
  if (dash == std::string_view::npos || bracket == std::string_view::npos || bracket < dash ||
      !text.ends_with(']')) {
    return {{}, text, 0};
  }
  auto name = text.substr(dash + 1, bracket - dash - 1);
  auto digits = text.substr(bracket + 1, text.size() - bracket - 2);
  if (digits.empty()) {  // a long text: the number stands before the colon
    name = name.substr(0, name.find(':'));
    const auto underscore = name.rfind('_');
    if (underscore == std::string_view::npos) return {{}, text, 0};
    digits = name.substr(underscore + 1);
    name = name.substr(0, underscore);
  }
  const auto index = index_in(digits);
  if (!index || name.empty()) return {{}, text, 0};
  return {text.substr(0, dash), name, *index};
}

using Field = std::pair<std::string_view, std::string_view>;

/// Puts the fields into the tree: those of the form, then group by group.
class FormTree {
 public:
  FormTree(const Names& names, Tree& tree) : names_(names), tree_(tree) {}

  void build(const std::vector<Field>& fields) {
    tree_.clear();
    tree_.open("form", symbol("form"));
    std::vector<std::vector<Field>> groups;
    std::vector<FieldName> heads;
    std::map<std::pair<std::string_view, std::uint32_t>, std::size_t> known;
    for (const auto& [name, value] : fields) {
      const auto field = field_name(name);
      if (field.group.empty()) {
        tree_.leaf(name, symbol(name), value);
        continue;
      }
      const auto [at, is_new] = known.try_emplace({field.group, field.index}, groups.size());
      if (is_new) {
        groups.emplace_back();
        heads.push_back(field);
      }
      groups[at->second].emplace_back(field.name, value);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
      tree_.open(heads[i].group, symbol(heads[i].group));
      tree_.number(heads[i].index);
      for (const auto& [name, value] : groups[i]) tree_.leaf(name, symbol(name), value);
      tree_.close();
    }
    tree_.close();
  }

 private:
  Symbol symbol(std::string_view name) const { return names_.find(Names::kNoNamespace, name); }

  const Names& names_;
  Tree& tree_;
};

}  // namespace

bool is_form(std::string_view bytes) {
  const auto start = core::trim(bytes).substr(0, kLookedAt);
  const auto equals = start.find('=');
  if (equals == 0 || equals == std::string_view::npos ||
      start.substr(0, equals).find('&') != std::string_view::npos)
    return false;
  return std::all_of(start.begin(), start.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.~*+%=&[]:!'()/,@$").find(c) != std::string_view::npos;
  });
}

core::Result<void> FormReader::read(std::string_view bytes, const Names& names, Tree& tree) {
  texts_.clear();
  memory_ = 0;
  std::vector<Field> fields;
  for (auto rest = core::trim(bytes); !rest.empty();) {
    const auto field = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    if (field.empty()) continue;
    if (fields.size() == kFieldsMax)
      return bad_field(reason::kTooLarge, fmt::format("more than {} fields", kFieldsMax),
                       fields.size() + 1);
    const auto equals = std::min(field.find('='), field.size());
    auto name = plain(field.substr(0, equals), fields.size() + 1);
    if (!name) return name.error();
    auto value = plain(field.substr(std::min(equals + 1, field.size())), fields.size() + 1);
    if (!value) return value.error();
    if (value.value().empty()) continue;
    const auto& kept_name = texts_.emplace_back(std::move(name).value());
    const auto& kept_value = texts_.emplace_back(std::move(value).value());
    memory_ += 2 * sizeof(std::string) + kept_name.capacity() + kept_value.capacity();
    fields.emplace_back(kept_name, kept_value);
  }
  FormTree(names, tree).build(fields);
  return boost::outcome_v2::success();
}

}  // namespace procured::reader
