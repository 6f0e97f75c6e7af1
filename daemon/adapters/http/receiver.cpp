#include "adapters/http/receiver.h"

#include "adapters/http/listener.h"
#include "adapters/http/receive_session.h"

namespace procured::http {

struct Receiver::Core {
  explicit Core(std::shared_ptr<ReceiveContext> shared)
      : context(std::move(shared)),
        listener({.address = context->settings.address,
                  .port = context->settings.port,
                  .threads = context->settings.threads,
                  .connections_max = context->settings.connections_max,
                  .stop_timeout = context->settings.stop_timeout},
                 {context, &context->stopping},
                 [context = context](boost::asio::ip::tcp::socket socket) {
                   return std::make_shared<ReceiveSession>(std::move(socket), context);
                 }) {}

  std::shared_ptr<ReceiveContext> context;
  Listener listener;
};

Receiver::Receiver(ReceiverSettings settings, ReceiveEndpoints endpoints, ReceiverVoice voice)
    : core_(std::make_shared<Core>(std::make_shared<ReceiveContext>(
          std::move(settings), ReceiveDesk(std::move(endpoints)), std::move(voice)))) {}

Receiver::~Receiver() { stop(); }

core::Result<std::uint16_t> Receiver::start() { return core_->listener.start(); }

void Receiver::refuse_more() { core_->context->desk.end(); }

void Receiver::stop() {
  refuse_more();
  core_->listener.stop();
}

}  // namespace procured::http
