#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "stream/stage.h"

namespace procured::bench {

/// Wall time and CPU time of the whole process.
struct Moment {
  std::chrono::steady_clock::time_point wall;
  double cpu_s = 0;

  static Moment now() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {std::chrono::steady_clock::now(), seconds(usage.ru_utime) + seconds(usage.ru_stime)};
  }
};

/// What went through a stage, and when. Written by the worker's thread, read when it has ended.
struct Totals {
  std::uint64_t inputs = 0;
  std::uint64_t input_bytes = 0;
  std::uint64_t outputs = 0;  ///< Changelog records included.
  std::uint64_t output_bytes = 0;
  std::uint64_t batches = 0;
  double stage_s = 0;  ///< Wall time within the stage.
  Moment first;        ///< Before the first batch.
  Moment last;         ///< After the last commit.
};

/// A stage seen from outside.
class CountingStages final : public stream::StageFactory {
 public:
  CountingStages(const stream::StageFactory& inner, Totals& totals)
      : inner_(inner), totals_(totals) {}

  std::unique_ptr<stream::Stage> create(std::int32_t partition) const override {
    return std::make_unique<Counting>(inner_.create(partition), totals_);
  }

 private:
  class Counting final : public stream::Stage {
   public:
    Counting(std::unique_ptr<stream::Stage> inner, Totals& totals)
        : inner_(std::move(inner)), totals_(totals) {}

    stream::Effects run(const stream::Batch& batch, const state::Reader& committed) override {
      if (totals_.batches++ == 0) totals_.first = Moment::now();
      for (const auto& record : batch.records) {
        totals_.input_bytes += record.key.size() + (record.value ? record.value->size() : 0);
      }
      totals_.inputs += batch.records.size();
      const auto began = std::chrono::steady_clock::now();
      auto effects = counted(inner_->run(batch, committed));
      spend(began);
      return effects;
    }
    bool has_left_over(const state::Reader& committed) const override {
      return inner_->has_left_over(committed);
    }
    stream::Effects run_left_over(const state::Reader& committed,
                                  const std::string& known_at) override {
      const auto began = std::chrono::steady_clock::now();
      auto effects = counted(inner_->run_left_over(committed, known_at));
      spend(began);
      return effects;
    }
    void committed() override {
      totals_.last = Moment::now();
      inner_->committed();
    }

   private:
    void spend(std::chrono::steady_clock::time_point began) {
      const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
      totals_.stage_s += wall.count();
    }
    stream::Effects counted(stream::Effects effects) {
      for (const auto& output : effects.outputs) {
        totals_.output_bytes += output.key.size() + (output.value ? output.value->size() : 0);
        for (const auto& header : output.headers) {
          totals_.output_bytes += header.name.size() + header.value.size();
        }
      }
      for (const auto& write : effects.state_writes) {
        totals_.output_bytes += write.key.size() + (write.value ? write.value->size() : 0);
      }
      totals_.outputs += effects.outputs.size() + effects.state_writes.size();
      return effects;
    }

    std::unique_ptr<stream::Stage> inner_;
    Totals& totals_;
  };

  const stream::StageFactory& inner_;
  Totals& totals_;
};

/// No work: as many records and bytes out per record in as a stage had.
class PassThroughStages final : public stream::StageFactory {
 public:
  PassThroughStages(double records_per_input, std::size_t bytes_per_record)
      : records_per_input_(records_per_input), bytes_per_record_(bytes_per_record) {}

  std::unique_ptr<stream::Stage> create(std::int32_t) const override {
    return std::make_unique<PassThrough>(records_per_input_, bytes_per_record_);
  }

 private:
  class PassThrough final : public stream::Stage {
   public:
    PassThrough(double records_per_input, std::size_t bytes_per_record)
        : records_per_input_(records_per_input), bytes_per_record_(bytes_per_record) {}

    stream::Effects run(const stream::Batch& batch, const state::Reader&) override {
      stream::Effects effects;
      for (const auto& record : batch.records) {
        for (owed_ += records_per_input_; owed_ >= 1; owed_ -= 1) {
          stream::OutboundRecord output;
          output.topic = stream::Topic::kFacts;
          output.key = record.key;
          output.value.emplace(bytes_per_record_, ' ');
          record.value.value_or("").copy(output.value->data(), bytes_per_record_);
          effects.outputs.push_back(std::move(output));
        }
      }
      return effects;
    }
    bool has_left_over(const state::Reader&) const override { return false; }
    stream::Effects run_left_over(const state::Reader&, const std::string&) override { return {}; }
    void committed() override {}

   private:
    double records_per_input_;
    std::size_t bytes_per_record_;
    double owed_ = 0;
  };

  double records_per_input_;
  std::size_t bytes_per_record_;
};

}  // namespace procured::bench
