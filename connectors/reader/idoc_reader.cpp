#include "connectors/reader/idoc_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "connectors/reader/bounds.h"
#include "connectors/reader/idoc_records.h"
#include "connectors/reader/reasons.h"
#include "core/text.h"

namespace procured::reader {
namespace {

constexpr std::string_view kControl = "EDI_DC40";
constexpr std::size_t kHeadCharacters = 63;
constexpr std::size_t kDataCharactersMax = 1000;
constexpr std::size_t kNodesOfRecordMax = kDataCharactersMax + 2;

struct ControlField {
  std::string_view name;
  std::uint32_t width = 0;
};

/// @source SAP structure EDI_DC40
constexpr auto kControlFields = std::to_array<ControlField>({
    {"TABNAM", 10}, {"MANDT", 3},   {"DOCNUM", 16}, {"DOCREL", 4},   {"STATUS", 2},  {"DIRECT", 1},
    {"OUTMOD", 1},  {"EXPRSS", 1},  {"TEST", 1},    {"IDOCTYP", 30}, {"CIMTYP", 30}, {"MESTYP", 30},
    {"MESCOD", 3},  {"MESFCT", 3},  {"STD", 1},     {"STDVRS", 6},   {"STDMES", 6},  {"SNDPOR", 10},
    {"SNDPRT", 2},  {"SNDPFC", 2},  {"SNDPRN", 10}, {"SNDSAD", 21},  {"SNDLAD", 70}, {"RCVPOR", 10},
    {"RCVPRT", 2},  {"RCVPFC", 2},  {"RCVPRN", 10}, {"RCVSAD", 21},  {"RCVLAD", 70}, {"CREDAT", 8},
    {"CRETIM", 6},  {"REFINT", 14}, {"REFGRP", 14}, {"REFMES", 14},  {"ARCKEY", 70}, {"SERIAL", 20},
});

struct Refusal {
  std::string_view reason;
  std::string detail;
};

struct OpenSegment {
  std::uint32_t number = 0;
  std::uint32_t level = 0;
};

bool ends_in_release(std::string_view name) {
  return name.size() > 5 &&
         std::all_of(name.end() - 3, name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Letters, digits and "_"; "/" around the namespace of a customer or partner.
bool is_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '/';
  });
}

class Builder {
 public:
  Builder(const SegmentLayouts& layouts, const IdocLimits& limits, const Names& names, Tree& tree)
      : layouts_(layouts), limits_(limits), names_(names), tree_(tree) {
    open("idocs");
  }

  std::optional<Refusal> record(std::string_view record, bool abrupt) {
    if (tree_.size() >= limits_.nodes_max) {
      return Refusal{reason::kTooLarge, fmt::format("more than {} fields", limits_.nodes_max)};
    }
    if (record.starts_with(kControl)) return control(record);
    if (record.starts_with("EDI_DC")) {
      return Refusal{reason::kNotWellFormed,
                     "a control record of release 3 or of no release (EDI_DC); have the port write "
                     "records of release 4 (EDI_DC40)"};
    }
    if (!in_idoc_) {
      return Refusal{reason::kNotWellFormed, "a record before any control record (EDI_DC40)"};
    }
    return segment(record, abrupt);
  }

  std::optional<Refusal> finish() {
    if (in_idoc_ && last_number_ == 0) {
      return Refusal{reason::kTruncated, "an IDoc without segments"};
    }
    close_idoc();
    tree_.close();
    return std::nullopt;
  }

 private:
  void open(std::string_view name) { tree_.open(name, names_.find(Names::kNoNamespace, name)); }

  void close_idoc() {
    close_until(0);
    if (in_idoc_) tree_.close();
  }

  void close_until(std::size_t depth) {
    for (; open_.size() > depth; open_.pop_back()) tree_.close();
  }

  void field(std::string_view name, std::string_view text) {
    const auto start = text.find_first_not_of(' ');  // most fields are blank
    if (start == std::string_view::npos) return;
    const auto value = core::trim(text.substr(start));
    if (value.empty()) return;
    open(name);
    tree_.set_text(value);
    tree_.close();
  }

  std::optional<Refusal> control(std::string_view record) {
    if (in_idoc_ && last_number_ == 0) {
      return Refusal{reason::kTruncated, "a control record behind an IDoc without segments"};
    }
    close_idoc();
    in_idoc_ = true;
    last_number_ = 0;
    open("IDOC");
    open(kControl);
    for (const auto& known : kControlFields)
      field(known.name, take_characters(record, known.width));
    tree_.close();
    if (record.empty()) return std::nullopt;
    return Refusal{reason::kNotWellFormed, "a control record of more than 524 characters"};
  }

