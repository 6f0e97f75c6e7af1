#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "connectors/reader/zip_parts.h"
#include "core/result.h"

struct XML_ParserStruct;

namespace procured::reader {

/// Attributes of one element, valid while it is told.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// By its local name (r:id, id); empty without it.
  std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;
};

/// Hears of the elements of a part of an archive. A path has the local names from below the root
/// down to the element: "sheetData/row/c"; of the root it is empty.
class XmlListener {
 public:
  virtual ~XmlListener() = default;
  virtual void opened(std::string_view path, const XmlAttributes& attributes) = 0;
  /// A piece of the element's own text.
  virtual void text(std::string_view path, std::string_view piece) = 0;
  virtual void closed(std::string_view path) = 0;
};

/// Unpacks a part and reads it as XML at once, so that neither is ever held as a whole. @thread one
/// at a time
class XmlEvents {
 public:
  static constexpr std::size_t kDepthMax = 64;
  static constexpr std::size_t kTagBytesMax = 1024 * 1024;  ///< Of one tag or comment.
  static constexpr std::size_t kNamesMax = 1'000;  ///< Different names: the parser keeps them.

  /// `listener` outlives it. `name` is of the part, for errors.
  XmlEvents(ZipPart part, std::string name, XmlListener& listener);
  XmlEvents(const XmlEvents&) = delete;
  XmlEvents& operator=(const XmlEvents&) = delete;

  /// Tells the listener what follows; false at the end of the part and after an error, true when
  /// the listener paused.
  bool read_on();
  /// By the listener: read_on returns.
  void pause();
  /// By the listener: nothing more is told.
  void refuse(core::Error error);
  /// @errors not_well_formed, doctype_refused, too_deep, too_large; what was refused
  const std::optional<core::Error>& error() const { return error_; }

 private:
  struct Free {
    void operator()(XML_ParserStruct* parser) const;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>()(name);
    }
  };

  static void on_start(void* self, const char* name, const char** attributes);
  static void on_end(void* self, const char* name);
  static void on_text(void* self, const char* text, int bytes);
  static void on_doctype(void* self, const char* name, const char* system, const char* is_public,
                         int has_subset);
  void start(std::string_view name, const char** attributes);
  void end();
  void know(std::string_view name);
  bool parse_piece();

  ZipPart part_;
  std::string name_;
  XmlListener& listener_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::optional<core::Error> error_;
  std::string path_;
  std::vector<std::size_t> ends_;  // of the paths around
  std::unordered_set<std::string, Hash, std::equal_to<>> names_;
  std::size_t fed_ = 0;
  bool paused_ = false;
  bool is_last_ = false;
};

/// Reads a part to its end. @errors as of XmlEvents
core::Result<void> read_events(const ZipParts& parts, const std::string& name,
                               XmlListener& listener);

}  // namespace procured::reader
