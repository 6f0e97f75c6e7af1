#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "connectors/reader/xml_names.h"
#include "connectors/reader/xml_scan.h"

namespace procured::reader {

/// Reads a document that has nothing unusual in it, as nearly all have not, straight into a tree.
/// It never refuses one: it leaves what it does not read to scan_xml and the parser, who say
/// whether there is anything wrong with it. What it does read they read too, to the same tree.
/// Keeps its memory between documents. @thread one at a time.
class XmlDirectReader {
 public:
  /// False when the document is not for this reader; `tree` is empty then. `text` is UTF-8 of XML's
  /// characters only, and must outlive the tree.
  bool read(std::string_view text, const XmlLimits& limits, const Names& names, Tree& tree);

 private:
  struct Attribute {
    std::string_view name;
    std::string_view value;
  };
  struct Open {
    XmlNames::Scope scope;
    bool has_text = false;
  };

  bool document();
  bool markup();
  bool comment_or_cdata();
  bool skip_past(std::size_t from, std::string_view end);
  bool start_tag();
  bool attributes();
  bool attribute_value(std::string_view name);
  bool open(std::string_view name);
  bool end_tag();
  bool character_run(std::size_t start);
  bool cdata();
  bool set_text(std::string_view run, std::string_view value);

  std::string_view text_;
  const XmlLimits* limits_ = nullptr;
  Tree* tree_ = nullptr;
  std::size_t at_ = 0;
  std::uint32_t element_count_ = 0;
  std::uint32_t attribute_count_ = 0;
  XmlNames names_;
  std::vector<Attribute> attributes_;  // of the element that starts
  std::vector<Open> open_;
};

}  // namespace procured::reader
