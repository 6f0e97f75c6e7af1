#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>

#include "adapters/http/listener.h"
#include "adapters/http/receiver.h"

namespace procured::http {

/// What all connections of a receiver share.
struct ReceiveContext {
  ReceiveContext(ReceiverSettings settings_, ReceiveDesk desk_, ReceiverVoice voice_)
      : settings(std::move(settings_)), desk(std::move(desk_)), voice(std::move(voice_)) {}

  const ReceiverSettings settings;
  const ReceiveDesk desk;
  const ReceiverVoice voice;
  std::atomic<bool> stopping{false};
};

/// One connection on which documents are sent, one after the other:
///
///     head ─► admitted ─► body ─► checked ─► in the inbox ─► told, or too late ─► answered
///       └────────┴──────────┴────────┴─► refused
///
/// @thread its strand
class ReceiveSession final : public Connection,
                             public std::enable_shared_from_this<ReceiveSession> {
 public:
  ReceiveSession(boost::asio::ip::tcp::socket socket, std::shared_ptr<ReceiveContext> context);

  void start() override;
  void wind_down() override;

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Outgoing = boost::beast::http::response<boost::beast::http::string_body>;

  void read_head();
  void on_head(boost::beast::error_code error);
  void go_on();
  void read_body();
  void on_body(boost::beast::error_code error);
  void offer();
  void on_told(std::uint64_t request, bool committed);
  void fail(boost::beast::error_code error);
  void refuse(const ReceiveRefusal& refusal);
  void send(Response response, bool keep_alive);
  void on_written(boost::beast::error_code error, bool keep_alive);
  void linger();
  void close();

  boost::beast::tcp_stream stream_;
  std::shared_ptr<ReceiveContext> context_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::optional<ReceiveDesk::Admission> admission_;
  std::optional<Outgoing> outgoing_;
  boost::asio::steady_timer deadline_;  // of the commit
  std::string connector_;
  std::string key_;
  std::uint64_t request_ = 0;  // number of the one at hand
  bool idle_ = false;          // waits for the head of a request
  bool offered_ = false;       // waits to be told
};

}  // namespace procured::http
