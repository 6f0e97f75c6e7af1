#pragma once

#include <memory>

#include "stream/stage.h"

namespace procured::integration {

/// A stage whose outputs can be told from its inputs by hand. A record (key, value):
///
///     documents  key by key       → value             each input once
///     kpis       same partition   → count of the key  the last one is the number of inputs
///     verdicts   same partition   → "key|sweep"       for a value "sweep:…": one per key known then, in slices
///
/// Keys are expected before the first sweep of their partition, so that the verdicts do not depend on when slices run.
class EchoStages final : public stream::StageFactory {
 public:
  std::unique_ptr<stream::Stage> create(std::int32_t partition) const override;
};

}  // namespace procured::integration
