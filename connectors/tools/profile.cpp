#include "connectors/tools/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "connectors/decoding/trace.h"
#include "connectors/tools/field_selector.h"
#include "connectors/tools/flat_message.h"

namespace procured::tools {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using mapping::ValueType;

namespace {

/// Which programs read the documents and rows of a file.
class ProgramsRead : public mapping::Trace {
 public:
  std::vector<const mapping::Program*> read;

  void document_started(const mapping::Program& program, const reader::Tree& /*tree*/,
                        reader::NodeId /*root*/) override {
    read.push_back(&program);
  }
  void row_started(const mapping::Program& program, const std::vector<std::string>& /*header*/,
                   std::uint64_t /*line*/) override {
    read.push_back(&program);
  }
};

/// Days that have passed when a document that states them is sent.
bool may_lie_ahead(const std::string& name) {
  static constexpr auto kPast =
      std::to_array<std::string_view>({"issue_date", "posting_date", "actual_delivery_date"});
  return std::none_of(kPast.begin(), kPast.end(),
                      [&](std::string_view past) { return name.ends_with(past); });
}

}  // namespace

std::string without_indices(std::string_view path) {
  if (const auto column = path.find(", column "); path.starts_with("row ") && column != path.npos)
    return std::string(path.substr(column + 2));
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    inside = inside || c == '[';
    if (!inside) plain += c;
    if (c == ']') inside = false;
  }
  return plain;
}

void Profile::add_file(const mapping::Catalogue& catalogue,
                       const mapping::ConnectorSettings& settings, const std::string& name,
                       std::string_view bytes) {
  ++files_;
  ProgramsRead trace;
  const auto take = [&](const mapping::Decoded& part) {
    // What a program says of its fields, before the first of them.
    for (const auto* program : trace.read) add_program(*program);
    trace.read.clear();
    if (const auto* document = std::get_if<mapping::DecodedDocument>(&part.outcome)) {
      ++groups_[""];
      add_message(document->content, "", "", false);
      add_message(document->persons, "persons.", "", true);
    } else if (const auto* row = std::get_if<mapping::DecodedRow>(&part.outcome)) {
      ++groups_[""];
      add_message(row->record, "", "", false);
    } else {
      const auto& error = std::get<core::Error>(part.outcome);
      auto& seen = dead_letters_[error.code];
      if (seen.count++ == 0) seen = {1, fmt::format("{}: {}", error.place, error.detail), name};
    }
  };
  add_unmapped(catalogue.decode(bytes, settings, take, true, &trace), name);
}

void Profile::add_program(const mapping::Program& program) {
  ++read_by_[program.entry + "/" + program.title];
  if (!programs_.insert(&program).second) return;
  for (const auto& statement : program.statements) {
    if (statement.field == mapping::kNothing) continue;
    const auto& field = program.fields[statement.field];
    auto name = name_of_field(program, statement.field);
    // A row's own message stands within its record.
    if (program.maps_rows && field.slot == mapping::kContentSlot)
      name = program.row_content->name() + "." + name;
    types_[name] = field.rule.type;
  }
}

void Profile::add_message(const Message& message, const std::string& prefix,
                          const std::string& group, bool of_person) {
  std::vector<const FieldDescriptor*> present;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &present);
  for (const auto* field : present) {
    const auto name = prefix + field->name();
    const bool many = field->is_repeated();
    const int count = many ? reflection->FieldSize(message, field) : 1;
    if (field->message_type() == nullptr) {
      for (int i = 0; i < count; ++i)
        add_value(name, group, scalar_text(message, field, i), of_person);
      continue;
    }
    for (int i = 0; i < count; ++i) {
      if (many) ++groups_[name];
      add_message(many ? reflection->GetRepeatedMessage(message, field, i)
                       : reflection->GetMessage(message, field),
                  name + ".", many ? name : group, of_person);
    }
  }
}

void Profile::add_value(const std::string& name, const std::string& group, std::string value,
                        bool of_person) {
  const auto type = types_.find(name);
  const ValueProfile empty(type == types_.end() ? ValueType::kEnum : type->second,
                           may_lie_ahead(name), today_);
  auto& seen = fields_.try_emplace(name, FieldSeen{group, of_person, empty}).first->second;
  // What a person is called is counted and not kept.
  seen.values.add(of_person ? std::string_view() : std::string_view(value));
}

void Profile::add_unmapped(const mapping::FileSummary& summary, const std::string& file) {
  for (const auto& leaf : summary.unmapped) {
    const auto path = without_indices(leaf.path);
    if (unmapped_.size() >= kPathsMax && !unmapped_.contains(path)) continue;
    auto& seen = unmapped_[path];
    if (seen.count++ == 0) seen = {1, leaf.value, file};
  }
}

std::uint64_t Profile::total_of(const std::string& group) const {
  const auto found = groups_.find(group);
  return found == groups_.end() ? 0 : found->second;
}

std::vector<std::string> Profile::never_filled() const {
  std::vector<std::string> names;
  for (const auto& [name, type] : types_) {
    if (!fields_.contains(name)) names.push_back(name);
  }
  return names;
}

}  // namespace procured::tools
