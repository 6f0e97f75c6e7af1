#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/edi_syntax.h"
#include "connectors/reader/segment_groups.h"
#include "core/result.h"

namespace procured::reader {

/// Groups of the message types that have them, by type: "INVOIC", "810".
using GroupsByType = std::map<std::string, SegmentGroups, std::less<>>;

/// One message of a file, beside the tree it was read into. The tree's views live until the next
/// message.
struct EdiMessage {
  std::uint32_t number = 0;  ///< In the file, from 1; what should have been a message counts.
  std::string type;          ///< "INVOIC", "810"; empty when unknown.
  NodeId node = 0;           ///< Of its element.
  char decimal_mark = '.';   ///< As the interchange declares it.
  std::string_view text;     ///< Of its segments, in UTF-8; as long as the file.
  /// Why this message cannot be read; then the tree means nothing. The others are not touched.
  std::optional<core::Error> error;
  /// Counts and references of the message, and of its group and interchange where they end after
  /// it, that are wrong; `truncated` when the interchange has no end. The message itself is whole:
  /// in practice senders count wrongly more often than a file loses something.
  std::vector<core::Error> findings;
};

/// What the control segments of a syntax are called, and where they have what.
struct EdiEnvelope {
  struct Level {
    std::string_view start;       ///< Tag.
    std::string_view end;         ///< Its element 1 is a count, 2 the reference.
    std::uint32_t reference = 1;  ///< Element of the start.
  };
  Level interchange;
  Level group;
  Level message;
  std::uint32_t type = 1;    ///< Element of the message's start.
  std::string_view service;  ///< Tag of the element that shows the service characters, if any.
};

/// Reads EDIFACT and X12, one message at a time, each into a tree of its own, so that memory
/// follows the largest message and not the file:
///
///     interchange
///       UNA · UNB           the headers (X12: ISA), once more for every message
///       group               only where there is one (UNG, GS); with its header
///         message
///           UNH … UNT       segments, or groups of them; in the order of the file
///             1, 2 …        data elements; text: the first component
///               2, 3 …      further components
///
/// Empty elements are absent. A repetition is a further element of the same name. Control segments
/// that end groups and interchanges are checked and are not in the tree. Places are "segment n" of
/// the file, from 1. Reusable. @thread one at a time.
class EdiReader {
 public:
  virtual ~EdiReader() = default;
  EdiReader(const EdiReader&) = delete;
  EdiReader& operator=(const EdiReader&) = delete;

  /// Begins a file. `bytes` and the groups outlive the reading of it. @errors kBadDocument:
  /// empty_file, not_well_formed (no header, no separators), invalid_encoding, unknown_encoding.
  core::Result<void> start(std::string_view bytes);

  /// Messages that next() may give, at most: counted are the tags that may begin or end one. @pre
  /// start succeeded, and no message was read
  std::size_t messages_at_most() const;

  /// Bytes of memory that the file takes beside the tree.
  std::size_t memory() const { return scratch_.capacity(); }

  /// The next message; false at the end. @errors in the message: not_well_formed, truncated,
  /// too_large, too_deep.
  bool next(Tree& tree, EdiMessage& message);

 protected:
  /// The start of an interchange: where its header segment begins and what separates it.
  struct Header {
    Separators separators;
    std::size_t service_bytes = 0;  ///< Of UNA.
    char decimal_mark = '.';
  };

  EdiReader(const EdiEnvelope& envelope, const Names& names, const GroupsByType* groups,
            const EdiLimits& limits);

  /// Whether an interchange starts here, whatever the separators are.
  virtual bool starts_interchange(std::string_view rest) const = 0;
  virtual core::Result<Header> header_of(std::string_view rest) const = 0;
  /// The file as UTF-8, in `scratch` where it was not.
  virtual core::Result<std::string_view> as_utf8(std::string_view bytes,
                                                 std::string& scratch) const = 0;
  /// Separators that hold within the header segment itself.
  virtual Separators within_header(const Separators& separators) const { return separators; }

 private:
  /// An interchange, group or message that has begun.
  struct Scope {
    bool is_open = false;
    std::string_view header;
    std::string reference;
    std::uint32_t groups = 0;
    std::uint32_t messages = 0;
    std::uint32_t segment = 0;  // number of its header
  };

  // Between messages.
  bool begin_interchange(EdiMessage& message);
  void begin_group();
  void end_group(EdiMessage& message);
  void end_interchange(EdiMessage& message);
  void close_scopes(EdiMessage& message);
  void lose_end(EdiMessage& message, std::string_view before);
  void refuse_strays(EdiMessage& message);
  void refuse_empty(EdiMessage& message, std::string_view why, std::string detail);
  void count_message(EdiMessage& message);
  bool at_interchange() const;
  bool at_control_segment() const;

  // One message.
  void open_headers(Tree& tree, EdiMessage& message);
  void read_message(Tree& tree, EdiMessage& message);
  bool read_segment(Tree& tree, EdiMessage& message, const Scope& scope);
  void write_segment(Tree& tree, EdiMessage& message);
  void end_message(Tree& tree, EdiMessage& message, const Scope& scope);

  void check(const EdiEnvelope::Level& level, const Scope& scope, std::uint32_t count,
             EdiMessage& message) const;
  bool has_too_many_segments() const { return cursor_.number() > limits_.segments_max; }
  void refuse_more_segments(EdiMessage& message);
  void add_finding(EdiMessage& message, core::Error finding) const;

  EdiEnvelope envelope_;
  struct {
    PackedTag service, interchange, interchange_end, group, group_end, message, message_end;
  } tags_;
  const GroupsByType* groups_;
  EdiLimits limits_;
  EdiSymbols symbols_;
  SegmentCursor cursor_;
  SegmentCursor interchange_header_;
  SegmentCursor group_header_;
  GroupNesting nesting_;
  std::string scratch_;
  std::size_t memory_left_ = 0;     // for a tree
  std::size_t nodes_reserved_ = 0;  // of a tree
  std::string_view service_;
  char decimal_mark_ = '.';
  Scope interchange_;
  Scope group_;
  std::uint32_t messages_ = 0;
  bool stopped_ = false;
};

}  // namespace procured::reader
