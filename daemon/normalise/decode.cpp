#include "normalise/profile.h"

namespace procured::normalise {

Decode decode_through(std::shared_ptr<const mapping::Catalogue> catalogue) {
  return [catalogue = std::move(catalogue)](
             std::string_view bytes, const mapping::ConnectorSettings& settings,
             const mapping::TakePart& take) { catalogue->decode(bytes, settings, take); };
}

}  // namespace procured::normalise
