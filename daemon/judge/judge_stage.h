#pragma once

#include <map>
#include <memory>
#include <string>

#include "judge/document_desk.h"
#include "judge/published.h"
#include "procured/v1/state.pb.h"
#include "refdata/books.h"
#include "stream/stage.h"

namespace procured::judge {

/// Judges one partition: facts in (procured.documents.v1, procured.reference.v1), merged facts,
/// verdicts and KPI cells out. For each batch:
///
///     apply the facts → collect the touched documents and lots → judge them again → compare with
///     what was published → publish what changed → move their contributions → publish the cells
///     that changed
///
/// A reference record touches more documents than a batch may hold: a sweep re-judges them in
/// slices, and is state; so does a binary whose catalogues are newer than those that judged last.
/// Nothing is judged before the partition's first policy. @thread the worker that owns the
/// partition.
class JudgeStage final : public stream::Stage {
 public:
  /// How many documents and lots one slice of left-over work judges.
  static constexpr std::size_t kSliceSubjects = 200;

  explicit JudgeStage(std::size_t slice_subjects = kSliceSubjects)
      : slice_subjects_(slice_subjects) {}

  stream::Effects run(const stream::Batch& batch, const state::Reader& committed) override;
  bool has_left_over(const state::Reader& committed) const override;
  stream::Effects run_left_over(const state::Reader& committed,
                                const std::string& known_at) override;
  void committed() override {}

 private:
  struct Turn;  // what one batch or slice changes: turn.h

  // facts_in.cpp: what a record changes in the state, and whom it touches
  void apply_document(v1::PurchaseDocument& document, Turn& turn);
  void apply_reference(const v1::ReferenceRecord& record, Turn& turn);
  void apply_price_catalogue(const std::string& identity, const v1::DocumentState& stored,
                             Turn& turn);  // price_catalogues.cpp
  void apply_policy(const v1::ReferenceRecord& record, Turn& turn);
  void touch_lot(const v1::Agreement& row, const std::string& buyer_id, Turn& turn);
  void touch_holders_of(const v1::ReferenceRecord& record, bool unit_known_before, Turn& turn);

  // verdicts_out.cpp: what is published about a subject
  void judge_document(const std::string& identity, Turn& turn);
  void judge_document(const std::string& identity, v1::DocumentState& document, Turn& turn);
  void judge_lot(const refdata::LotKey& lot, Turn& turn);
  void publish_cells(Turn& turn);

  stream::Effects finish(Turn& turn);
  void load_shared(const state::Reader& state);
  refdata::Books& books(const std::string& buyer_id, const state::Reader& state);

  std::size_t slice_subjects_;
  Scratch turn_memory_;
  Scratch subject_memory_;
  bool shared_loaded_ = false;
  refdata::SharedBooks shared_;
  std::map<std::string, std::unique_ptr<refdata::Books>> books_;
};

/// Grows whenever a rule or a KPI is added or its version rises. A newer binary starts a re-judging
/// sweep, an older one refuses newer state.
std::uint32_t catalogue_version();

class JudgeStageFactory final : public stream::StageFactory {
 public:
  std::unique_ptr<stream::Stage> create(std::int32_t) const override {
    return std::make_unique<JudgeStage>();
  }
};

}  // namespace procured::judge
