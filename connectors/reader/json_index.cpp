#include "connectors/reader/json_index.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <string>
#include <utility>

#include "connectors/reader/encoding.h"
#include "connectors/reader/reasons.h"
#include "core/text.h"

namespace procured::reader {
namespace {

constexpr std::size_t kSmallestCapacity = 64 * 1024;
constexpr std::size_t kPieceBytes = 1U << 20U;
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

void JsonIndex::start(std::string_view padded, std::string_view original) {
  padded_ = padded;
  original_ = original;
  at_ = 0;
  found_any_ = false;
}

/// Behind a line end, which no string may hold; where there is none, behind a comma that stands in
/// no string.
std::size_t JsonIndex::end_of_piece() const {
  if (padded_.size() - at_ <= kPieceBytes) return padded_.size();
  const auto piece = padded_.substr(at_, kPieceBytes);
  if (const auto line = piece.rfind('\n'); line != std::string_view::npos) return at_ + line + 1;
  bool in_string = false;
  for (auto i = at_; i < padded_.size(); ++i) {
    const char c = padded_[i];
    if (c == '"') in_string = !in_string;
    if (c == '\\' && in_string) ++i;
    if (c == ',' && !in_string && i - at_ >= kPieceBytes / 2) return i + 1;
  }
  return padded_.size();
}

core::Result<JsonIndex::Piece> JsonIndex::next() {
  auto& parser = stage_->parser;
  while (at_ < padded_.size()) {
    const auto begin = std::exchange(at_, end_of_piece());
    const auto piece = padded_.substr(begin, at_ - begin);
    auto error = simdjson::SUCCESS;
    if (piece.size() > kPieceBytes && piece.size() * sizeof(std::uint32_t) > memory_max_) {
      return core::bad_document(std::string(reason::kTooLarge),
                                fmt::format("a text of {} bytes beside many values", piece.size()),
                                line_place(original_, begin));
    }
    if (!parser || parser->capacity() < piece.size()) {
      parser.reset();  // before there is another
      error = simdjson::get_active_implementation()->create_dom_parser_implementation(
          std::max(piece.size(), kSmallestCapacity), kDepthUnused, parser);
    }
    if (error == simdjson::SUCCESS) {
      error = parser->stage1(reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size(),
                             simdjson::stage1_mode::regular);
    }
    if (error == simdjson::EMPTY) continue;
    if (error != simdjson::SUCCESS) return refusal(error, original_);
    found_any_ = true;
    return Piece{begin, at_, {parser->structural_indexes.get(), parser->n_structural_indexes}};
  }
  if (!found_any_) return refusal(simdjson::EMPTY, original_);
  return Piece{padded_.size(), padded_.size(), {}};
}

std::size_t JsonIndex::memory() const {
  return stage_->parser ? stage_->parser->capacity() * sizeof(std::uint32_t) : 0;
}

}  // namespace procured::reader
