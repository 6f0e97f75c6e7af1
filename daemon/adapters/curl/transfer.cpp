#include "adapters/curl/transfer.h"

#include <curl/curl.h>

#include <array>
#include <string_view>

#include "core/check.h"

namespace procured::curl {
namespace {

using boost::outcome_v2::success;
using transport::Failure;
using transport::Fetched;

constexpr int kLookMs = 50;  // Between two looks whether to stop.

void initialise_once() {
  static const CURLcode made = curl_global_init(CURL_GLOBAL_DEFAULT);
  PROCURED_CHECK(made == CURLE_OK);
}

std::string kind_of(CURLcode code, std::string_view message) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return message.find("too slow") == std::string_view::npos ? "timeout" : "stalled";
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
      return "truncated";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
      return "tls";
    case CURLE_FILESIZE_EXCEEDED:
      return "too_large";
    case CURLE_LOGIN_DENIED:
      return "login_refused";
    case CURLE_REMOTE_FILE_NOT_FOUND:
    case CURLE_REMOTE_ACCESS_DENIED:
    case CURLE_QUOTE_ERROR:
    case CURLE_FTP_COULDNT_RETR_FILE:
      return "unreadable";
    default:
      return "unreachable";
  }
}

}  // namespace

struct Transfer::Handles {
  CURL* easy = nullptr;
  CURLM* multi = nullptr;
  std::array<char, CURL_ERROR_SIZE> message{};
  std::string* body = nullptr;
  std::uint64_t bytes_max = 0;
  bool overflowed = false;

  static std::size_t write(char* bytes, std::size_t, std::size_t size, void* self) {
    auto& handles = *static_cast<Handles*>(self);
    if (handles.body->size() + size > handles.bytes_max) {
      handles.overflowed = true;
      return 0;
    }
    handles.body->append(bytes, size);
    return size;
  }
};

void FreeText::operator()(char* text) const { curl_free(text); }

void FreeList::operator()(curl_slist* list) const { curl_slist_free_all(list); }

Transfer::Transfer(TransferLimits limits) : limits_(limits), handles_(new Handles) {
  initialise_once();
  handles_->easy = curl_easy_init();
  handles_->multi = curl_multi_init();
  PROCURED_CHECK(handles_->easy != nullptr && handles_->multi != nullptr);
}

Transfer::~Transfer() {
  curl_multi_cleanup(handles_->multi);
  curl_easy_cleanup(handles_->easy);
}

CURL* Transfer::prepare(std::string& body) {
  auto* easy = handles_->easy;
  curl_easy_reset(easy);
  body.clear();
  handles_->body = &body;
  handles_->bytes_max = limits_.bytes_max;
  handles_->overflowed = false;
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, handles_->message.data());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Handles::write);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, handles_.get());
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(limits_.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limits_.total_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits_.stall_time.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits_.stall_bytes_per_s));
  curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits_.bytes_max));
  return easy;
}

Fetched<void> Transfer::perform(const transport::Stop& stop) {
  auto& [easy, multi, message, body, bytes_max, overflowed] = *handles_;
  message[0] = '\0';
  curl_multi_add_handle(multi, easy);
  int running = 1;
  while (running > 0 && !stop.asked()) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) break;
    if (running > 0) curl_multi_poll(multi, nullptr, 0, kLookMs, nullptr);
  }
  int left = 0;
  const CURLMsg* done = curl_multi_info_read(multi, &left);
  const auto code = done == nullptr ? CURLE_ABORTED_BY_CALLBACK : done->data.result;
  curl_multi_remove_handle(multi, easy);
  if (code == CURLE_OK) return success();
  body->clear();
  if (overflowed || code == CURLE_FILESIZE_EXCEEDED)
    return Failure{"too_large", "more than " + std::to_string(bytes_max) + " bytes"};
  const std::string text = message[0] != '\0' ? message.data() : curl_easy_strerror(code);
  return Failure{kind_of(code, text), text};
}

}  // namespace procured::curl
