#include "adapters/http/listener.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace procured::http {
namespace {

namespace net = boost::asio;
using net::ip::tcp;

}  // namespace

struct Listener::Core : std::enable_shared_from_this<Core> {
  Core(ListenSettings listen, std::shared_ptr<std::atomic<bool>> end_is_near, Open opener)
      : settings(std::move(listen)), stopping(std::move(end_is_near)), open(std::move(opener)) {}

  boost::system::error_code listen() {
    boost::system::error_code error;
    const auto address = net::ip::make_address(settings.address, error);
    if (error) return error;
    const tcp::endpoint endpoint(address, settings.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    return error;
  }

  void accept() {
    acceptor.async_accept(
        net::make_strand(io),
        [self = shared_from_this()](boost::system::error_code error, tcp::socket socket) {
          if (*self->stopping || error == net::error::operation_aborted) return;
          if (!error) self->take(std::move(socket));
          self->accept();
        });
  }

  void take(tcp::socket socket) {
    std::erase_if(connections, [](const auto& weak) { return weak.expired(); });
    if (connections.size() >= settings.connections_max) return;
    const auto connection = open(std::move(socket));
    connections.push_back(connection);
    connection->start();
  }

  void wind_down() {
    net::dispatch(acceptor.get_executor(), [self = shared_from_this()] {
      boost::system::error_code ignored;
      self->acceptor.close(ignored);
      for (const auto& weak : self->connections) {
        if (const auto connection = weak.lock()) connection->wind_down();
      }
    });
  }

  void run_thread() {
    io.run();
    const std::lock_guard lock(mutex);
    --running;
    ended.notify_all();
  }

  const ListenSettings settings;
  const std::shared_ptr<std::atomic<bool>> stopping;
  const Open open;
  net::io_context io;
  tcp::acceptor acceptor{net::make_strand(io)};
  std::vector<std::weak_ptr<Connection>> connections;  // of the acceptor's strand
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::condition_variable ended;
  int running = 0;
};

Listener::Listener(ListenSettings settings, std::shared_ptr<std::atomic<bool>> stopping, Open open)
    : core_(std::make_shared<Core>(std::move(settings), std::move(stopping), std::move(open))) {}

Listener::~Listener() { stop(); }

core::Result<std::uint16_t> Listener::start() {
  if (const auto error = core_->listen()) {
    return core::fatal("http_address", "cannot listen on " + core_->settings.address + ":" +
                                           std::to_string(core_->settings.port) + ": " +
                                           error.message());
  }
  const auto port = core_->acceptor.local_endpoint().port();
  core_->accept();
  core_->running = core_->settings.threads;
  for (int i = 0; i < core_->settings.threads; ++i) {
    core_->threads.emplace_back([core = core_] { core->run_thread(); });
  }
  return port;
}

void Listener::stop() {
  if (core_->stopping->exchange(true) || core_->threads.empty()) return;
  core_->wind_down();
  {
    std::unique_lock lock(core_->mutex);
    core_->ended.wait_for(lock, core_->settings.stop_timeout,
                          [this] { return core_->running == 0; });
  }
  core_->io.stop();
  for (auto& thread : core_->threads) thread.join();
  core_->threads.clear();
}

}  // namespace procured::http