  std::optional<Refusal> segment(std::string_view record, bool abrupt) {
    auto data = record;
    const auto head = take_head(data);
    if (!head.valid) {
      auto beyond = record;
      take_characters(beyond, kHeadCharacters - 1);
      if (abrupt && beyond.empty()) {
        return Refusal{reason::kTruncated, "the file ends within the head of a record"};
      }
      return Refusal{reason::kNotWellFormed,
                     "a record without the name and the numbers of its segment"};
    }
    if (!is_name(head.name)) {
      return Refusal{reason::kNotWellFormed,
                     fmt::format("'{}' is no name of a segment", head.name)};
    }
    if (head.number <= last_number_) {
      return Refusal{reason::kNotWellFormed,
                     fmt::format("segment {} behind segment {}", head.number, last_number_)};
    }
    last_number_ = head.number;
    if (auto refusal = close_down_to_parent(head)) return refusal;
    if (open_.size() >= limits_.depth_max) {
      return Refusal{reason::kTooDeep, fmt::format("nested more than {} deep", limits_.depth_max)};
    }
    open_.push_back({head.number, head.level});
    return fields(head.name, data);
  }

  std::optional<Refusal> close_down_to_parent(const SegmentHead& head) {
    auto depth = open_.size();
    if (head.parent > 0) {
      while (depth > 0 && open_[depth - 1].number != head.parent) --depth;
      if (depth == 0) {
        return Refusal{reason::kNotWellFormed,
                       fmt::format("segment {} names the parent {}, which is "
                                   "not above it",
                                   head.number, head.parent)};
      }
    } else {
      while (depth > 0 && (head.level <= 2 || open_[depth - 1].level >= head.level)) --depth;
    }
    close_until(depth);
    return std::nullopt;
  }

  std::optional<Refusal> fields(std::string_view definition, std::string_view data) {
    auto excess = data;
    take_characters(excess, kDataCharactersMax);
    if (!excess.empty()) {
      return Refusal{reason::kNotWellFormed, "a record of more than 1063 characters"};
    }
    const auto layout = layout_of(definition);
    if (layout != layouts_.end()) {
      open(layout->first);
      for (const auto& known : layout->second) {
        if (data.empty()) break;
        field(known.name, take_characters(data, known.width));
      }
    } else {
      open(type_of(definition));
    }
    field("SDATA", data);
    return std::nullopt;
  }

  SegmentLayouts::const_iterator layout_of(std::string_view definition) {
    type_.assign(definition);
    if (definition.starts_with("E2")) type_[1] = '1';
    auto layout = layouts_.find(type_);
    if (layout != layouts_.end() || !ends_in_release(definition)) return layout;
    if (definition.starts_with("Z2")) type_[1] = '1';
    type_.resize(type_.size() - 3);
    return layouts_.find(type_);
  }

  std::string_view type_of(std::string_view definition) {
    if (definition.find('/') != std::string_view::npos) return xml_name(definition);
    const bool standard = definition.starts_with("E2");
    const bool own = definition.starts_with("Z2") && ends_in_release(definition);
    if (!standard && !own) return definition;
    std::string type(ends_in_release(definition) ? definition.substr(0, definition.size() - 3)
                                                 : definition);
    type[1] = '1';
    return tree_.keep(std::move(type));
  }

  /// As SAP writes it in XML, where names have no "/": "/ABC/SEG" is "_-ABC_-SEG".
  std::string_view xml_name(std::string_view definition) {
    std::string name;
    for (const char c : definition) {
      if (c == '/') {
        name += "_-";
      } else {
        name += c;
      }
    }
    return tree_.keep(std::move(name));
  }

  const SegmentLayouts& layouts_;
  const IdocLimits& limits_;
  const Names& names_;
  Tree& tree_;
  std::vector<OpenSegment> open_;
  std::string type_;
  bool in_idoc_ = false;
  std::uint32_t last_number_ = 0;
};

}  // namespace

core::Result<void> IdocReader::read(std::string_view bytes, const Names& names, Tree& tree) {
  tree.clear();
  if (bytes.find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos) {
    return core::bad_document(std::string(reason::kEmptyFile), "the file is empty", "line 1");
  }
  const auto text = as_utf8(bytes, encoding_, converted_);
  if (!text) return text.error();
  if (bytes.size() >= kReservedFrom)
    tree.reserve(std::min(limits_.nodes_max + kNodesOfRecordMax, bytes.size() / 2));
  IdocRecords records(text.value());
  Builder builder(layouts_, limits_, names, tree);
  std::optional<Refusal> refusal;
  for (std::string_view record; !refusal && records.next(record);) {
    refusal = builder.record(record, records.ends_abruptly());
  }
  if (!refusal) refusal = builder.finish();
  if (refusal) {
    return core::bad_document(std::string(refusal->reason), std::move(refusal->detail),
                              fmt::format("line {}", records.line()));
  }
  return boost::outcome_v2::success();
}

}  // namespace procured::reader
