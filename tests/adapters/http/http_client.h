#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>

namespace procured::http {

/// A bare client on loopback: sends bytes as they are and reads what comes.
class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  }
  ~HttpClient() { ::close(socket_); }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  bool connected() const { return connected_; }
  void send(const std::string& bytes) const {
    [[maybe_unused]] const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  /// One response: the head and as many bytes of body as it announces (`has_body`: a HEAD has
  /// none). Shorter when the connection ends.
  std::string response(bool has_body = true) {
    while (buffer_.find("\r\n\r\n") == std::string::npos && read_more()) {
    }
    const auto head = buffer_.find("\r\n\r\n");
    if (head == std::string::npos) return take(buffer_.size());
    std::size_t length = 0;
    const auto at = buffer_.find("Content-Length: ");
    if (has_body && at < head) length = std::stoul(buffer_.substr(at + 16));
    while (buffer_.size() < head + 4 + length && read_more()) {
    }
    return take(head + 4 + length);
  }
  /// True when the other side has closed and sent nothing more.
  bool is_closed() { return buffer_.empty() && !read_more(); }

 private:
  bool read_more() {
    char bytes[4096];
    const auto count = ::recv(socket_, bytes, sizeof(bytes), 0);
    if (count > 0) buffer_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }
  std::string take(std::size_t size) {
    const auto text = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return text;
  }

  int socket_;
  bool connected_ = false;
  std::string buffer_;
};

}  // namespace procured::http
