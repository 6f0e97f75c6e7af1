#pragma once

#include <memory>

#include "normalise/profile.h"
#include "stream/stage.h"

namespace procured::normalise {

/// From bytes to meaning: raw records become purchase documents, reference records and dead
/// letters.
///
///     raw record ──decode──► parts ──┬─ document ─► identity, source memory ─►
///     procured.documents.v1
///                                    ├─ row      ─► register key, versions   ─►
///                                    procured.reference.v1 └─ error ────────────────────────────►
///                                    procured.dead-letters.v1
///
/// A file that cannot be read at all is refused: one dead letter, and what its source key showed
/// before stays. The counts are those of work.h. @thread the worker that owns the partition
class NormaliseStage final : public stream::Stage {
 public:
  explicit NormaliseStage(std::shared_ptr<const Knowledge> knowledge);

  stream::Effects run(const stream::Batch& batch, const state::Reader& committed) override;
  bool has_left_over(const state::Reader&) const override { return false; }
  stream::Effects run_left_over(const state::Reader&, const std::string&) override { return {}; }
  void committed() override {}

 private:
  std::shared_ptr<const Knowledge> knowledge_;
};

class NormaliseFactory final : public stream::StageFactory {
 public:
  explicit NormaliseFactory(std::shared_ptr<const Knowledge> knowledge)
      : knowledge_(std::move(knowledge)) {}

  std::unique_ptr<stream::Stage> create(std::int32_t partition) const override;

 private:
  std::shared_ptr<const Knowledge> knowledge_;
};

}  // namespace procured::normalise
