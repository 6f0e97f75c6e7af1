#include "adapters/http/server.h"

#include "adapters/http/listener.h"
#include "adapters/http/session.h"

namespace procured::http {

struct Server::Core {
  explicit Core(std::shared_ptr<SessionContext> context)
      : listener({.address = context->settings.address,
                  .port = context->settings.port,
                  .threads = context->settings.threads,
                  .connections_max = context->settings.connections_max,
                  .stop_timeout = context->settings.stop_timeout},
                 {context, &context->stopping}, [context](boost::asio::ip::tcp::socket socket) {
                   return std::make_shared<Session>(std::move(socket), context);
                 }) {}

  Listener listener;
};

Server::Server(ServerSettings settings, Answer answer) {
  auto context = std::make_shared<SessionContext>();
  context->settings = std::move(settings);
  context->answer = std::move(answer);
  core_ = std::make_shared<Core>(std::move(context));
}

Server::~Server() { stop(); }

core::Result<std::uint16_t> Server::start() { return core_->listener.start(); }

void Server::stop() { core_->listener.stop(); }

}  // namespace procured::http
