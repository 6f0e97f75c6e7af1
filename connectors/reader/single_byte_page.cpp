#include "connectors/reader/single_byte_page.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <map>
#include <memory>

namespace procured::reader {

SingleBytePage::SingleBytePage(const std::string& converter_name) {
  UErrorCode opened = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(converter_name.c_str(), &opened), &ucnv_close);
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &opened);
  for (int byte = 0; byte < 256; ++byte) {
    const char source = static_cast<char>(byte);
    auto& known = characters_[static_cast<std::size_t>(byte)];
    std::array<UChar, 4> wide{};
    UErrorCode status = opened;
    const auto units = ucnv_toUChars(converter.get(), wide.data(),
                                     static_cast<std::int32_t>(wide.size()), &source, 1, &status);
    std::int32_t size = 0;
    u_strToUTF8(known.utf8.data(), static_cast<std::int32_t>(known.utf8.size()), &size, wide.data(),
                units, &status);
    known.size = static_cast<std::uint8_t>(U_FAILURE(status) ? 0 : size);
    if (byte < 0x80 && utf8(source) != std::string_view(&source, 1)) extends_ascii_ = false;
  }
}

const SingleBytePage& SingleBytePage::of(const std::string& converter) {
  thread_local std::map<std::string, SingleBytePage> pages;
  const auto known = pages.find(converter);
  if (known != pages.end()) return known->second;
  return pages.emplace(converter, SingleBytePage(converter)).first->second;
}

}  // namespace procured::reader
