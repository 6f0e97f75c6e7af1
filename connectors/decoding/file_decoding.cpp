#include "connectors/decoding/file_decoding.h"

#include <algorithm>
#include <memory>

#include "connectors/decoding/register_files.h"
#include "connectors/program/reasons.h"
#include "connectors/quality/data_quality.h"
#include "connectors/reader/bounds.h"
#include "connectors/reader/edifact_reader.h"
#include "connectors/reader/form_reader.h"
#include "connectors/reader/idoc_reader.h"
#include "connectors/reader/json_reader.h"
#include "connectors/reader/x12_reader.h"
#include "connectors/reader/xml_reader.h"
#include "connectors/reader/zip_parts.h"
#include "core/hash.h"

namespace procured::mapping {
namespace {

/// What decoding needs again and again; kept per thread so that a document costs no set-up.
struct Scratch {
  reader::XmlReader xml;
  reader::JsonReader json;
  reader::Tree tree;
  TreeDecoding decoding;
};

std::unique_ptr<Scratch>& kept_scratch() {
  thread_local std::unique_ptr<Scratch> kept;
  return kept;
}

Scratch& scratch() {
  auto& kept = kept_scratch();
  if (!kept) kept = std::make_unique<Scratch>();
  return *kept;
}

/// Gives the memory back that a large file took.
void forget_large(std::string_view bytes) {
  if (bytes.size() >= reader::kReservedFrom) kept_scratch().reset();
}

bool reads_doctypes(const FileContext& file) {
  const auto& programs = file.compilation.programs;
  return std::any_of(programs.begin(), programs.end(), [&](const Program& program) {
    return program.external_doctype && is_tried(file.settings, program.entry);
  });
}

void decode_xml(FileContext file, std::string_view bytes) {
  auto& kept = scratch();
  kept.xml.skip_external_doctypes(reads_doctypes(file));
  if (auto read = kept.xml.read(bytes, file.compilation.names, kept.tree); !read)
    return refuse(file, read.error());
  file.memory = MemoryBudget::left_of(bytes, kept.xml.memory() + kept.tree.room());
  file.has_doctype = kept.xml.has_doctype();
  kept.decoding.run(file, kept.tree);
}

void decode_json(const FileContext& file, std::string_view bytes) {
  auto& kept = scratch();
  if (auto read = kept.json.read(bytes, file.compilation.names, kept.tree); !read)
    return refuse(file, read.error());
  file.memory = MemoryBudget::left_of(bytes, kept.json.memory() + kept.tree.room());
  kept.decoding.run(file, kept.tree);
}

void decode_form(const FileContext& file, std::string_view bytes) {
  auto& kept = scratch();
  reader::FormReader form;
  if (auto read = form.read(bytes, file.compilation.names, kept.tree); !read)
    return refuse(file, read.error());
  file.memory = MemoryBudget::left_of(bytes, form.memory() + kept.tree.room());
  kept.decoding.run(file, kept.tree);
}

void decode_idoc(const FileContext& file, std::string_view bytes) {
  auto& kept = scratch();
  reader::IdocReader idoc(file.compilation.layouts);
  if (auto read = idoc.read(bytes, file.compilation.names, kept.tree); !read)
    return refuse(file, read.error());
  file.memory = MemoryBudget::left_of(bytes, idoc.memory() + kept.tree.room());
  kept.decoding.run(file, kept.tree);
}

/// Whether more messages come than a file may have. Nothing has been handed over then.
bool has_too_many(reader::EdiReader& messages, std::string_view bytes, reader::Tree& tree) {
  constexpr std::size_t kTagBytes = 2;  // at least, and each message has one
  if (bytes.size() / kTagBytes <= reader::kDocumentsMax) return false;
  if (messages.messages_at_most() <= reader::kDocumentsMax) return false;
  reader::EdiMessage message;
  std::size_t count = 0;
  while (count <= reader::kDocumentsMax && messages.next(tree, message)) ++count;
  static_cast<void>(messages.start(bytes));  // once more; it went well
  return count > reader::kDocumentsMax;
}

/// EDIFACT and X12, message by message: each is handed over when it is known whether one follows.
void decode_messages(FileContext file, reader::EdiReader& messages, std::string_view bytes) {
  if (auto started = messages.start(bytes); !started) return refuse(file, started.error());
  auto& kept = scratch();
  if (has_too_many(messages, bytes, kept.tree)) return refuse_many(file);
  auto& part = kept.decoding.part();
  reader::EdiMessage message;
  std::string_view text;  // of the message that waits
  std::size_t count = 0;
  // Of one message among several, so that it is known again where its neighbours change.
  const auto hand_over = [&] {
    part.position = std::to_string(count);
    part.content_hash = text.empty() ? std::string() : core::sha256_hex(text);
    file.take(part);
  };
  while (messages.next(kept.tree, message)) {
    if (count == 0)
      file.memory = MemoryBudget::left_of(bytes, messages.memory() + kept.tree.room());
    if (count > 0) hand_over();
    ++count;
    text = message.error ? std::string_view() : message.text;
    if (message.error) {
      kept.decoding.refuse_part(std::move(*message.error));
      continue;
    }
    file.decimal_mark = message.decimal_mark;
    kept.decoding.map_message(file, kept.tree, message.node, message.type);
    if (auto* document = std::get_if<DecodedDocument>(&part.outcome))
      note_findings(message.findings, document->content);
  }
  if (count > 1) return hand_over();
  if (count == 0) {
    return refuse(file, core::bad_document(std::string(reason::kFragment),
                                           "an interchange without a message in it", "segment 1"));
  }
  part.position.clear();
  part.content_hash.clear();
  file.take(part);
}

}  // namespace

void decode_file(const FileContext& file, std::string_view bytes) {
  const auto& compilation = file.compilation;
  switch (file.syntax) {
    case Syntax::kEdifact: {
      reader::EdifactReader messages(compilation.names, &compilation.edifact_groups);
      decode_messages(file, messages, bytes);
      break;
    }
    case Syntax::kX12: {
      reader::X12Reader messages(compilation.names, &compilation.x12_groups);
      decode_messages(file, messages, bytes);
      break;
    }
    case Syntax::kForm:
      decode_form(file, bytes);
      break;
    case Syntax::kTable:
      if (reader::is_zip(bytes)) {
        decode_spreadsheet(file, bytes);
      } else {
        decode_table(file, bytes, {scratch().decoding, scratch().tree});
      }
      break;
    case Syntax::kXml:
      decode_xml(file, bytes);
      break;
    case Syntax::kJson:
      decode_json(file, bytes);
      break;
    case Syntax::kIdoc:
      decode_idoc(file, bytes);
      break;
  }
  forget_large(bytes);
}

}  // namespace procured::mapping
