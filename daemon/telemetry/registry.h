#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace procured::telemetry {

enum class Metric {
#define METRIC(kind, stem, name, help, first, second) k_##stem,
#include "telemetry/metrics.def"
#undef METRIC
};

/// All metrics of the process; every series of metrics.def exists from the start. Lives as long as
/// the process and outlives the probes that refer to it. @thread any.
class Registry {
 public:
  /// `named`: the values of labels "name=*", such as the connectors configured.
  explicit Registry(std::vector<std::string> named = {});
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  /// Label values in the order of metrics.def. Histograms take one observation.
  void add(Metric metric, std::initializer_list<std::string_view> labels, double amount);
  void set(Metric metric, std::initializer_list<std::string_view> labels, double value);

  /// The sum now; of a histogram, its number of observations. For status pages and tests.
  double value(Metric metric, std::initializer_list<std::string_view> labels) const;

  /// Prometheus text format 0.0.4: the body of /metrics.
  std::string exposition() const;

 private:
  struct Series;
  std::unique_ptr<Series> series_;
};

}  // namespace procured::telemetry
