#include "adapters/http/session.h"

#include <boost/asio/dispatch.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <exception>

namespace procured::http {
namespace {

namespace beast = boost::beast;

// Everything from here and nowhere else; the design system's style sheets hold images as data:
// addresses.
constexpr const char* kContentSecurityPolicy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'";

template <class Body>
void set_headers(beast::http::response<Body>& out, const Response& response) {
  out.set(beast::http::field::content_type, response.content_type);
  out.set("Content-Security-Policy", kContentSecurityPolicy);
  out.set("X-Content-Type-Options", "nosniff");
  out.set("Referrer-Policy", "no-referrer");
  out.set(beast::http::field::cache_control, "no-cache");
  for (const auto& [name, value] : response.headers) out.set(name, value);
}

Response answer_safely(const Answer& answer, const Request& request) {
  try {
    return answer(request);
  } catch (const std::exception&) {
    return error_response(500,
                          "The answer failed for lack of memory or another defect; see the log.");
  }
}

}  // namespace

Session::Session(boost::asio::ip::tcp::socket socket, std::shared_ptr<SessionContext> context)
    : stream_(std::move(socket)), context_(std::move(context)) {}

void Session::start() {
  boost::asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read(); });
}

void Session::wind_down() {
  boost::asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
    if (self->waiting_) self->close();
  });
}

void Session::read() {
  if (context_->stopping) return close();
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(context_->settings.header_bytes_max));
  parser_->body_limit(context_->settings.body_bytes_max);
  stream_.expires_after(context_->settings.request_timeout);
  waiting_ = true;
  beast::http::async_read(stream_, buffer_, *parser_,
                          [self = shared_from_this()](beast::error_code error, std::size_t) {
                            self->waiting_ = false;
                            self->on_read(error);
                          });
}

void Session::on_read(beast::error_code error) {
  if (error) return refuse(error);
  const auto& message = parser_->get();
  const bool head = message.method() == beast::http::verb::head;
  const bool keep_alive = message.keep_alive() && !context_->stopping;
  if (!head && message.method() != beast::http::verb::get) {
    auto response = error_response(405, "This is read only: use GET or HEAD.");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return send(std::move(response), false, keep_alive);
  }
  Request request;
  if (!parse_target(message.target().to_string(), request)) {
    return send(error_response(400, "The address is not encoded as RFC 3986 says."), head,
                keep_alive);
  }
  request.if_none_match = message[beast::http::field::if_none_match].to_string();
  send(answer_safely(context_->answer, request), head, keep_alive);
}

void Session::refuse(beast::error_code error) {
  if (error == beast::http::error::header_limit) {
    return send(error_response(431, "The header of the request is too large."), false, false);
  }
  if (error == beast::http::error::body_limit) {
    return send(error_response(413, "The body of the request is too large."), false, false);
  }
  const bool spoke = error.category() == make_error_code(beast::http::error::bad_method).category();
  if (spoke && error != beast::http::error::end_of_stream &&
      error != beast::http::error::partial_message) {
    return send(error_response(400, "This is no HTTP/1.1 request."), false, false);
  }
  close();
}

void Session::send(Response response, bool head, bool keep_alive) {
  stream_.expires_after(context_->settings.response_timeout);
  const auto write = [&](auto out) {
    set_headers(*out, response);
    out->version(11);
    out->result(response.status);
    out->keep_alive(keep_alive);
    outgoing_ = out;
    beast::http::async_write(
        stream_, *out,
        [self = shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
          self->on_write(error, keep_alive);
        });
  };
  if (head || response.status == 304) {
    auto out = std::make_shared<beast::http::response<beast::http::empty_body>>();
    if (head) out->content_length(response.body.size());
    return write(out);
  }
  auto out = std::make_shared<Outgoing>();
  out->body() = std::move(response.body);
  out->prepare_payload();
  write(out);
}

void Session::on_write(beast::error_code error, bool keep_alive) {
  outgoing_.reset();
  if (error || !keep_alive) return close();
  read();
}

void Session::close() {
  beast::error_code ignored;
  stream_.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_both, ignored);
  stream_.close();
}

}  // namespace procured::http
