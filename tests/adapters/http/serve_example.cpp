// Serves the HTTP API and a dashboard folder over the example store
// (tests/support/example_store.h), without a broker and without a daemon: for building and testing
// the dashboard.
//
//     serve_example [--port N] [--dashboard DIR] [--store FILE]
//
// --port 0 (the default) takes a free one. Prints one line, "http://127.0.0.1:PORT/", as soon as it
// answers, and serves until SIGINT or SIGTERM. --store keeps the store in a file of one's own
// instead of a temporary folder.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "adapters/http/site.h"
#include "adapters/sqlite/store_reader.h"
#include "support/example_store.h"

namespace {

struct Options {
  std::uint16_t port = 0;
  std::string dashboard = ".";
  std::string store = {};
};

bool read_options(int argc, char** argv, Options& options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--port") {
      options.port = static_cast<std::uint16_t>(std::strtoul(argv[i + 1], nullptr, 10));
    } else if (name == "--dashboard") {
      options.dashboard = argv[i + 1];
    } else if (name == "--store") {
      options.store = argv[i + 1];
    } else {
      return false;
    }
  }
  return argc % 2 == 1;
}

int serve(const Options& options, const std::string& store) {
  using namespace procured;
  const auto topics = support::example_topics();
  if (const auto written = support::write_example_store(store, topics); !written) {
    std::fprintf(stderr, "%s\n", written.error().detail.c_str());
    return 1;
  }
  http::ApiSettings api;
  api.goals = {{"e_commerce_share_of_potential_ratio", "0.85"}, {"agreement_loyalty_ratio", "0.9"}};
  api.fetch_raw = topics.fetch_raw();
  api.left_over = [] { return std::optional<std::uint64_t>(0); };
  http::Site site([store] { return sqlite::StoreReader::open(store); }, api, {}, options.dashboard);
  http::Server server({.port = options.port},
                      [&site](const http::Request& request) { return site.answer(request); });
  const auto port = server.start();
  if (!port) {
    std::fprintf(stderr, "%s\n", port.error().detail.c_str());
    return 1;
  }
  std::printf("http://127.0.0.1:%u/\n", static_cast<unsigned>(port.value()));
  std::fflush(stdout);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  int received = 0;
  sigwait(&signals, &received);
  server.stop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!read_options(argc, argv, options)) {
    std::fprintf(stderr, "usage: serve_example [--port N] [--dashboard DIR] [--store FILE]\n");
    return 64;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const procured::support::TemporaryDirectory directory;
  return serve(options, options.store.empty() ? directory.file("example.db") : options.store);
}
