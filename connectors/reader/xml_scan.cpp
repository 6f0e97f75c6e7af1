#include "connectors/reader/xml_scan.h"

#include <fmt/format.h>

#include <optional>

#include "connectors/reader/byte_search.h"
#include "connectors/reader/encoding.h"
#include "connectors/reader/reasons.h"
#include "connectors/reader/xml_doctype.h"
#include "connectors/reader/xml_names.h"
#include "connectors/reader/xml_references.h"
#include "core/text.h"

namespace procured::reader {
namespace {

struct Refusal {
  std::string_view reason;
  std::string detail;
  std::size_t offset = 0;
};

/// The end of a name in a start tag. Other controls than blanks are refused before.
std::size_t end_of_name(std::string_view text, std::size_t at) {
  return find_byte(text, at, [](Bytes b) { return (b == '>') | (b == '/') | (b <= ' '); });
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Scanner {
 public:
  Scanner(std::string_view text, const XmlLimits& limits, std::string& buffer,
          std::vector<CutText>& cuts)
      : text_(text), limits_(limits), buffer_(buffer), cuts_(cuts) {}

  std::optional<Refusal> run() {
    buffer_.clear();
    buffer_.reserve(text_.size());
    cuts_.clear();
    has_references_ = text_.find('&') != std::string_view::npos;
    while (!refusal_ && pos_ < text_.size()) {
      character_run();
      if (!refusal_ && pos_ < text_.size()) markup();
    }
    if (!refusal_ && depth_ > 0)
      refuse(reason::kTruncated, "the file ends before its root element does");
    if (!refusal_ && elements_ == 0) refuse(reason::kNotWellFormed, "there is no element in it");
    buffer_.append(text_.substr(copied_));
    return std::move(refusal_);
  }

  ScannedXml found() const { return {elements_, attributes_, texts_, has_doctype_}; }

 private:
  void refuse(std::string_view why, std::string detail) {
    if (!refusal_) refusal_ = Refusal{why, std::move(detail), pos_};
  }

  void truncated() {
    refuse(reason::kTruncated, "the file ends within a tag, comment or text");
    pos_ = text_.size();
  }

  /// Up to the next "<".
  void character_run() {
    if (text_[pos_] == '<') return;
    auto end = text_.find('<', pos_);
    if (end == std::string_view::npos) end = text_.size();
    const auto run = text_.substr(pos_, end - pos_);
    texts_ += find_visible(run, 0) < run.size();
    if (depth_ == 0) {
      for (const char c : run) {
        if (!is_blank(c)) return refuse(reason::kNotWellFormed, "text outside the root element");
      }
    } else if (run.size() > limits_.text_bytes_kept_max) {
      cut(run);
    } else {
      check_references(run);
    }
    pos_ = end;
  }

  void cut(std::string_view run) {
    const auto value = core::trim(run);
    if (value.empty()) return;
    // Without the blanks before it: the parser moves what follows a "\r\n" that it shortens.
    buffer_.append(text_.substr(copied_, pos_ - copied_));
    cuts_.push_back({buffer_.size(), value.size()});
    // Enough to see that there is a value; blanks and references at the cut must not change what it
    // is.
    buffer_.append(kCutTextBytes, 'x');
    copied_ = pos_ + run.size();
  }

  void check_references(std::string_view run) {
    if (!has_references_) return;
    for (auto at = run.find('&'); at != std::string_view::npos; at = run.find('&', at + 1)) {
      const auto end = run.find(';', at);
      if (end == std::string_view::npos || !character_of(run.substr(at + 1, end - at - 1))) {
        return refuse(reason::kNotWellFormed, fmt::format("'{}' is no reference to a character",
                                                          core::trim(run.substr(at, 12))));
      }
    }
  }

  void markup() {
    if (pos_ + 1 >= text_.size()) return truncated();
    switch (text_[pos_ + 1]) {
      case '!':
        return declaration();
      case '?':
        return skip_past("?>");
      case '/':
        return end_tag();
      default:
        return start_tag();
    }
  }

  void skip_past(std::string_view end) {
    const auto at = text_.find(end, pos_ + 2);
    if (at == std::string_view::npos) return truncated();
    pos_ = at + end.size();
  }

  void declaration() {
    const auto rest = text_.substr(pos_);
    if (rest.substr(0, 4) == "<!--") {
      pos_ += 2;
      return skip_past("-->");
    }
    if (rest.substr(0, 9) == "<![CDATA[" && depth_ > 0) return cdata();
    if (core::to_upper(rest.substr(0, 9)) == "<!DOCTYPE") return doctype();
    if (rest.size() < 9) return truncated();
    refuse(reason::kNotWellFormed, "markup that no document may hold here");
  }

  /// A document type that only names files is skipped where it may stand, and never resolved.
  void doctype() {
    if (!limits_.external_doctype) {
      return refuse(reason::kDoctypeRefused,
                    "a document type (DOCTYPE) is not read: it can name other files and "
                    "grow without bound. Send the document without it");
    }
    const auto end = end_of_doctype(text_, pos_);
    if (end.declares) {
      return refuse(reason::kDoctypeRefused,
                    "a document type (DOCTYPE) with declarations of its own is not read: it can "
                    "grow without bound. Send the document without them");
    }
    if (end.after == std::string_view::npos) return truncated();
    if (elements_ > 0 || has_doctype_)
      return refuse(reason::kNotWellFormed, "a document type that stands in the wrong place");
    has_doctype_ = true;
    pos_ = end.after;
  }

  void cdata() {
    const auto end = text_.find("]]>", pos_);
    if (end == std::string_view::npos) return truncated();
    pos_ += 9;
    const auto run = text_.substr(pos_, end - pos_);
    if (run.size() > limits_.text_bytes_kept_max) cut(run);
    ++texts_;
    pos_ = end + 3;
  }

  void end_tag() {
    const auto end = text_.find('>', pos_);
    if (end == std::string_view::npos) return truncated();
    if (--depth_ < 0) return refuse(reason::kNotWellFormed, "an end tag without its start");
    namespaces_ -= declared_.back();
    declared_.pop_back();
    pos_ = end + 1;
  }

  void start_tag() {
    if (depth_ == 0 && elements_ > 0)
      return refuse(reason::kNotWellFormed, "a second root element");
    if (!starts_name(text_[pos_ + 1]))
      return refuse(reason::kNotWellFormed, "a '<' that starts no tag");
    if (++elements_ > limits_.elements_max) {
      return refuse(reason::kTooLarge, fmt::format("more than {} elements", limits_.elements_max));
    }
    const auto at = end_of_name(text_, pos_ + 1);
    if (at - pos_ - 1 > limits_.name_bytes_max) return name_too_long();
    const auto around = namespaces_;
    const auto end = at < text_.size() && text_[at] == '>' ? at : attributes(at);
    if (refusal_) return;
    if (end >= text_.size()) return truncated();
    if (namespaces_ > limits_.namespaces_max) {
      return refuse(reason::kTooLarge, fmt::format("more than {} namespaces declared at one place",
                                                   limits_.namespaces_max));
    }
    if (text_[end - 1] == '/') {
      namespaces_ = around;
    } else {
      declared_.push_back(namespaces_ - around);
      if (++depth_ > limits_.depth_max) {
        return refuse(reason::kTooDeep, fmt::format("nested more than {} deep", limits_.depth_max));
      }
    }
    pos_ = end + 1;
  }

  void name_too_long() {
    refuse(reason::kTooLarge, fmt::format("a name of more than {} bytes", limits_.name_bytes_max));
  }

  /// The offset of the tag's '>', or the end of the text.
  std::size_t attributes(std::size_t at) {
    std::uint32_t count = 0;
    auto name = at;
    for (; at < text_.size() && text_[at] != '>'; ++at) {
      const char c = text_[at];
      if (c == '=') {
        if (at - name > limits_.name_bytes_max) name_too_long();
        namespaces_ += declares_namespace(core::trim(text_.substr(name, at - name)));
        if (++count > limits_.attributes_per_element_max ||
            ++attributes_ > limits_.attributes_max) {
          refuse(reason::kTooLarge,
                 fmt::format("more than {} attributes in an element or {} in the document",
                             limits_.attributes_per_element_max, limits_.attributes_max));
        }
      } else if (c == '"' || c == '\'') {
        const auto end = text_.find(c, at + 1);
        if (end == std::string_view::npos) return text_.size();
        attribute_value(text_.substr(at + 1, end - at - 1));
        at = end;
        name = end + 1;
      } else if (c == '<') {
        refuse(reason::kNotWellFormed, "a '<' within a tag");
      }
      if (refusal_) return at;
    }
    if (at - name > limits_.name_bytes_max) name_too_long();
    return at;
  }

  void attribute_value(std::string_view value) {
    if (value.size() > limits_.text_bytes_kept_max)
      refuse(reason::kTooLarge, "an attribute of more than 64 KiB");
    if (value.find('<') != std::string_view::npos)
      refuse(reason::kNotWellFormed, "a '<' within an attribute");
    check_references(value);
  }

  std::string_view text_;
  const XmlLimits& limits_;
  std::string& buffer_;
  std::vector<CutText>& cuts_;
  std::size_t pos_ = 0;
  std::size_t copied_ = 0;
  int depth_ = 0;
  std::uint32_t elements_ = 0;
  std::uint32_t attributes_ = 0;
  std::uint32_t texts_ = 0;
  std::size_t namespaces_ = 0;         // declared around, and by the tag being read
  std::vector<std::size_t> declared_;  // by each open element
  bool has_references_ = false;
  bool has_doctype_ = false;
  std::optional<Refusal> refusal_;
};

}  // namespace

core::Result<ScannedXml> scan_xml(std::string_view text, const XmlLimits& limits,
                                  std::string& buffer, std::vector<CutText>& cuts) {
  Scanner scanner(text, limits, buffer, cuts);
  if (auto refusal = scanner.run()) {
    return core::bad_document(std::string(refusal->reason), std::move(refusal->detail),
                              line_place(text, refusal->offset));
  }
  return scanner.found();
}

}  // namespace procured::reader
