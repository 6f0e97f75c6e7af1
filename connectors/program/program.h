#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/program/automaton.h"
#include "connectors/program/path.h"
#include "connectors/program/statement.h"
#include "connectors/program/syntax.h"
#include "connectors/program/table_layout.h"
#include "connectors/program/values.h"
#include "proto/field_accessors.h"

namespace re2 {
class RE2;
}

namespace procured::mapping {

// One mapping file, compiled. Targets are numbered: a slot is a place for a message in the contract
// (seller, each line), a field a scalar in a slot. Paths of the source are merged into one
// automaton: a state per path, an edge per element name, so that one walk over the tree maps all.

/// Slots that every program has.
inline constexpr Number kContentSlot = 0;  ///< DocumentContent, or the row's own message.
inline constexpr Number kBesideSlot = 1;  ///< Persons, or ReferenceRecord around the row's message.

/// What is taken where the source states nothing: what the site declares for its connector, or, of
/// a line's net amount, what its quantity and price come to.
enum class SiteDefault : std::uint8_t { kNone, kCurrency, kBuyer, kSeller, kLineNet };

/// A text of the document is the key of an element that stands elsewhere in the file, and what that
/// says is the value.
struct LookUp {
  Lookup in;        ///< The elements.
  SimplePath by;    ///< From each of them to its key; of several with one key the first counts.
  SimplePath take;  ///< From it to the value.
};

/// What a field is for nearly every text.
enum class SimpleKind : std::uint8_t {
  kNone,     ///< More is asked of it.
  kText,     ///< One text as the source writes it.
  kNumber,   ///< One number, of which nothing but its form is asked.
  kNegated,  ///< The same with its sign turned.
};

struct Field {
  // What writing looks at first stands together.
  Number slot = 0;
  SimpleKind simple = SimpleKind::kNone;
  bool is_repeated = false;
  bool has_parts = false;  ///< Its rule looks at a part of the text, or at none of some texts.
  v1::TextSetter set_text = nullptr;  ///< Of a text.
  const google::protobuf::FieldDescriptor* descriptor = nullptr;
  std::shared_ptr<const LookUp> look_up = nullptr;
  ValueRule rule;
  std::string fallback;                               ///< Default in canonical form; empty: none.
  SiteDefault fallback_of_site = SiteDefault::kNone;  ///< Instead of `fallback`.
  bool default_wins = false;                          ///< Over what the source states.
  bool placed = false;  ///< Its place is recorded (fields of the document and of lines).
};

/// From the first to before the last.
struct NumberRange {
  Number first = 0;
  Number end = 0;
};

struct Slot {
  Number parent = kNothing;
  const google::protobuf::FieldDescriptor* descriptor = nullptr;  ///< In the parent's message.
  v1::MessageMaker make = nullptr;   ///< Of its message in the parent's.
  bool group = false;                ///< Repeated: a message per element of the source.
  Number record = kNothing;          ///< Of ReferenceRecord itself: its rule.
  bool owns_places = false;          ///< The document, and each line.
  bool placed = false;               ///< Its own place is recorded by the owner above it.
  std::vector<NumberRange> fields;   ///< Of a group: its own and those of the slots below it.
  std::vector<Number> slots;         ///< Of a group: those below it.
  std::vector<Number> own_fields;    ///< Of an owner: those placed.
  std::vector<Number> own_messages;  ///< Of an owner: slots placed that are no groups.
  // Of a group, and of the document.
  std::vector<NumberRange> outside;  ///< Program::outside of it: of one field each, the best first.
  std::vector<Number> starts;        ///< Of these one for each place that they start from.
};

/// At least one of these must have a value when the group (or the document) ends.
struct Requirement {
  Number group = kContentSlot;
  std::string reason;  ///< Of the closed list.
  std::string name;    ///< For a person.
  std::string path;    ///< Where it was expected, relative to the group.
  std::vector<Number> fields;
  std::vector<Number> slots;
  bool also_when_deleted = false;  ///< Part of a register's key.
};

/// A field that has a default, and the group whose end fills it in.
struct Fallback {
  Number group = kContentSlot;
  Number field = 0;
};

/// A text that stands elsewhere in the file, or around its group, feeds a field when the group
/// ends.
struct Outside {
  Leaf leaf;
  Lookup path;
  bool asks_record = false;  ///< Elements that the record names decide what the path finds.
  Number start = 0;          ///< The one among Slot::starts that starts from the same place.
};

/// An element that a record names, so that its fields can be looked up from there.
struct NamedElement {
  std::string name;
  Lookup path;
  bool each = false;  ///< Every element that fits makes a record of its own; else the first is it,
  bool last = false;  ///< or the last.
};

/// A record of a register that elements of a tree make.
struct RecordRule {
  std::string register_name;
  Number slot = kNothing;           ///< Of the record.
  Number content = kNothing;        ///< Of the message in its oneof.
  std::vector<NamedElement> named;  ///< Numbered from 1; 0 is the record's own element.
};

struct PlacePath {
  std::string text;
  bool of_document = true;  ///< Else relative to the line.
};

/// A condition on a recognised document: refuses it, or must hold for the mapping to be the one.
struct Condition {
  enum class Test {
    kContains,
    kStartsWith,
    kEquals,
    kDiffers,
    kIn,
    kMatches,
    kSeveral,  ///< Texts that differ.
    kExists,
    kAbsent
  };
  SimplePath path;
  std::optional<Lookup> elements = std::nullopt;  ///< In its place: with predicates, or upwards.
  Test test = Test::kContains;
  std::string text;
  std::vector<std::string> texts;                     ///< Of kIn.
  std::shared_ptr<const re2::RE2> pattern = nullptr;  ///< Of kMatches.
  std::vector<Condition> and_also;                    ///< What must be so, too.
  std::string reason;                                 ///< Of a refusal.
  std::string detail;
};

/// The name of a root element: as a number, and for messages.
struct Root {
  Name name;
  Symbol symbol = reader::kUnknownName;
};

struct Program {
  std::string entry;
  std::string title;  ///< "invoice"; of a register its name.
  std::string place;  ///< Of the mapping: file:line:column.
  bool is_register = false;
  bool maps_rows = false;  ///< A register of a table's rows; else its records stand in a tree.
  const google::protobuf::FieldDescriptor* row_content = nullptr;  ///< Of ReferenceRecord's oneof.
  SyntaxSet syntaxes;
  bool external_doctype = false;  ///< Documents may have a DOCTYPE that only names files.
  std::optional<TableProfile> table = std::nullopt;  ///< What it reads are the rows of one.
  Root root;                                         ///< Of the file's tree; no symbol: any.
  bool reads_root = false;                           ///< The root may be the document.
  std::vector<SimplePath> documents;  ///< From the root to elements that may be documents.
  SimplePath position;    ///< Where a document of several names itself; empty: it is counted.
  char decimal_mark = 0;  ///< Of the numbers; 0: that of the syntax.
  std::vector<Condition> when;
  std::vector<Condition> unless;
  std::vector<Condition> passes_over;  ///< What stands where documents do and is none.
  std::vector<Slot> slots;
  std::vector<Field> fields;
  std::vector<Requirement> requirements;
  std::vector<Outside> outside;
  std::vector<Fallback> fallbacks;
  std::vector<State> states;  ///< 0 is the root element.
  std::vector<PlacePath> paths;
  std::vector<AttributeUse> attributes;  ///< On any element that knows no use of its own.
  Number counters = 0;
  Number currency_field = kNothing;
  Number lines_slot = kNothing;
  // Registers in trees.
  std::vector<RecordRule> records;
  Condition without_records;  ///< Reason and detail where a document makes none.
  // Registers of rows: what recognises the header, and what each column feeds.
  std::vector<std::string> recognised_by;
  std::map<std::string, Use, std::less<>> columns;
  std::vector<Statement> statements;  ///< In the order of the mapping.
};

/// A root element that is known and not read, and why.
struct Refusal {
  std::string entry;
  Root root;
  bool any_namespace = false;
  std::vector<std::string> columns;  ///< Of a table's header, instead of a root.
  std::vector<Condition> when;
  std::string reason;
  std::string detail;
};

/// A wrapper around documents, such as SBDH.
struct Envelope {
  std::string entry;
  Root root;
  Root header;
};

}  // namespace procured::mapping
