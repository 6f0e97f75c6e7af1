// One measurement on a real broker, each in a process of its own so that CPU and memory are its
// own; tests/bench/run puts them together. Results are one line of JSON.
//
//     broker_bench load BOOTSTRAP TOWN
//         policy, registers and the first four fifths of the documents
//     broker_bench stage BOOTSTRAP TOWN STATE normalise|judge
//     broker_bench pass BOOTSTRAP TOWN STATE normalise|judge RECORDS_PER_INPUT BYTES GROUP
//     broker_bench latency BOOTSTRAP TOWN STATE PER_SECOND
//         the last fifth, through both stages; needs `stage` before
//     broker_bench memory - TOWN
//         both stages in memory, one core, no broker
//
// PROCURED_BENCH_PARTITIONS: of every topic (16).
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <thread>

#include "adapters/kafka/topics_admin.h"
#include "app/kafka_settings.h"
#include "app/role_worker.h"
#include "bench/stages.h"
#include "bench/town.h"
#include "judge/judge_stage.h"
#include "normalise/normalise_stage.h"
#include "state/memory_store.h"
#include "stream/partitioner.h"
#include "stream/topics.h"

namespace procured::bench {
namespace {

using std::chrono::milliseconds;
using Words = std::vector<std::string>;

const std::int32_t kPartitions = [] {
  const char* set = std::getenv("PROCURED_BENCH_PARTITIONS");
  return set == nullptr ? 16 : std::stoi(set);
}();
constexpr const char* kConnector = "bench";

template <class T>
T require(core::Result<T> result) {
  if (result) return std::move(result).value();
  std::fprintf(stderr, "broker_bench: %s: %s\n", result.error().code.c_str(),
               result.error().detail.c_str());
  std::exit(1);
}

std::size_t loaded_documents(const Town& town) { return town.documents.size() * 4 / 5; }

std::string raw_topic() { return std::string(stream::kRawPrefix) + kConnector; }

double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

/// Feeds topics from outside of what is measured.
class Feeder {
 public:
  explicit Feeder(const std::string& bootstrap) {
    adapters::Configuration configuration({.bootstrap = bootstrap});
    configuration.set("enable.idempotence", "true")
        .set("linger.ms", "1")
        .set("compression.codec", "lz4");
    client_ = require(configuration.become(RD_KAFKA_PRODUCER));
  }
  ~Feeder() { rd_kafka_flush(client_.get(), 60'000); }

  void send(const std::string& topic, std::int32_t partition, const std::string& key,
            const std::string& value, const std::vector<stream::Header>& headers) {
    auto* list = rd_kafka_headers_new(headers.size());
    for (const auto& header : headers) {
      rd_kafka_header_add(list, header.name.c_str(), -1, header.value.data(),
                          static_cast<ssize_t>(header.value.size()));
    }
    const auto code =
        rd_kafka_producev(client_.get(), RD_KAFKA_V_TOPIC(topic.c_str()),
                          RD_KAFKA_V_PARTITION(partition), RD_KAFKA_V_KEY(key.data(), key.size()),
                          RD_KAFKA_V_VALUE(const_cast<char*>(value.data()), value.size()),
                          RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY | RD_KAFKA_MSG_F_BLOCK),
                          RD_KAFKA_V_HEADERS(list), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) std::exit(1);
    rd_kafka_poll(client_.get(), 0);
  }
  void send_raw(const Town::Raw& raw, const std::string& traceparent = {}) {
    std::vector<stream::Header> headers{{std::string(stream::kPathHeader), raw.path}};
    if (!traceparent.empty()) headers.push_back({"traceparent", traceparent});
    send(raw_topic(), stream::partition_of(raw.key, kPartitions), raw.key, raw.value, headers);
  }

 private:
  adapters::ClientPtr client_;
};

int load(const Words& words, const Town& town) {
  auto admin = require(adapters::TopicsAdmin::open({.bootstrap = words[1]}));
  require(admin.create(adapters::topic_plans({kConnector}, kPartitions, 1)));
  Feeder feeder(words[1]);
  for (const auto& record : town.policy) {
    for (std::int32_t p = 0; p < kPartitions; ++p) {
      feeder.send(std::string(stream::kReferenceTopic), p, record.key, *record.value,
                  record.headers);
    }
  }
  for (const auto& raw : town.registers) feeder.send_raw(raw);
  for (std::size_t i = 0; i < loaded_documents(town); ++i) feeder.send_raw(town.documents[i]);
  return 0;
}

app::RoleSettings settings_of(const Words& words, const std::string& role,
                              const std::string& like) {
  using namespace stream;
  const bool normalises = like == "normalise";
  const auto names = [](std::initializer_list<std::string_view> topics) {
    return Words(topics.begin(), topics.end());
  };
  return {.role = role,
          .instance = "bench",
          .client = {.bootstrap = words[1]},
          .inputs = normalises ? Words{raw_topic()} : names({kDocumentsTopic, kReferenceTopic}),
          .read_first = normalises ? std::string() : std::string(kReferenceTopic),
          .outputs = normalises
                         ? names({kDocumentsTopic, kReferenceTopic, kDeadLettersTopic, kStateTopic})
                         : names({kFactsTopic, kVerdictsTopic, kKpisTopic, kStateTopic}),
          .changelog_topic = std::string(kStateTopic),
          .state_log = pipeline::StateLog(role.front(), judge::catalogue_version()),
          .partitions = kPartitions,
          .state_directory = words[3]};
}

struct Process {
  core::SystemClock clock;
  telemetry::Registry registry;
  telemetry::StreamLog log{stderr, clock};
};

bool at_rest(const pipeline::WorkerStatus& status) {
  if (!status.healthy) {
    std::fprintf(stderr, "broker_bench: %s\n",
                 status.error ? status.error->detail.c_str() : "ended");
    std::exit(1);
  }
  return status.ready && status.lag == 0 && status.left_over == 0;
}

void run_to_rest(app::RoleWorker& worker) {
  worker.start();
  for (int calm = 0; calm < 10; calm = at_rest(worker.status()) ? calm + 1 : 0) {
    std::this_thread::sleep_for(milliseconds(20));
  }
  worker.stop(std::chrono::seconds(10));
}

int print_totals(const Totals& totals, std::size_t documents) {
  const std::chrono::duration<double> wall = totals.last.wall - totals.first.wall;
  std::printf(
      "{\"documents\": %zu, \"seconds\": %.3f, \"cpu_seconds\": %.3f, \"peak_mb\": %.0f, "
      "\"inputs\": %lu, "
      "\"input_bytes\": %lu, \"outputs\": %lu, \"output_bytes\": %lu, \"batches\": %lu, "
      "\"stage_seconds\": %.3f}\n",
      documents, wall.count(), totals.last.cpu_s - totals.first.cpu_s, peak_megabytes(),
      totals.inputs, totals.input_bytes, totals.outputs, totals.output_bytes, totals.batches,
      totals.stage_s);
  return 0;
}

std::unique_ptr<stream::StageFactory> stages_of(const std::string& role, const Town& town) {
  if (role == "normalise")
    return std::make_unique<normalise::NormaliseFactory>(town.connectors.knowledge);
  return std::make_unique<judge::JudgeStageFactory>();
}

int measure(const Words& words, const Town& town, const std::string& role,
            const stream::StageFactory& stages) {
  Process process;
  Totals totals;
  const CountingStages counting(stages, totals);
  auto worker = require(app::RoleWorker::create(settings_of(words, role, words[4]), counting,
                                                process.registry, process.log, process.clock));
  run_to_rest(*worker);
  std::fputs(process.registry.exposition().c_str(), stderr);
  return print_totals(totals, loaded_documents(town));
}

int pass(const Words& words, const Town& town) {
  const PassThroughStages stages(std::strtod(words[5].c_str(), nullptr), std::stoul(words[6]));
  return measure(words, town, words[7], stages);
}

std::string trace_of(std::size_t index) {
  char text[64];
  std::snprintf(text, sizeof text, "00-%032zx-0000000000000001-01", index + 1);
  return text;
}

/// Reads verdicts until every document has one or none has come for five seconds; arrival times by
/// trace.
std::map<std::string, std::chrono::steady_clock::time_point> await_verdicts(
    const std::string& bootstrap, std::size_t count, bool& reading) {
  auto reader = require(adapters::TopicReader::open({.bootstrap = bootstrap}));
  stream::Positions from;
  for (std::int32_t p = 0; p < kPartitions; ++p) {
    const std::string topic(stream::kVerdictsTopic);
    from.push_back({topic, p, require(reader->end_offset(topic, p))});
  }
  if (!reader->assign(from)) std::exit(1);
  require(reader->poll({.wait = milliseconds(500)}));
  reading = true;
  std::map<std::string, std::chrono::steady_clock::time_point> arrivals;
  auto last = std::chrono::steady_clock::now();
  while (arrivals.size() < count &&
         std::chrono::steady_clock::now() - last < std::chrono::seconds(5)) {
    const auto records = require(reader->poll({.wait = milliseconds(50)}));
    for (const auto& record : records) {
      last = std::chrono::steady_clock::now();
      arrivals.emplace(record.header("traceparent"), last);
    }
  }
  return arrivals;
}

int latency(const Words& words, const Town& town) {
  Process process;
  const auto normalise_stages = stages_of("normalise", town);
  const auto judge_stages = stages_of("judge", town);
  const auto create = [&](const std::string& role, const stream::StageFactory& stages) {
    return require(app::RoleWorker::create(settings_of(words, role, role), stages, process.registry,
                                           process.log, process.clock));
  };
  auto normalise = create("normalise", *normalise_stages);
  auto judge = create("judge", *judge_stages);
  normalise->start();
  judge->start();
  while (!at_rest(normalise->status()) || !at_rest(judge->status()))
    std::this_thread::sleep_for(milliseconds(20));

  const auto first = loaded_documents(town);
  const auto count = town.documents.size() - first;
  bool reading = false;
  std::map<std::string, std::chrono::steady_clock::time_point> arrivals;
  std::thread reader([&] { arrivals = await_verdicts(words[1], count, reading); });
  while (!reading) std::this_thread::sleep_for(milliseconds(10));
  Feeder feeder(words[1]);
  const auto gap = std::chrono::nanoseconds(1'000'000'000 / std::stol(words[4]));
  std::vector<std::chrono::steady_clock::time_point> sent;
  const auto began = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < count; ++i) {
    std::this_thread::sleep_until(began + gap * i);
    sent.push_back(std::chrono::steady_clock::now());
    feeder.send_raw(town.documents[first + i], trace_of(i));
  }
  reader.join();
  normalise->stop(std::chrono::seconds(10));
  judge->stop(std::chrono::seconds(10));
  std::fputs(process.registry.exposition().c_str(), stderr);
  std::vector<double> waits;
  for (std::size_t i = count / 10; i < count; ++i) {  // the first tenth warms up
    const auto found = arrivals.find(trace_of(i));
    if (found != arrivals.end())
      waits.push_back(std::chrono::duration<double, std::milli>(found->second - sent[i]).count());
  }
  if (waits.empty()) return 1;
  std::sort(waits.begin(), waits.end());
  const auto at = [&](double share) {
    return waits[static_cast<std::size_t>(share * static_cast<double>(waits.size() - 1))];
  };
  std::printf(
      "{\"documents\": %zu, \"per_second\": %s, \"p50_ms\": %.1f, \"p90_ms\": %.1f, \"p99_ms\": "
      "%.1f, "
      "\"max_ms\": %.1f, \"peak_mb\": %.0f}\n",
      waits.size(), words[4].c_str(), at(0.5), at(0.9), at(0.99), waits.back(), peak_megabytes());
  return 0;
}

/// One stage over records in memory, in batches of a thousand; its outputs become the records of
/// the next.
Totals run_in_memory(const stream::StageFactory& stages,
                     const std::vector<stream::InboundRecord>& records,
                     std::vector<stream::OutboundRecord>& outputs) {
  Totals totals;
  const CountingStages counting(stages, totals);
  state::MemoryStore store;
  const auto stage = counting.create(0);
  const auto finish = [&](stream::Effects effects) {
    store.apply(effects.state_writes);
    stage->committed();
    std::move(effects.outputs.begin(), effects.outputs.end(), std::back_inserter(outputs));
  };
  const std::string instant = "2026-01-01T00:00:00.000Z";
  for (std::size_t at = 0; at < records.size(); at += 1000) {
    const auto size = std::min<std::size_t>(1000, records.size() - at);
    finish(stage->run({std::span(records).subspan(at, size), instant}, store));
    while (stage->has_left_over(store)) finish(stage->run_left_over(store, instant));
  }
  return totals;
}

int memory(const Town& town) {
  std::vector<stream::InboundRecord> raw;
  const auto topic = raw_topic();
  for (const auto* list : {&town.registers, &town.documents}) {
    for (const auto& one : *list) {
      raw.push_back({topic,
                     0,
                     static_cast<std::int64_t>(raw.size()),
                     0,
                     one.key,
                     one.value,
                     {{std::string(stream::kPathHeader), one.path}}});
    }
  }
  std::vector<stream::OutboundRecord> documents = town.policy;
  const auto normalised = run_in_memory(*stages_of("normalise", town), raw, documents);
  std::vector<stream::InboundRecord> facts;
  for (const auto& record : documents) {
    if (!record.value || record.topic == stream::Topic::kDeadLetters) continue;
    facts.push_back({stream::topic_name(record.topic), 0, static_cast<std::int64_t>(facts.size()),
                     0, record.key, *record.value, record.headers});
  }
  std::vector<stream::OutboundRecord> verdicts;
  const auto judged = run_in_memory(*stages_of("judge", town), facts, verdicts);
  const auto per_document = [&](const Totals& totals) {
    return (totals.last.cpu_s - totals.first.cpu_s) * 1e6 /
           static_cast<double>(town.documents.size());
  };
  std::printf("{\"documents\": %zu, \"normalise_cpu_us\": %.1f, \"judge_cpu_us\": %.1f}\n",
              town.documents.size(), per_document(normalised), per_document(judged));
  return 0;
}

int run(const Words& words) {
  if (words.size() < 3) {
    std::fputs("usage: see the head of broker_bench.cpp; ./dev bench runs it\n", stderr);
    return 64;
  }
  const bool measures = words[0] == "stage" || words[0] == "pass";
  const auto town = read_town(words[2], !measures);
  if (words[0] == "load") return load(words, town);
  if (words[0] == "stage") return measure(words, town, words.at(4), *stages_of(words.at(4), town));
  if (words[0] == "pass") return pass(words, town);
  if (words[0] == "latency") return latency(words, town);
  return memory(town);
}

}  // namespace
}  // namespace procured::bench

int main(int argc, char** argv) { return procured::bench::run({argv + 1, argv + argc}); }
