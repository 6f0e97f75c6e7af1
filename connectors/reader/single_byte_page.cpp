#include "connectors/reader/single_byte_page.h"

#include <algorithm>
#include <map>

#include "connectors/reader/transcoding.h"

namespace procured::reader {

SingleBytePage::SingleBytePage(const std::string& converter) {
  std::string scratch;
  for (int byte = 0; byte < 256; ++byte) {
    const char source = static_cast<char>(byte);
    const auto text = transcoded({&source, 1}, converter, scratch);
    auto& known = characters_[static_cast<std::size_t>(byte)];
    if (text) {
      known.size = static_cast<std::uint8_t>(text.value().size());
      std::copy(text.value().begin(), text.value().end(), known.utf8.begin());
    }
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
