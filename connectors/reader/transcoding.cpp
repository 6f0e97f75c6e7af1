#include "connectors/reader/transcoding.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <memory>
#include <vector>

#include "connectors/reader/reasons.h"

namespace procured::reader {

using core::bad_document;

core::Error not_in(const std::string& converter_name) {
  return bad_document(std::string(reason::kInvalidEncoding),
                      fmt::format("bytes that are not {}", converter_name));
}

core::Result<std::string_view> transcoded(std::string_view bytes, const std::string& converter_name,
                                          std::string& scratch) {
  if (bytes.size() > kTranscodedBytesMax) {
    return bad_document(
        std::string(reason::kTooLarge),
        fmt::format("more than {} bytes of {}", kTranscodedBytesMax, converter_name), "line 1");
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(converter_name.c_str(), &status), &ucnv_close);
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::vector<UChar> wide(bytes.size() + 1);
  const auto wide_size =
      ucnv_toUChars(converter.get(), wide.data(), static_cast<std::int32_t>(wide.size()),
                    bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return not_in(converter_name);
  // First its size only: room for the worst would be twice what a text takes.
  std::int32_t size = 0;
  u_strToUTF8(nullptr, 0, &size, wide.data(), wide_size, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) status = U_ZERO_ERROR;
  if (static_cast<std::size_t>(size) > scratch.capacity()) std::string().swap(scratch);
  scratch.resize(static_cast<std::size_t>(size));
  u_strToUTF8(scratch.data(), size, &size, wide.data(), wide_size, &status);
  if (U_FAILURE(status)) {
    return bad_document(std::string(reason::kInvalidEncoding),
                        fmt::format("{} with half characters", converter_name));
  }
  return std::string_view(scratch);
}

}  // namespace procured::reader
