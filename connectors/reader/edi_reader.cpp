#include "connectors/reader/edi_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "connectors/reader/bounds.h"
#include "connectors/reader/reasons.h"
#include "core/text.h"

namespace procured::reader {
namespace {

using core::bad_document;

// What a copy, a tape or DOS leaves at the end of a file.
constexpr std::string_view kPadding(" \t\r\n\0\x1A", 6);

std::string segment_place(std::uint32_t number) { return fmt::format("segment {}", number); }

void refuse(EdiMessage& message, std::string_view why, std::string detail, std::uint32_t segment) {
  if (message.error) return;
  message.error = bad_document(std::string(why), std::move(detail), segment_place(segment));
}

std::string_view without_leading_zeros(std::string_view text) {
  const bool digits =
      !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? text.substr(std::min(text.find_first_not_of('0'), text.size() - 1)) : text;
}

}  // namespace

EdiReader::EdiReader(const EdiEnvelope& envelope, const Names& names, const GroupsByType* groups,
                     const EdiLimits& limits)
    : envelope_(envelope),
      tags_{pack_tag(envelope.service),         pack_tag(envelope.interchange.start),
            pack_tag(envelope.interchange.end), pack_tag(envelope.group.start),
            pack_tag(envelope.group.end),       pack_tag(envelope.message.start),
            pack_tag(envelope.message.end)},
      groups_(groups),
      limits_(limits),
      symbols_(names),
      cursor_(limits_),
      interchange_header_(limits_),
      group_header_(limits_),
      nesting_(limits_) {}

core::Result<void> EdiReader::start(std::string_view bytes) {
  stopped_ = true;
  bytes = bytes.substr(0, bytes.find_last_not_of(kPadding) + 1);
  if (bytes.empty())
    return bad_document(std::string(reason::kEmptyFile), "the file is empty", segment_place(1));
  auto text = as_utf8(bytes, scratch_);
  if (!text) return text.error();
  const auto most = memory_max(bytes.size());
  const auto taken = scratch_.capacity() + kMemorySetAside;
  memory_left_ = most > taken ? most - taken : 0;
  nodes_reserved_ = text.value().size() < kReservedFrom
                        ? 0
                        : std::min(limits_.nodes_max + limits_.parts_per_segment_max + 1,
                                   text.value().size() / 2);
  cursor_.start(text.value());
  interchange_ = {};
  group_ = {};
  service_ = {};
  messages_ = 0;
  const auto header = header_of(cursor_.rest());
  if (!header) return header.error();
  cursor_.use(header.value().separators);
  stopped_ = false;
  return boost::outcome_v2::success();
}

std::size_t EdiReader::messages_at_most() const {
  const auto text = cursor_.rest();
  // Segments without a tag in front of a tag are one message more.
  std::size_t most = 1;
  for (const auto* level : {&envelope_.interchange, &envelope_.group, &envelope_.message}) {
    for (const auto tag : {level->start, level->end}) {
      for (auto at = text.find(tag); at != text.npos; at = text.find(tag, at + tag.size()))
        most += 2;
    }
  }
  return most;
}

bool EdiReader::next(Tree& tree, EdiMessage& message) {
  tree.clear();
  tree.reserve(nodes_reserved_);
  message = {};
  while (!stopped_ && cursor_.find()) {
    const auto tag = cursor_.tag();
    if (at_interchange()) {
      if (!begin_interchange(message)) return true;
    } else if (tag == tags_.message) {
      read_message(tree, message);
      close_scopes(message);
      return true;
    } else if (tag == tags_.group) {
      begin_group();
    } else if (tag == tags_.group_end) {
      end_group(message);
    } else if (tag == tags_.interchange_end) {
      end_interchange(message);
      if (interchange_.messages > 0) continue;
      refuse_empty(message, reason::kNotWellFormed, "an interchange without a message");
      return true;
    } else {
      refuse_strays(message);
      close_scopes(message);
      return true;
    }
  }
  if (stopped_ || !interchange_.is_open) return false;
  refuse_empty(message, reason::kTruncated, "the file ends before the first message");
  return true;
}

bool EdiReader::at_interchange() const {
  // With the separators of the interchange before, its first tag need not look like one.
  const bool maybe =
      cursor_.tag() == 0 || cursor_.tag() == tags_.interchange || cursor_.tag() == tags_.service;
  return maybe && starts_interchange(cursor_.rest());
}

bool EdiReader::at_control_segment() const {
  const auto tag = cursor_.tag();
  return tag == tags_.message || tag == tags_.group || tag == tags_.group_end ||
         tag == tags_.interchange_end || at_interchange();
}

/// False when the message is refused instead.
bool EdiReader::begin_interchange(EdiMessage& message) {
  if (interchange_.is_open) {
    refuse_empty(message, reason::kTruncated, "an interchange without message and end");
    return false;
  }
  const auto rest = cursor_.rest();
  const auto header = header_of(rest);
  if (!header) {
    count_message(message);
    message.error = header.error();
    message.error->place = segment_place(cursor_.number());
    stopped_ = true;
    return false;
  }
  const auto& separators = header.value().separators;
  decimal_mark_ = header.value().decimal_mark;
  service_ = rest.substr(0, header.value().service_bytes);
  cursor_.advance(service_.size());
  cursor_.use(separators);
  group_header_.use(separators);
  interchange_header_.use(within_header(separators));
  group_ = {};
  interchange_ = {};
  if (!cursor_.find() || cursor_.tag() != tags_.interchange) return true;
  interchange_.is_open = true;
  interchange_.segment = cursor_.number();
  cursor_.skip();
  interchange_.header = cursor_.raw();
  interchange_.reference = cursor_.element_of(interchange_.header, envelope_.interchange.reference);
  return true;
}

void EdiReader::begin_group() {
  ++interchange_.groups;
  group_ = {};
  group_.is_open = true;
  group_.segment = cursor_.number();
  cursor_.skip();
  group_.header = cursor_.raw();
  group_.reference = cursor_.element_of(group_.header, envelope_.group.reference);
}

void EdiReader::end_group(EdiMessage& message) {
  cursor_.skip();
  check(envelope_.group, group_, group_.messages, message);
  group_ = {};
}

void EdiReader::end_interchange(EdiMessage& message) {
  if (group_.is_open) lose_end(message, envelope_.group.end);
  group_ = {};
  cursor_.skip();
  check(envelope_.interchange, interchange_,
        interchange_.groups > 0 ? interchange_.groups : interchange_.messages, message);
  interchange_.is_open = false;
}

/// Reads what ends after a message, so that it hears of it.
void EdiReader::close_scopes(EdiMessage& message) {
  while (!stopped_) {
    const bool more = cursor_.find();
    if (!more || at_interchange()) {
      if (interchange_.is_open) lose_end(message, envelope_.interchange.end);
      interchange_.is_open = false;
      group_ = {};
      return;
    }
    if (cursor_.tag() == tags_.group_end) {
      end_group(message);
    } else if (cursor_.tag() == tags_.interchange_end) {
      end_interchange(message);
    } else {
      if (group_.is_open && cursor_.tag() == tags_.group) lose_end(message, envelope_.group.end);
      return;
    }
  }
}

void EdiReader::lose_end(EdiMessage& message, std::string_view before) {
  add_finding(message, bad_document(std::string(reason::kTruncated),
                                    fmt::format("there is no {} where it ends", before),
                                    segment_place(cursor_.number())));
}

/// A file may be nothing but ends that are wrong.
void EdiReader::add_finding(EdiMessage& message, core::Error finding) const {
  if (message.findings.size() < limits_.findings_max)
    message.findings.push_back(std::move(finding));
}

void EdiReader::count_message(EdiMessage& message) {
  message.number = ++messages_;
  message.decimal_mark = decimal_mark_;
  ++interchange_.messages;
  ++group_.messages;
}

void EdiReader::refuse_empty(EdiMessage& message, std::string_view why, std::string detail) {
  count_message(message);
  refuse(message, why, std::move(detail), cursor_.number());
  interchange_.is_open = false;
}

/// Segments outside of a message, up to the end of what should have been one.
void EdiReader::refuse_strays(EdiMessage& message) {
  count_message(message);
  refuse(message, reason::kNotWellFormed,
         fmt::format("a segment outside of a message: there is no {} before it",
                     envelope_.message.start),
         cursor_.number());
  do {
    const bool last = cursor_.tag() == tags_.message_end;
    cursor_.skip();
    if (last) return;
    if (has_too_many_segments()) return refuse_more_segments(message);
  } while (cursor_.find() && !at_control_segment());
}

void EdiReader::refuse_more_segments(EdiMessage& message) {
  message.error.reset();
  refuse(message, reason::kTooLarge,
         fmt::format("more than {} segments in a file", limits_.segments_max), cursor_.number());
  stopped_ = true;
}

void EdiReader::open_headers(Tree& tree, EdiMessage& message) {
  const auto write = [&](SegmentCursor& header, const Scope& scope) {
    if (scope.header.size() > limits_.header_bytes_max) {
      return refuse(message, reason::kTooLarge,
                    fmt::format("a header of more than {} bytes", limits_.header_bytes_max),
                    scope.segment);
    }
    header.start(scope.header);
    if (!header.find()) return;
    if (auto flaw = header.write(tree, symbols_))
      refuse(message, flaw->reason, std::move(flaw->detail), scope.segment);
  };
  tree.open("interchange", symbols_.of("interchange"));
  if (!service_.empty()) {
    tree.open(envelope_.service, symbols_.of(envelope_.service));
    for (std::uint32_t i = 1; i + 2 < service_.size(); ++i) {
      const auto character = core::trim(service_.substr(i + 2, 1));
      if (character.empty()) continue;
      const auto position = symbols_.position(i);
      tree.open(position.name, position.symbol);
      tree.set_text(character);
      tree.close();
    }
    tree.close();
  }
  write(interchange_header_, interchange_);
  if (!group_.is_open) return;
  tree.open("group", symbols_.of("group"));
  write(group_header_, group_);
}

void EdiReader::read_message(Tree& tree, EdiMessage& message) {
  count_message(message);
  const auto from = cursor_.rest();
  open_headers(tree, message);
  message.node = tree.open("message", symbols_.of("message"));
  Scope scope;
  scope.segment = cursor_.number();
  scope.reference = cursor_.element_ahead(envelope_.message.reference);
  message.type = cursor_.element_ahead(envelope_.type);
  const SegmentGroups* groups = nullptr;
  if (groups_ != nullptr) {
    const auto found = groups_->find(message.type);
    if (found != groups_->end()) groups = &found->second;
  }
  nesting_.start(nullptr);
  write_segment(tree, message);
  nesting_.start(groups);
  while (read_segment(tree, message, scope)) {
  }
  message.text = from.substr(0, from.size() - cursor_.rest().size());
  nesting_.close_all(tree);
  tree.close();
  if (group_.is_open) tree.close();
  tree.close();
}

/// False after the last segment of the message.
bool EdiReader::read_segment(Tree& tree, EdiMessage& message, const Scope& scope) {
  if (!cursor_.find()) {
    refuse(message, reason::kTruncated,
           fmt::format("the file ends before the message's {}", envelope_.message.end),
           cursor_.number());
    return false;
  }
  if (cursor_.tag() == tags_.message_end) {
    end_message(tree, message, scope);
    return false;
  }
  if (at_control_segment()) {
    refuse(message, reason::kTruncated,
           fmt::format("the message ends without {}", envelope_.message.end), cursor_.number());
    return false;
  }
  if (has_too_many_segments()) {
    refuse_more_segments(message);
    return false;
  }
  if (message.error) {
    cursor_.skip();
  } else {
    write_segment(tree, message);
  }
  return true;
}

void EdiReader::write_segment(Tree& tree, EdiMessage& message) {
  const auto number = cursor_.number();
  if (!nesting_.place(cursor_, tree)) {
    refuse(message, reason::kTooDeep,
           fmt::format("groups nested more than {} deep", limits_.group_depth_max), number);
  }
  if (auto flaw = cursor_.write(tree, symbols_))
    return refuse(message, flaw->reason, std::move(flaw->detail), number);
  if (cursor_.was_cut_off())
    refuse(message, reason::kTruncated, "the file ends within a segment", number);
  if (tree.size() > limits_.nodes_max || tree.memory() > memory_left_) {
    refuse(message, reason::kTooLarge,
           fmt::format("{} elements in a message, and more to come", tree.size()), number);
  }
}

void EdiReader::end_message(Tree& tree, EdiMessage& message, const Scope& scope) {
  const auto number = cursor_.number();
  nesting_.close_all(tree);
  if (auto flaw = cursor_.write(tree, symbols_))
    refuse(message, flaw->reason, std::move(flaw->detail), number);
  check(envelope_.message, scope, number - scope.segment + 1, message);
}

/// The control segment read last against what it ends.
void EdiReader::check(const EdiEnvelope::Level& level, const Scope& scope, std::uint32_t count,
                      EdiMessage& message) const {
  if (message.findings.size() >= limits_.findings_max) return;
  const auto place = segment_place(cursor_.number() - 1);
  const auto stated = cursor_.element_of(cursor_.raw(), 1);
  const auto reference = cursor_.element_of(cursor_.raw(), 2);
  if (without_leading_zeros(stated) != std::to_string(count)) {
    add_finding(message, bad_document(std::string(reason::kControlCount),
                                      fmt::format("{} counts '{}', there are {}", level.end,
                                                  stated.substr(0, 64), count),
                                      place));
  }
  if (without_leading_zeros(reference) == without_leading_zeros(scope.reference)) return;
  const auto why = cursor_.was_cut_off() ? reason::kTruncated : reason::kControlReference;
  add_finding(message, bad_document(std::string(why),
                                    fmt::format("{} has the reference '{}', {} has '{}'", level.end,
                                                reference.substr(0, 64), level.start,
                                                scope.reference.substr(0, 64)),
                                    place));
}

}  // namespace procured::reader
