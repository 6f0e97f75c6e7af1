#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "connectors/reader/xml_scan.h"
#include "connectors/reader/xml_tree.h"
#include "core/result.h"

namespace procured::reader {

/// The tree of one XML document. Keeps its memory between documents. @thread one at a time.
class XmlReader {
 public:
  explicit XmlReader(XmlLimits limits = {}) : limits_(limits) {}

  /// Reads a document into `tree`, whose root is node 0. The tree's texts point into the reader and
  /// live until the next read. @errors kBadDocument, see reasons.h, with place "line n".
  core::Result<void> read(std::string_view bytes, const Names& names, Tree& tree);

 private:
  XmlLimits limits_;
  std::string converted_;
  std::string buffer_;
  std::vector<CutText> cuts_;
  pugi::xml_document document_;
  XmlTreeBuilder builder_;
};

}  // namespace procured::reader
