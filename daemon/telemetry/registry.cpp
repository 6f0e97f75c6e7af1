#include "telemetry/registry.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <vector>

#include "core/check.h"
#include "core/text.h"

namespace procured::telemetry {
namespace {

enum class Kind { kCounter, kGauge, kHistogram };

struct Declaration {
  Kind kind = Kind::kCounter;
  const char* name = "";
  const char* help = "";
  std::vector<std::string_view> labels;  // "name=value|value|…"
};

std::vector<Declaration> declarations() {
  std::vector<Declaration> all;
  const auto declare = [&](Kind kind, const char* name, const char* help, std::string_view first,
                           std::string_view second) {
    std::vector<std::string_view> labels;
    if (!first.empty()) labels.push_back(first);
    if (!second.empty()) labels.push_back(second);
    all.push_back({kind, name, help, std::move(labels)});
  };
#define METRIC(kind, stem, name, help, first, second) \
  declare(Kind::k##kind, name, help, first, second);
#include "telemetry/metrics.def"
#undef METRIC
  return all;
}

std::string_view label_name(std::string_view label) { return label.substr(0, label.find('=')); }

std::vector<std::string_view> label_values(std::string_view label,
                                           const std::vector<std::string>& named) {
  const auto listed = label.substr(label.find('=') + 1);
  if (listed != "*") return core::split_values(listed);
  std::vector<std::string_view> values(named.begin(), named.end());
  values.push_back("other");
  return values;
}

// From half a millisecond to half a minute: a commit takes 1 to 35 ms, a stalled broker seconds.
const prometheus::Histogram::BucketBoundaries kSeconds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.025,
                                                       0.05,   0.1,   0.25,  1,     5,    30};

}  // namespace

struct Registry::Series {
  struct One {
    prometheus::Counter* counter = nullptr;
    prometheus::Gauge* gauge = nullptr;
    prometheus::Histogram* histogram = nullptr;
  };
  struct Family {
    std::vector<std::vector<std::string_view>> values;  // per label
    std::map<std::vector<std::string_view>, One> series;
  };

  std::vector<std::string> named;
  prometheus::Registry registry;
  std::vector<Family> families;

  void declare(const Declaration& declaration);
  One make(const Declaration& declaration, const std::map<std::string, std::string>& labels);
  const One& find(Metric metric, std::initializer_list<std::string_view> labels) const;
};

Registry::Series::One Registry::Series::make(const Declaration& declaration,
                                             const std::map<std::string, std::string>& labels) {
  const auto described = [&](auto builder) -> auto& {
    return builder.Name(declaration.name).Help(declaration.help).Register(registry);
  };
  switch (declaration.kind) {
    case Kind::kCounter:
      return {.counter = &described(prometheus::BuildCounter()).Add(labels)};
    case Kind::kGauge:
      return {.gauge = &described(prometheus::BuildGauge()).Add(labels)};
    case Kind::kHistogram:
      return {.histogram = &described(prometheus::BuildHistogram()).Add(labels, kSeconds)};
  }
  return {};
}

void Registry::Series::declare(const Declaration& declaration) {
  Family family;
  std::vector<std::vector<std::string_view>> combinations{{}};
  for (const auto label : declaration.labels) {
    family.values.push_back(label_values(label, named));
    std::vector<std::vector<std::string_view>> longer;
    for (const auto& combination : combinations) {
      for (const auto value : family.values.back()) {
        longer.push_back(combination);
        longer.back().push_back(value);
      }
    }
    combinations = std::move(longer);
  }
  for (const auto& combination : combinations) {
    std::map<std::string, std::string> labels;
    for (std::size_t i = 0; i < combination.size(); ++i) {
      labels.emplace(label_name(declaration.labels[i]), combination[i]);
    }
    family.series.emplace(combination, make(declaration, labels));
  }
  families.push_back(std::move(family));
}

const Registry::Series::One& Registry::Series::find(
    Metric metric, std::initializer_list<std::string_view> labels) const {
  const auto& family = families[static_cast<std::size_t>(metric)];
  PROCURED_CHECK(labels.size() == family.values.size());
  std::vector<std::string_view> wanted(labels);
  if (const auto found = family.series.find(wanted); found != family.series.end()) {
    return found->second;
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto& values = family.values[i];
    if (std::find(values.begin(), values.end(), wanted[i]) == values.end()) {
      wanted[i] = values.back();
    }
  }
  return family.series.at(wanted);
}

Registry::Registry(std::vector<std::string> named) : series_(std::make_unique<Series>()) {
  std::erase(named, "other");
  series_->named = std::move(named);
  for (const auto& declaration : declarations()) series_->declare(declaration);
}

Registry::~Registry() = default;

void Registry::add(Metric metric, std::initializer_list<std::string_view> labels, double amount) {
  const auto& one = series_->find(metric, labels);
  if (one.counter != nullptr) one.counter->Increment(amount);
  if (one.gauge != nullptr) one.gauge->Increment(amount);
  if (one.histogram != nullptr) one.histogram->Observe(amount);
}

void Registry::set(Metric metric, std::initializer_list<std::string_view> labels, double value) {
  const auto& one = series_->find(metric, labels);
  PROCURED_CHECK(one.gauge != nullptr);
  one.gauge->Set(value);
}

double Registry::value(Metric metric, std::initializer_list<std::string_view> labels) const {
  const auto& one = series_->find(metric, labels);
  if (one.counter != nullptr) return one.counter->Value();
  if (one.gauge != nullptr) return one.gauge->Value();
  return static_cast<double>(one.histogram->Collect().histogram.sample_count);
}

std::string Registry::exposition() const {
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, series_->registry.Collect());
  return text.str();
}

}  // namespace procured::telemetry
