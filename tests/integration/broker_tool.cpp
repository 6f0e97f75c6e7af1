// What the integration tests (Python) do with a broker.
//
//     broker_tool topics  BOOTSTRAP PARTITIONS CONNECTOR…       creates all topics of a deployment
//     broker_tool produce BOOTSTRAP TOPIC                       lines "partition TAB key TAB value"
//     from standard input broker_tool dump    BOOTSTRAP TOPIC…                      committed
//     records: "topic TAB partition TAB key TAB value" broker_tool worker  BOOTSTRAP PARTITIONS
//     STATE INSTANCE [until-idle] [SESSION_MS] [RECORDS_MAX]
//                                                              the echo stage over raw.echo and,
//                                                              first, reference.v1
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "adapters/kafka/topics_admin.h"
#include "app/role_worker.h"
#include "stream/topics.h"
#include "support/echo_stage.h"

namespace procured::integration {
namespace {

using Words = std::vector<std::string>;
using std::chrono::milliseconds;

int fail(const core::Error& error) {
  std::cerr << "broker_tool: " << error.code << ": " << error.detail << "\n";
  return 1;
}

int topics(const Words& words) {
  auto admin = adapters::TopicsAdmin::open({.bootstrap = words.at(1)});
  if (!admin) return fail(admin.error());
  const auto plans =
      adapters::topic_plans(Words(words.begin() + 3, words.end()), std::stoi(words.at(2)), 1);
  const auto created = admin.value().create(plans);
  return created ? 0 : fail(created.error());
}

int produce(const Words& words) {
  adapters::Configuration configuration({.bootstrap = words.at(1)});
  configuration.set("enable.idempotence", "true").set("message.max.bytes", "34000000");
  auto made = configuration.become(RD_KAFKA_PRODUCER);
  if (!made) return fail(made.error());
  auto* client = made.value().get();
  for (std::string line; std::getline(std::cin, line);) {
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    const auto key = line.substr(first + 1, second - first - 1);
    auto value = line.substr(second + 1);
    const auto code = rd_kafka_producev(
        client, RD_KAFKA_V_TOPIC(words.at(2).c_str()), RD_KAFKA_V_PARTITION(std::stoi(line)),
        RD_KAFKA_V_KEY(key.data(), key.size()), RD_KAFKA_V_VALUE(value.data(), value.size()),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY | RD_KAFKA_MSG_F_BLOCK), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      std::cerr << rd_kafka_err2str(code) << "\n";
      return 1;
    }
  }
  return rd_kafka_flush(client, 300'000) == RD_KAFKA_RESP_ERR_NO_ERROR ? 0 : 1;
}

int dump(const Words& words) {
  auto opened = adapters::TopicReader::open({.bootstrap = words.at(1)});
  if (!opened) return fail(opened.error());
  auto& reader = *opened.value();
  stream::Positions from;
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto count = reader.partitions(words[i]);
    if (!count) return fail(count.error());
    for (std::int32_t p = 0; p < count.value(); ++p) from.push_back({words[i], p, 0});
  }
  if (auto assigned = reader.assign(from); !assigned) return fail(assigned.error());
  while (true) {
    const auto lag = reader.lag();
    if (!lag) return fail(lag.error());
    if (lag.value() == 0) return 0;
    const auto records = reader.poll();
    if (!records) return fail(records.error());
    for (const auto& record : records.value()) {
      std::cout << record.topic << '\t' << record.partition << '\t' << record.key << '\t'
                << record.value.value_or("(tombstone)") << '\n';
    }
  }
}

// True when a signal to end has come within the time.
bool ended(int signals, milliseconds wait) {
  pollfd one{signals, POLLIN, 0};
  return ::poll(&one, 1, static_cast<int>(wait.count())) == 1;
}

int worker(const Words& words) {
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, SIGTERM);
  sigaddset(&mask, SIGINT);
  pthread_sigmask(SIG_BLOCK, &mask, nullptr);
  const int signals = ::signalfd(-1, &mask, SFD_CLOEXEC);

  const core::SystemClock clock;
  telemetry::Registry registry;
  telemetry::StreamLog log(stderr, clock);
  const support::EchoStages stages;
  app::RoleSettings settings{.role = "judge",
                             .instance = words.at(4),
                             .client = {.bootstrap = words.at(1)},
                             .inputs = {"procured.raw.echo", "procured.reference.v1"},
                             .read_first = "procured.reference.v1",
                             .outputs = {"procured.documents.v1", "procured.kpis.v1",
                                         "procured.verdicts.v1", "procured.state.v1"},
                             .changelog_topic = "procured.state.v1",
                             .state_log = pipeline::StateLog('j', 1),
                             .partitions = std::stoi(words.at(2)),
                             .state_directory = words.at(3)};
  const bool until_idle = words.size() > 5 && words[5] == "until-idle";
  if (words.size() > 6) settings.session_timeout = milliseconds(std::stoi(words[6]));
  if (words.size() > 7) settings.limits.records_max = std::stoul(words[7]);
  settings.transaction_timeout = milliseconds(3'000);
  auto made = app::RoleWorker::create(settings, stages, registry, log, clock);
  if (!made) return fail(made.error());
  auto& role = *made.value();
  role.start();
  int idle = 0;
  while (!ended(signals, milliseconds(20)) && idle < 10) {
    const auto status = role.status();
    if (!status.healthy) return fail(*status.error);
    // A member that left is waited for: its partitions come when its session has run out.
    const bool all = status.partitions == static_cast<std::size_t>(settings.partitions);
    const bool at_rest = all && status.ready && status.lag == 0 && status.left_over == 0;
    idle = until_idle && at_rest ? idle + 1 : 0;
  }
  const bool in_time = role.stop(std::chrono::seconds(10));
  std::cout << registry.exposition();
  return in_time ? 0 : 3;
}

}  // namespace
}  // namespace procured::integration

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  using namespace procured::integration;
  if (words.size() >= 3 && words[0] == "topics") return topics(words);
  if (words.size() == 3 && words[0] == "produce") return produce(words);
  if (words.size() >= 3 && words[0] == "dump") return dump(words);
  if (words.size() >= 5 && words[0] == "worker") return worker(words);
  std::cerr << "usage: see the head of broker_tool.cpp\n";
  return 64;
}
