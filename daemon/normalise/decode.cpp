#include "normalise/profile.h"

namespace procured::normalise {

Decode decode_through(std::shared_ptr<const mapping::Catalogue> catalogue) {
  return [catalogue = std::move(catalogue)](
             std::string_view bytes, const mapping::ConnectorSettings& settings,
             mapping::Decoding& decoding) { catalogue->decode(bytes, settings, decoding); };
}

}  // namespace procured::normalise
