"""An API of a purchasing system on loopback, with the faults that such APIs have, for the tests beside this file."""
import base64
import http.server
import json
import random
import ssl
import threading
import time
import urllib.parse

PAGE = 7
SECRET = "s3cret-of-the-client"


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Clients that hang up are part of the tests."""


class Api:
    """Orders by OData with a delta link, by a cursor, and one register with an ETag."""

    def __init__(self, seed, certificate=None):
        """With a certificate (its file, its key's file) over TLS."""
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.changes = []            # (id, version), in order; the OData feed and the cursor feed show each
        self.register = "first"
        self.tokens = {}             # token → uses left
        self.requests = []           # (monotonic time, path)
        self.fault = None            # a name: of each request to the feeds
        self.fault_rate = 0.0        # else one at random, so often
        self.foreign_to = ""
        self.server = Server(("127.0.0.1", 0), self.answering())
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.server.server_address[1]}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def change(self, count):
        """So many orders appear or change."""
        with self.lock:
            for _ in range(count):
                known = {key for key, _ in self.changes}
                key = self.random.choice(sorted(known)) if known and self.random.random() < 0.2 else f"o{len(known)}"
                self.changes.append((key, sum(1 for one, _ in self.changes if one == key) + 1))

    def orders(self):
        """The last version of each."""
        return {key: document(key, version) for key, version in self.changes}

    def answering(self):
        api = self

        class Answering(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                api.answer_token(self)

            def do_GET(self):
                try:
                    api.answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

        return Answering

    def answer_token(self, request):
        form = urllib.parse.parse_qs(request.rfile.read(int(request.headers["Content-Length"])).decode())
        login = "Basic " + base64.b64encode(f"client:{SECRET}".encode()).decode()
        if form.get("grant_type") != ["client_credentials"] or request.headers.get("Authorization") != login:
            return send(request, 401, {"error": "invalid_client"})
        token = f"t{len(self.tokens)}"
        self.tokens[token] = 9
        return send(request, 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    def has_token(self, request):
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.tokens[token] = self.tokens.get(token, 0) - 1
        return self.tokens[token] >= 0

    def answer(self, request):
        with self.lock:
            self.requests.append((time.monotonic(), request.path))
        url = urllib.parse.urlsplit(request.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/odata/orders" and not self.has_token(request):
            return send(request, 401, {})
        if self.answer_fault(request):
            return None
        if url.path == "/odata/orders":
            return send(request, 200, self.odata_page(int(query.get("$skiptoken", query.get("$deltatoken", 0)))))
        if url.path == "/feed/orders":
            return send(request, 200, self.cursor_page(int(query.get("after", 0))))
        if url.path == "/all/orders":
            with self.lock:
                documents = self.orders()
            return send(request, 200, {"orders": [json.loads(one) for one in documents.values()]})
        if url.path == "/register":
            tag = f'"{self.register}"'
            if request.headers.get("If-None-Match") == tag:
                return send(request, 304, None, {"ETag": tag})
            return send(request, 200, {"register": self.register}, {"ETag": tag})
        return send(request, 404, {})

    def slice(self, first):
        with self.lock:
            return [document(*change) for change in self.changes[first:first + PAGE]], len(self.changes)

    def odata_page(self, first):
        documents, end = self.slice(first)
        link = f"{self.url}/odata/orders?$skiptoken={first + len(documents)}"
        if first + len(documents) < end:
            return {"value": [json.loads(one) for one in documents], "@odata.nextLink": link}
        return {"value": [json.loads(one) for one in documents], "@odata.deltaLink": link.replace("skip", "delta")}

    def cursor_page(self, first):
        documents, _ = self.slice(first)
        return {"orders": [json.loads(one) for one in documents], "next": str(first + len(documents))}

    def answer_fault(self, request):
        fault = self.fault
        if fault is None and self.random.random() < self.fault_rate:
            fault = self.random.choice(["server_error", "truncated", "unexpected_content", "drop"])
        # Whatever comes with status 200 is the register's content.
        if fault is None or (request.path == "/register" and fault in ("unexpected_content", "endless_pages")):
            return False
        getattr(self, "fault_" + fault)(request)
        return True

    def fault_server_error(self, request):
        send(request, 500, {})

    def fault_rate_limited(self, request):
        send(request, 429, {}, {"Retry-After": "3"})

    def fault_login_refused(self, request):
        send(request, 403, {})

    def fault_unexpected_content(self, request):
        send(request, 200, {"error": "down for maintenance"})

    def fault_truncated(self, request):
        """Says more than it sends."""
        request.send_response(200)
        request.send_header("Content-Length", "50000")
        request.end_headers()
        request.wfile.write(b'{"value": [')
        request.close_connection = True

    def fault_drop(self, request):
        request.close_connection = True

    def fault_stalled(self, request):
        request.send_response(200)
        request.send_header("Content-Length", "50000")
        request.end_headers()
        request.wfile.write(b'{"value": [')
        request.wfile.flush()
        while self.fault == "stalled":
            time.sleep(0.05)
        request.close_connection = True

    def fault_too_large(self, request):
        send(request, 200, {"value": [{"id": "x", "note": "x" * 70_000}]})

    def fault_foreign_link(self, request):
        send(request, 302, {}, {"Location": self.foreign_to + request.path})

    def fault_endless_pages(self, request):
        send(request, 200, {"value": [], "@odata.nextLink": self.url + "/odata/orders?$skiptoken=1"})


def document(key, version):
    return json.dumps({"id": key, "version": version, "note": "x" * 40})


def send(request, status, body, headers=None):
    content = b"" if body is None else json.dumps(body).encode()
    request.send_response(status)
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    if body is not None:
        request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)
