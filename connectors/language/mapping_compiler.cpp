#include <fmt/format.h>

#include <set>

#include "connectors/language/compiler.h"
#include "connectors/language/constant_rules.h"
#include "connectors/language/mapping_head.h"
#include "connectors/language/message_compiler.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

// A mapping file as a whole: a document with what stands beside it, or the records of a register.
namespace procured::mapping {
namespace {

using config::YamlNode;

/// What `$record` means.
constexpr std::string_view kOwnElement = "record";

class MappingCompiler {
 public:
  MappingCompiler(const SourceFile& file, const Fragments& fragments, Names& names,
                  Problems& problems)
      : file_(file), reading_(file, problems), names_(names), problems_(problems) {
    const auto found = fragments.find(file.entry);
    if (found != fragments.end()) fragments_ = &found->second;
    prefixes_ = compile_prefixes(reading_, names_);
  }

  std::optional<Program> run() {
    const auto& root = file_.document.root();
    program_.entry = file_.entry;
    program_.place = reading_.place(root);
    program_.is_register = root.find("register") != nullptr;
    program_.title = reading_.text(root, program_.is_register ? "register" : "document");
    if (!compile_head(reading_, prefixes_, program_)) return std::nullopt;
    builder_.emplace(program_);
    compiler_.emplace(program_, *builder_, fragments_, names_, problems_);
    if (program_.is_register && !program_.maps_rows) {
      records(root);
    } else {
      content(root);
    }
    for (const auto& condition : program_.when) {
      if (condition.test == Condition::Test::kEquals || condition.test == Condition::Test::kIn)
        builder_->mark_tested(0, condition.path);
    }
    compiler_->finish();
    builder_->finish();
    return std::move(program_);
  }

 private:
  /// A document, or a row of a table.
  void content(const YamlNode& root) {
    std::set<std::string> stated;
    const Scope scope{&reading_, &prefixes_, &stated};
    const Frame frame;
    constants().of_document(reading_, root, frame);
    compiler_->message(scope, root, frame);
    beside(root);
    currency_field();
  }

  ConstantRules constants() { return {program_, *builder_}; }

  void beside(const YamlNode& root) {
    const auto* fields = root.find(program_.is_register ? "record" : "persons");
    if (fields == nullptr) return;
    std::set<std::string> stated;
    Frame frame;
    frame.slot = kBesideSlot;
    const Scope scope{&reading_, &prefixes_, &stated};
    if (program_.is_register) {
      compiler_->all_fields(scope, *fields, frame);
    } else if (reading_.map_with(*fields, {"use", "fields", "ignore"})) {
      compiler_->message(scope, *fields, frame);
    }
  }

  void currency_field() {
    if (program_.is_register) return;
    program_.currency_field = builder_->find_field(
        kContentSlot, v1::DocumentContent::descriptor()->FindFieldByName("document_currency_code"));
  }

  /// The records that elements of a tree make.
  void records(const YamlNode& root) {
    const auto items = reading_.items(root, "records");
    if (items.empty()) reading_.problem(root, "a register in a tree needs records");
    for (const auto* item : items) {
      if (reading_.map_with(
              *item, {"content", "each", "with", "set", "use", "fields", "record", "ignore"}))
        record(*item);
    }
    std::set<std::string> stated;
    compiler_->message({&reading_, &prefixes_, &stated}, root, Frame{});
  }

  void record(const YamlNode& item) {
    const auto* content = content_field(reading_, item);
    if (content == nullptr) return;
    const auto number = builder_->record(program_.title + "_" + content->name());
    NamedElements named{std::string(kOwnElement)};
    if (const auto* with = item.find("with")) named_elements(*with, number, named);
    const auto* each = item.find("each");
    const YamlNode whole = {};
    for (const auto* path :
         each == nullptr ? std::vector<const YamlNode*>{&whole} : reading_.scalars(*each)) {
      if (const auto frame = record_frame(*path, number, each != nullptr))
        record_source(item, content, *frame, named);
    }
  }

  /// Where the elements of a record stand; `.` and no path: the document's own.
  std::optional<Frame> record_frame(const YamlNode& node, Number slot, bool has_path) {
    Frame frame;
    if (has_path && node.scalar != ".") {
      auto path = parse_path(node.scalar, prefixes_);
      if (!path || path.value().attribute) {
        reading_.problem(node, path ? "expected a path to an element" : path.error().detail);
        return std::nullopt;
      }
      frame = builder_->enter_each(frame, path.value(), slot);
      program_.statements.push_back({.kind = Statement::Kind::kMessage,
                                     .place = reading_.place(node),
                                     .text = path.value().text,
                                     .slot = slot,
                                     .state = frame.state});
      return frame;
    }
    builder_->state(frame).groups.push_back(slot);
    frame.slot = slot;
    frame.group = slot;
    return frame;
  }

  void record_source(const YamlNode& item, const google::protobuf::FieldDescriptor* content,
                     Frame frame, const NamedElements& named) {
    const auto number = frame.slot;
    if (const auto* fields = item.find("record")) {
      std::set<std::string> stated;
      compiler_->all_fields({&reading_, &prefixes_, &stated, 0, &named}, *fields, frame);
    }
    frame.slot = builder_->slot(frame, content);
    program_.records[program_.slots[number].record].content = frame.slot;
    std::set<std::string> stated;
    constants().of_document(reading_, item, frame);
    compiler_->message({&reading_, &prefixes_, &stated, 0, &named}, item, frame);
  }

  void named_elements(const YamlNode& with, Number slot, NamedElements& named) {
    if (!with.is_map()) return reading_.problem(with, "with must be a map from a name to a path");
    for (const auto& [key, value] : with.entries) {
      if (!reading_.map_with(value, {"at", "last", "each"})) continue;
      if (value.entries.size() != 1) {
        reading_.problem(value, "a named element needs one of at, last and each");
        continue;
      }
      const auto& which = value.entries.front().key.scalar;
      const auto* at = &value.entries.front().value;
      auto path = is_lookup(at->scalar) ? *at : below_own(*at);
      auto lookup = lookup_of(reading_, path, prefixes_, &named);
      if (!lookup) continue;
      if (lookup->attribute) reading_.problem(*at, "expected a path to an element");
      program_.records[program_.slots[slot].record].named.push_back(
          {key.scalar, std::move(*lookup), which == "each", which == "last"});
      named.push_back(key.scalar);
    }
  }

  static YamlNode below_own(YamlNode node) {
    node.scalar = fmt::format("${}/{}", kOwnElement, node.scalar);
    return node;
  }

  const SourceFile& file_;
  YamlReading reading_;
  Names& names_;
  Problems& problems_;
  const Fragments::mapped_type* fragments_ = nullptr;
  Prefixes prefixes_;
  Program program_;
  std::optional<ProgramBuilder> builder_;
  std::optional<MessageCompiler> compiler_;
};

}  // namespace

std::optional<Program> compile_mapping(const SourceFile& file, const Fragments& fragments,
                                       Names& names, Problems& problems) {
  MappingCompiler compiler(file, fragments, names, problems);
  return compiler.run();
}

}  // namespace procured::mapping
