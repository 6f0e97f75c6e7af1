#include "connectors/reader/json_index.h"

#include <simdjson.h>

#include <algorithm>
#include <string>

#include "connectors/reader/encoding.h"
#include "connectors/reader/reasons.h"
#include "core/text.h"

namespace procured::reader {
namespace {

constexpr std::size_t kSmallestCapacity = 64 * 1024;
constexpr std::size_t kDepthUnused = 1;  // of stages that are not run

/// The first raw control character within a string; the text's size when there is none.
std::size_t control_in_string(std::string_view text) {
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '"') {
      in_string = !in_string;
    } else if (in_string && c == '\\') {
      ++i;
    } else if (in_string && c < 0x20) {
      return i;
    }
  }
  return text.size();
}

/// The first character that is not UTF-8; characters never span lines.
std::size_t flaw_in_encoding(std::string_view text) {
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    if (!core::is_valid_utf8(text.substr(start, end - start))) return start;
    start = end + 1;
  }
  return text.size();
}

core::Error refusal(simdjson::error_code error, std::string_view text) {
  const auto refuse = [&](std::string_view why, std::string_view detail, std::size_t offset) {
    return core::bad_document(std::string(why), std::string(detail), line_place(text, offset));
  };
  switch (error) {
    case simdjson::UTF8_ERROR:
      return refuse(reason::kInvalidEncoding, "bytes that are not UTF-8", flaw_in_encoding(text));
    case simdjson::UNCLOSED_STRING:
    case simdjson::UNESCAPED_CHARS: {
      // A quote that is missing early on leaves a string open at the end, but the line end within
      // what it opened is where to look.
      const auto control = control_in_string(text);
      if (control == text.size()) {
        return refuse(reason::kTruncated, "the file ends within a string", control);
      }
      return refuse(reason::kNotWellFormed, "a line end, tab or control character within a string",
                    control);
    }
    case simdjson::EMPTY:
      return refuse(reason::kEmptyFile, "the file is empty", 0);
    default:
      return refuse(reason::kTooLarge, "no memory for the tokens of the text", 0);
  }
}

}  // namespace

static_assert(JsonIndex::kPadding >= simdjson::SIMDJSON_PADDING);

struct JsonIndex::Stage {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
};

JsonIndex::JsonIndex() : stage_(std::make_unique<Stage>()) {}
JsonIndex::~JsonIndex() = default;

core::Result<std::span<const std::uint32_t>> JsonIndex::tokens_of(std::string_view padded) {
  auto& parser = stage_->parser;
  auto error = simdjson::SUCCESS;
  if (!parser) {
    error = simdjson::get_active_implementation()->create_dom_parser_implementation(
        std::max(padded.size(), kSmallestCapacity), kDepthUnused, parser);
  } else if (parser->capacity() < padded.size()) {
    error = parser->set_capacity(padded.size());
  }
  if (error == simdjson::SUCCESS) {
    error = parser->stage1(reinterpret_cast<const std::uint8_t*>(padded.data()), padded.size(),
                           simdjson::stage1_mode::regular);
  }
  if (error != simdjson::SUCCESS) return refusal(error, padded);
  return std::span<const std::uint32_t>(parser->structural_indexes.get(),
                                        parser->n_structural_indexes);
}

}  // namespace procured::reader
