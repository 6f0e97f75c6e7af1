#include "adapters/http/receive_session.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <limits>

namespace procured::http {
namespace {

namespace beast = boost::beast;
namespace net = boost::asio;
using beast::http::field;

// A client that is refused while it sends is listened to a little longer, or it would see its
// connection reset instead of the answer.
constexpr std::chrono::seconds kLinger{2};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

ReceiveSession::ReceiveSession(net::ip::tcp::socket socket, std::shared_ptr<ReceiveContext> context)
    : stream_(std::move(socket)), context_(std::move(context)), deadline_(stream_.get_executor()) {}

void ReceiveSession::start() {
  net::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read_head(); });
}

void ReceiveSession::wind_down() {
  net::dispatch(stream_.get_executor(), [self = shared_from_this()] {
    if (self->idle_) self->close();
  });
}

void ReceiveSession::read_head() {
  if (context_->stopping) return close();
  ++request_;
  connector_.clear();
  admission_.reset();
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(context_->settings.header_bytes_max));
  // Its limit is the connector's, which the head names; "none" counts as 0 in Boost 1.74.
  parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
  stream_.expires_after(context_->settings.request_timeout);
  idle_ = true;
  beast::http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](beast::error_code error, std::size_t) { self->on_head(error); });
}

void ReceiveSession::on_head(beast::error_code error) {
  idle_ = false;
  if (error) return fail(error);
  const auto& message = parser_->get();
  const auto length = parser_->content_length();
  const ReceiveHead head{
      .method = message.method_string().to_string(),
      .target = message.target().to_string(),
      .content_length = length ? std::optional<std::uint64_t>(*length) : std::nullopt,
      .header = [&](std::string_view name) {
        return message[beast::string_view(name.data(), name.size())].to_string();
      }};
  connector_ = context_->desk.connector_of(head.target);
  auto admitted = context_->desk.admit(head);
  if (!admitted) return refuse(admitted.error());
  admission_.emplace(std::move(admitted).value());
  parser_->body_limit(admission_->endpoint->bytes_max);
  if (beast::iequals(message[field::expect], "100-continue")) return go_on();
  read_body();
}

void ReceiveSession::go_on() {
  net::async_write(stream_, net::buffer(kContinue.data(), kContinue.size()),
                   [self = shared_from_this()](beast::error_code error, std::size_t) {
                     error ? self->close() : self->read_body();
                   });
}

void ReceiveSession::read_body() {
  if (parser_->is_done()) return offer();
  beast::http::async_read_some(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](beast::error_code error, std::size_t) { self->on_body(error); });
}

void ReceiveSession::on_body(beast::error_code error) {
  if (error) return fail(error);
  if (!admission_->room.grow_to(parser_->get().body().size())) return refuse(inbox_full());
  read_body();
}

void ReceiveSession::offer() {
  auto checked = ReceiveDesk::check(*admission_, std::move(parser_->get().body()));
  if (!checked) return refuse(checked.error());
  key_ = checked.value().source;
  offered_ = true;
  stream_.expires_never();
  deadline_.expires_after(context_->settings.commit_timeout);
  deadline_.async_wait([self = shared_from_this(), request = request_](beast::error_code error) {
    if (error || !self->offered_ || request != self->request_) return;
    self->offered_ = false;
    self->refuse(not_confirmed());
  });
  auto tell = [weak = weak_from_this(), request = request_](bool committed) {
    auto self = weak.lock();
    if (!self) return;
    const auto executor = self->stream_.get_executor();
    net::post(executor,
              [self = std::move(self), request, committed] { self->on_told(request, committed); });
  };
  admission_->endpoint->inbox->offer(std::move(admission_->room), std::move(checked).value(),
                                     std::move(tell));
}

void ReceiveSession::on_told(std::uint64_t request, bool committed) {
  if (!offered_ || request != request_) return;
  offered_ = false;
  deadline_.cancel();
  if (!committed) return refuse(not_committed());
  context_->voice.accepted(connector_);
  send(accepted_response(key_), parser_->get().keep_alive() && !context_->stopping);
}

void ReceiveSession::fail(beast::error_code error) {
  if (error == beast::http::error::header_limit)
    return refuse({431, "header_too_large", "The header of the request is too large."});
  if (error == beast::http::error::body_limit && admission_)
    return refuse(too_large(admission_->endpoint->bytes_max));
  if (error == beast::error::timeout) {
    // Between two requests it is the client's right.
    const bool began = admission_ || parser_->got_some() || buffer_.size() > 0;
    if (began) context_->voice.refused(connector_, "timeout");
    return close();
  }
  const bool spoke = error.category() == make_error_code(beast::http::error::bad_method).category();
  if (spoke && error != beast::http::error::end_of_stream &&
      error != beast::http::error::partial_message)
    return refuse({400, "bad_request", "This is no HTTP/1.1 request."});
  close();
}

void ReceiveSession::refuse(const ReceiveRefusal& refusal) {
  admission_.reset();
  context_->voice.refused(connector_, refusal.reason);
  // What of the body has not been read would be taken for the next request.
  send(problem_response(refusal),
       parser_->is_done() && parser_->get().keep_alive() && !context_->stopping);
}

void ReceiveSession::send(Response response, bool keep_alive) {
  stream_.expires_after(context_->settings.response_timeout);
  outgoing_.emplace();
  outgoing_->version(11);
  outgoing_->result(response.status);
  outgoing_->keep_alive(keep_alive);
  outgoing_->set(field::content_type, response.content_type);
  outgoing_->set(field::cache_control, "no-store");
  outgoing_->set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : response.headers) outgoing_->set(name, value);
  const bool bodiless = parser_->get().method() == beast::http::verb::head;
  if (!bodiless) outgoing_->body() = std::move(response.body);
  outgoing_->prepare_payload();
  beast::http::async_write(
      stream_, *outgoing_,
      [self = shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
        self->on_written(error, keep_alive);
      });
}

void ReceiveSession::on_written(beast::error_code error, bool keep_alive) {
  if (error) return close();
  if (keep_alive) return read_head();
  if (parser_->is_done() || context_->stopping) return close();
  beast::error_code ignored;
  stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kLinger);
  linger();
}

void ReceiveSession::linger() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(64 * 1024),
                          [self = shared_from_this()](beast::error_code error, std::size_t) {
                            error ? self->close() : self->linger();
                          });
}

void ReceiveSession::close() {
  beast::error_code ignored;
  stream_.socket().shutdown(net::ip::tcp::socket::shutdown_both, ignored);
  stream_.close();
}

}  // namespace procured::http
