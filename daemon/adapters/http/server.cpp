#include "adapters/http/server.h"

#include <algorithm>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/http/session.h"

namespace procured::http {
namespace {

namespace net = boost::asio;
using net::ip::tcp;

}  // namespace

struct Server::Core : std::enable_shared_from_this<Core> {
  explicit Core(ServerSettings settings, Answer answer) {
    context->settings = std::move(settings);
    context->answer = std::move(answer);
  }

  boost::system::error_code listen() {
    boost::system::error_code error;
    const auto address = net::ip::make_address(context->settings.address, error);
    if (error) return error;
    const tcp::endpoint endpoint(address, context->settings.port);
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
          if (self->context->stopping || error == net::error::operation_aborted) return;
          if (!error) self->take(std::move(socket));
          self->accept();
        });
  }

  void take(tcp::socket socket) {
    if (context->connections >= context->settings.connections_max) return;
    const auto session = std::make_shared<Session>(std::move(socket), context);
    sessions.erase(std::remove_if(sessions.begin(), sessions.end(),
                                  [](const auto& weak) { return weak.expired(); }),
                   sessions.end());
    sessions.push_back(session);
    session->start();
  }

  void wind_down() {
    net::dispatch(acceptor.get_executor(), [self = shared_from_this()] {
      boost::system::error_code ignored;
      self->acceptor.close(ignored);
      for (const auto& weak : self->sessions) {
        if (const auto session = weak.lock()) session->wind_down();
      }
    });
  }

  void run_thread() {
    io.run();
    const std::lock_guard lock(mutex);
    --running;
    ended.notify_all();
  }

  std::shared_ptr<SessionContext> context = std::make_shared<SessionContext>();
  net::io_context io;
  tcp::acceptor acceptor{net::make_strand(io)};
  std::vector<std::weak_ptr<Session>> sessions;  // of the acceptor's strand
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::condition_variable ended;
  int running = 0;
};

Server::Server(ServerSettings settings, Answer answer)
    : core_(std::make_shared<Core>(std::move(settings), std::move(answer))) {}

Server::~Server() { stop(); }

core::Result<std::uint16_t> Server::start() {
  if (const auto error = core_->listen()) {
    return core::fatal("http_address", "cannot listen on " + core_->context->settings.address +
                                           ":" + std::to_string(core_->context->settings.port) +
                                           ": " + error.message());
  }
  const auto port = core_->acceptor.local_endpoint().port();
  core_->accept();
  core_->running = core_->context->settings.threads;
  for (int i = 0; i < core_->context->settings.threads; ++i) {
    core_->threads.emplace_back([core = core_] { core->run_thread(); });
  }
  return port;
}

void Server::stop() {
  if (core_->context->stopping.exchange(true) || core_->threads.empty()) return;
  core_->wind_down();
  {
    std::unique_lock lock(core_->mutex);
    core_->ended.wait_for(lock, core_->context->settings.stop_timeout,
                          [this] { return core_->running == 0; });
  }
  core_->io.stop();
  for (auto& thread : core_->threads) thread.join();
  core_->threads.clear();
}

}  // namespace procured::http
