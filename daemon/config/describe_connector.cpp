#include "config/connector.h"

// The names, bounds and words of a connector's options, once; the others stand in describe.cpp.

namespace procured::config {
static void describe(Visitor& visitor, FolderConfig& folder) {
  visitor.field(
      "path", folder.path,
      {.doc = "Watched folder; files must appear in it by rename. Empty: none.", .path = true});
  visitor.field("poll_interval_ms", folder.poll_interval_ms,
                {.doc = "How often the folder is looked through.",
                 .unit = "ms",
                 .min = number(10),
                 .max = number(3'600'000)});
}

static void describe(Visitor& visitor, TransferConfig& limits) {
  visitor.field("connect_timeout_ms", limits.connect_timeout_ms,
                {.doc = "Until the connection stands.",
                 .unit = "ms",
                 .min = number(10),
                 .max = number(300'000)});
  visitor.field("total_timeout_ms", limits.total_timeout_ms,
                {.doc = "Until the answer is whole.",
                 .unit = "ms",
                 .min = number(10),
                 .max = number(3'600'000)});
  visitor.field("stall_time_s", limits.stall_time_s,
                {.doc = "An answer that is slower than stall_bytes_per_s for so long is given up.",
                 .unit = "s",
                 .min = number(1),
                 .max = number(3'600)});
  visitor.field("stall_bytes_per_s", limits.stall_bytes_per_s,
                {.doc = "See stall_time_s.", .unit = "bytes/s", .min = number(1)});
  visitor.field("bytes_max", limits.bytes_max,
                {.doc = "Of one answer, unpacked, or one file. Larger ones are not fetched.",
                 .unit = "bytes",
                 .min = number(1'024),
                 .max = number(33'554'432)});
  visitor.field(
      "back_off_max_s", limits.back_off_max_s,
      {.doc = "A source that fails is left alone for 1 s, then twice as long each time, up "
              "to this; longer where it asks for it (Retry-After).",
       .unit = "s",
       .min = number(1),
       .max = number(86'400)});
}

static void describe(Visitor& visitor, HttpAuthConfig& auth) {
  visitor.field(
      "kind", auth.kind,
      {.doc = "basic: user and password; bearer: a token; header: a secret in a header of "
              "its own, such as X-Shopify-Access-Token; oauth2: client credentials.",
       .choices = {"none", "basic", "bearer", "header", "oauth2"}});
  visitor.field("user", auth.user, {.doc = "User, or client id of OAuth 2.0."});
  visitor.field("secret_file", auth.secret_file,
                {.doc = "File whose first line is the password, token or client secret; read anew "
                        "when needed.",
                 .path = true});
  visitor.field("header", auth.header, {.doc = "Name of the header, with kind header."});
  visitor.field("token_url", auth.token_url, {.doc = "Token endpoint of OAuth 2.0."});
  visitor.field("scope", auth.scope, {.doc = "Scope asked for with OAuth 2.0."});
  visitor.field(
      "client_login", auth.client_login,
      {.doc = "How the token endpoint is told the client secret.", .choices = {"basic", "form"}});
}

static void describe(Visitor& visitor, HttpPollConfig& poll) {
  visitor.field(
      "url", poll.url,
      {.doc = "What is asked for, with its filter. {since} stands for the time of the last "
              "whole round, as in $filter=lastModifiedDateTime gt {since}. Empty: none."});
  visitor.field("mode", poll.mode,
                {.doc = "How pages follow each other. odata_v2, odata_v4: by the links of OData, "
                        "then by its delta link where there is one; cursor: by a cursor or the "
                        "header Link; etag: one resource, fetched when it has changed.",
                 .choices = {"odata_v2", "odata_v4", "cursor", "etag"}});
  visitor.field("documents", poll.documents,
                {.doc = "Path of the documents in a page, such as data/orders; each goes on alone. "
                        "Empty: value, d/results, or the page itself with cursor."});
  visitor.field(
      "key", poll.key,
      {.doc = "Path in a document to what names it at the source. Empty: id, with odata_v2 "
              "__metadata/id. With etag: the resource's name instead of its URL."});
  visitor.field("cursor_path", poll.cursor_path,
                {.doc = "Path of the cursor in a page. Empty: rel=next of the header Link."});
  visitor.field(
      "cursor_parameter", poll.cursor_parameter,
      {.doc = "Parameter of the query that takes the cursor. Empty: the cursor is a link."});
  visitor.field("since", poll.since, {.doc = "{since} of the first round: RFC 3339, in UTC."});
  visitor.field("since_overlap_s", poll.since_overlap_s,
                {.doc = "How far {since} lies before the last round began, for clocks that differ; "
                        "what comes again unchanged is not written again.",
                 .unit = "s",
                 .max = number(31'536'000)});
  visitor.field("page_size", poll.page_size,
                {.doc = "Documents in a page asked for with odata_v4. 0: as the source likes.",
                 .max = number(100'000)});
  visitor.field(
      "interval_s", poll.interval_s,
      {.doc = "Between two rounds.", .unit = "s", .min = number(1), .max = number(604'800)});
  visitor.field("request_gap_ms", poll.request_gap_ms,
                {.doc = "Least time between two requests, for sources with a rate limit.",
                 .unit = "ms",
                 .max = number(3'600'000)});
  visitor.field("ca_file", poll.ca_file,
                {.doc = "Certificates (PEM) trusted instead of the system's.", .path = true});
  visitor.section("auth", poll.auth, {.doc = "Who asks."});
  visitor.section("limits", poll.limits, {.doc = "What a request keeps within."});
}

static void describe(Visitor& visitor, SftpPollConfig& poll) {
  visitor.field("host", poll.host, {.doc = "Name or address of the server. Empty: none."});
  visitor.field("port", poll.port, {.doc = "Of SSH.", .min = number(1), .max = number(65'535)});
  visitor.field("user", poll.user, {.doc = "Who logs in."});
  visitor.field("folder", poll.folder, {.doc = "Folder on the server, from its root."});
  visitor.field("pattern", poll.pattern,
                {.doc = "Which names, as in a shell: *.xml. Hidden files and *.part are left out.",
                 .required = true});
  visitor.field("known_hosts_file", poll.known_hosts_file,
                {.doc = "The server's keys as OpenSSH writes them (ssh-keyscan). A server with "
                        "another key is refused.",
                 .path = true});
  visitor.field(
      "key_file", poll.key_file,
      {.doc = "Private key, Ed25519 or ECDSA. Empty: the password counts.", .path = true});
  visitor.field(
      "password_file", poll.password_file,
      {.doc = "File whose first line is the password, or that of the key.", .path = true});
  visitor.field(
      "complete", poll.complete,
      {.doc = "When a file is whole. stable: two listings in a row show the same size and "
              "time; rename: as soon as it has a name that counts.",
       .choices = {"stable", "rename"}});
  visitor.field(
      "done_folder", poll.done_folder,
      {.doc = "Folder on the server to which files go once they are taken, from its root. "
              "Empty: they stay."});
  visitor.field(
      "interval_s", poll.interval_s,
      {.doc = "Between two listings.", .unit = "s", .min = number(1), .max = number(604'800)});
  visitor.section("limits", poll.limits, {.doc = "What a transfer keeps within."});
}

static void describe(Visitor& visitor, ReceiveConfig& receive) {
  visitor.field("auth", receive.auth,
                {.doc = "bearer: the secret itself in the header Authorization; hmac_sha256: the "
                        "HMAC of the body with the secret, in hex or base64, in signature_header. "
                        "Empty: nothing is received.",
                 .choices = {"", "bearer", "hmac_sha256"}});
  visitor.field(
      "secret_file", receive.secret_file,
      {.doc = "File whose first line is the secret; read anew for each document.", .path = true});
  visitor.field(
      "signature_header", receive.signature_header,
      {.doc = "Such as X-Shopify-Hmac-Sha256; \"sha256=\" before the value is left out."});
  visitor.field("bytes_max", receive.bytes_max,
                {.doc = "Of one document; a larger one is answered 413.",
                 .unit = "bytes",
                 .min = number(1),
                 .max = number(33'554'432)});
  visitor.field("inbox_documents", receive.inbox_documents,
                {.doc = "That are being received or wait for Kafka; further ones are answered 503.",
                 .min = number(1),
                 .max = number(100'000)});
  visitor.field("inbox_bytes", receive.inbox_bytes,
                {.doc = "Of those documents; at least bytes_max.",
                 .unit = "bytes",
                 .min = number(1),
                 .max = number(4'294'967'296)});
}

void describe(Visitor& visitor, ConnectorConfig& connector) {
  visitor.field("entries", connector.entries,
                {.doc = "Catalogue entries tried, in order. Empty: all."});
  visitor.section("folder", connector.folder,
                  {.doc = "Where documents come from: a folder, http_poll, sftp_poll or receive. "
                          "Without any of them others write to the raw topic."});
  visitor.section("http_poll", connector.http_poll,
                  {.doc = "An HTTP API that is asked again and again, page by page."});
  visitor.section("sftp_poll", connector.sftp_poll, {.doc = "A folder on an SFTP server."});
  visitor.section("receive", connector.receive,
                  {.doc = "Documents that others POST to /connectors/<connector>/documents."});
  visitor.field("precedence", connector.precedence,
                {.doc = "Which source's fields win when two sources show one document: the "
                        "greater.",
                 .max = number(4'294'967'295)});
  visitor.field("default_currency", connector.default_currency,
                {.doc = "For documents that state none (ISO 4217). Empty: such an invoice is a "
                        "dead letter."});
  visitor.field("default_buyer", connector.default_buyer,
                {.doc = "Who buys, in documents that do not say so, such as those of the buyer's "
                        "own system: an organisation number, a GLN or scheme:value."});
  visitor.field("default_seller", connector.default_seller,
                {.doc = "Who sells, in documents that do not say so, such as a web shop's "
                        "orders."});
  visitor.field("decimal_point", connector.decimal_point,
                {.doc = "In numbers of registers.", .choices = {".", ","}});
  visitor.field("delimiters", connector.delimiters,
                {.doc = "Between columns of registers; the header line tells which one it is.",
                 .required = true});
  visitor.field("declared_channel", connector.declared_channel,
                {.doc = "How everything from this source was bought. Empty: seen per order.",
                 .choices = {"", "CATALOGUE", "PUNCHOUT", "FREETEXT_ORDER", "MANUAL_ORDER",
                             "INVOICE_ONLY", "PCARD", "WEBSHOP"}});
}

}  // namespace procured::config
