#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>

#include "adapters/http/listener.h"
#include "adapters/http/server.h"

namespace procured::http {

/// What all connections of a server share.
struct SessionContext {
  ServerSettings settings;
  Answer answer;
  std::atomic<bool> stopping{false};
};

/// One connection: reads a request, answers it, and so on until either side ends it. Keeps itself
/// alive through its pending operation. @thread its strand
class Session final : public Connection, public std::enable_shared_from_this<Session> {
 public:
  Session(boost::asio::ip::tcp::socket socket, std::shared_ptr<SessionContext> context);

  void start() override;
  void wind_down() override;

 private:
  using Outgoing = boost::beast::http::response<boost::beast::http::string_body>;

  void read();
  void on_read(boost::beast::error_code error);
  void refuse(boost::beast::error_code error);
  void send(Response response, bool head, bool keep_alive);
  void on_write(boost::beast::error_code error, bool keep_alive);
  void close();

  boost::beast::tcp_stream stream_;
  std::shared_ptr<SessionContext> context_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  std::shared_ptr<void> outgoing_;  // lives until it is written
  bool waiting_ = false;
};

}  // namespace procured::http
