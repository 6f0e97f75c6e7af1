"""Goal: each document that is sent is exactly once in the raw topic when it has been answered 202, whatever kill -9 does;
what must not be taken is refused with its reason.

Method: a real broker and daemon; clients send at once and again until they are answered 202, while the daemon is killed at
random. Then each refusal alone, two instances, a broker that stands still, and a stop under load.
PROCURED_LONG=1: 30 kills.
"""
import base64
import hashlib
import hmac
import http.client
import json
import pathlib
import random
import signal
import socket
import sys
import threading
import time

from polling import Site, once, secret_file
from town import LONG, SEED, Broker, Daemon, case

SECRET = "correct-horse-battery-staple"
CLIENTS = 8


def send(port, connector, key, body, headers=None, method="POST", timeout=30):
    """Status, headers and body; status 0: no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        path = f"/connectors/{connector}/documents" + (f"/{key}" if key else "")
        connection.request(method, path, body, {"Authorization": f"Bearer {SECRET}"} if headers is None else headers)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, {}, ""
    finally:
        connection.close()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def configure(site, connectors, commit_timeout_ms=20000):
    """Restarts are found at the same ports by those who send."""
    site.ports = {"a": free_port(), "b": free_port()}
    site.configure(connectors)
    text = pathlib.Path(site.path("a.yaml")).read_text()
    for instance, port in site.ports.items():
        pathlib.Path(site.path(f"{instance}.yaml")).write_text(
            text.replace(site.path("state"), site.path(f"state-{instance}")).replace("a.sqlite", f"{instance}.sqlite")
            + f"instance: {instance}\n"
            + f"receive: {{port: {port}, request_timeout_ms: 2000, commit_timeout_ms: {commit_timeout_ms}}}\n")


class Clients:
    """Send documents of their own until they are answered 202, and now and then one again."""

    def __init__(self, port, connector):
        self.port, self.connector = port, connector
        self.lock = threading.Lock()
        self.accepted, self.answers, self.stopping = {}, {}, False
        self.threads = [threading.Thread(target=self.run, args=(number,)) for number in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def run(self, number):
        choice = random.Random(f"{SEED}-{number}-{self.port}")
        sent = 0
        while not self.stopping:
            key = f"c{number}-{sent}"
            body = json.dumps({"key": key, "filler": "x" * choice.randrange(2000)})
            self.until_accepted(key, body)
            if choice.random() < 0.2:
                self.until_accepted(key, body)
            sent += 1

    def until_accepted(self, key, body):
        while True:
            status, _, text = send(self.port, self.connector, key, body)
            with self.lock:
                self.answers[status] = self.answers.get(status, 0) + 1
            if status == 202:
                with self.lock:
                    self.accepted[key] = body
                return
            assert status in (0, 503, 504), f"{status} {text}"
            time.sleep(0.05)

    def stop(self):
        self.stopping = True
        for thread in self.threads:
            thread.join(120)
            assert not thread.is_alive(), "a client is never answered 202"


def metric(daemon, name, **labels):
    wanted = name + "{" + ",".join(f'{key}="{value}"' for key, value in labels.items()) + "} "
    for line in daemon.get("/metrics").splitlines():
        if line.startswith(wanted):
            return float(line.removeprefix(wanted))
    return 0.0


def until(what, holds, daemon, seconds=300):
    deadline = time.monotonic() + seconds
    while not holds():
        assert daemon.process.poll() is None, daemon.log()
        assert time.monotonic() < deadline, f"{what}\n{daemon.log()[-3000:]}"
        time.sleep(0.1)


def takes(port, connector="erp"):
    return send(port, connector, "first", "{}")[0] == 202


def killed(site):
    kills = 30 if LONG else 3
    clients = Clients(site.ports["a"], "erp")
    for _ in range(kills):
        daemon = site.daemon()
        before = len(clients.accepted)
        until("nothing is accepted", lambda before=before: len(clients.accepted) > before, daemon)
        time.sleep(site.random.random() * 2)
        daemon.kill()
    daemon = site.daemon()
    clients.stop()
    print(f"  {len(clients.accepted)} documents; answers {dict(sorted(clients.answers.items()))}", flush=True)
    found = site.raw("erp")
    assert found == {key: [body] for key, body in clients.accepted.items()}, difference(found, clients.accepted)
    assert clients.answers.get(0, 0) > 0, "no kill met a client"
    assert SECRET not in daemon.log()
    return daemon


def crashed(site):
    """At the steps where a document is half way: what Kafka has and no client knows of is not written again."""
    clients = Clients(site.ports["a"], "crash")
    for step in ("mid_slice:3", "before_fold:5", "before_fold:8", "after_fold:5"):
        daemon = Daemon(site, "a", {"PROCURED_CRASH_AT": step})
        site.daemons.append(daemon)
        assert daemon.process.wait(90) == 137, daemon.log()
    daemon = site.daemon()
    clients.stop()
    found = site.raw("crash")
    assert found == {key: [body] for key, body in clients.accepted.items()}, difference(found, clients.accepted)
    return daemon


def largest(site, port, daemon):
    """32 MiB, beside small ones."""
    body = "0123456789abcdef" * (2 << 20)
    assert send(port, "large", "one", body + "x", timeout=120)[0] == 413
    until("never accepted", lambda: send(port, "large", "one", body, timeout=120)[0] == 202, daemon)
    assert send(port, "large", "two", "small")[0] == 202
    found = site.raw("large")
    assert found.keys() == {"one", "two"} and found["one"] == [body], {key: len(value) for key, value in found.items()}


def difference(found, accepted):
    lost = sorted(accepted.keys() - found.keys())
    twice = sorted(key for key, values in found.items() if len(values) > 1)
    other = sorted(found.keys() - accepted.keys())
    return f"lost {lost[:5]}; more than once {twice[:5]}; never accepted {other[:5]}"


def named(site, port):
    """By address, header or content; signed bodies."""
    bearer = {"Authorization": f"Bearer {SECRET}"}
    for key, headers in (("o%2F1", bearer), ("", {**bearer, "Idempotency-Key": "o2"}), ("", bearer)):
        for _ in range(2):
            assert send(port, "named", key, "content", headers)[0] == 202
    assert send(port, "named", "o%2F1", "other content", bearer)[0] == 202
    code = hmac.new(SECRET.encode(), b"signed", hashlib.sha256)
    for key, signature in (("h", "sha256=" + code.hexdigest()), ("b", base64.b64encode(code.digest()).decode())):
        assert send(port, "signed", key, "signed", {"X-Signature": signature})[0] == 202
    assert site.raw("named") == {"o/1": ["content", "other content"], "o2": ["content"],
                                 hashlib.sha256(b"content").hexdigest(): ["content"]}
    assert site.raw("signed") == {"h": ["signed"], "b": ["signed"]}


def refused(site, port, daemon):
    wrong = {"X-Signature": hmac.new(SECRET.encode(), b"other", hashlib.sha256).hexdigest()}
    bearer = {"Authorization": f"Bearer {SECRET}"}
    before = {connector: site.raw(connector) for connector in ("named", "signed")}
    refusals = (
        (401, "unauthorised", "named", "POST", "x", {}),
        (401, "unauthorised", "named", "POST", "x", {"Authorization": "Bearer guess"}),
        (401, "unauthorised", "signed", "POST", "signed", wrong),
        (401, "unauthorised", "signed", "POST", "signed", {}),
        (404, "unknown_connector", "nobody", "POST", "x", bearer),
        (404, "unknown_connector", "watched", "POST", "x", bearer),
        (405, "method", "named", "GET", None, bearer),
        (405, "method", "named", "PUT", "x", bearer),
        (413, "too_large", "named", "POST", "x" * 70000, bearer),
        (413, "too_large", "named", "POST", iter([b"x" * 40000] * 2), bearer),
        (415, "content_encoding", "named", "POST", "x", {**bearer, "Content-Encoding": "gzip"}),
        (400, "bad_request", "named", "POST", "", bearer),
        (503, "secret_unreadable", "secretless", "POST", "x", bearer),
    )
    for status, reason, connector, method, body, headers in refusals:
        label = connector if connector in ("named", "signed", "secretless") else "other"
        count = metric(daemon, "procured_receive_refused_total", connector=label, reason=reason)
        found, answer, text = send(port, connector, "key", body, headers, method)
        assert found == status, f"{found} instead of {status} {reason}: {text}"
        assert answer["Content-Type"] == "application/problem+json", answer
        problem = json.loads(text)
        assert (problem["status"], problem["reason"]) == (status, reason) and problem["detail"], problem
        assert SECRET not in text
        assert metric(daemon, "procured_receive_refused_total", connector=label, reason=reason) == count + 1, reason
    assert "connect.secret_unreadable secretless: " in daemon.log()
    assert {connector: site.raw(connector) for connector in before} == before


def slow_client(port, daemon):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as slow:
        slow.sendall(b"POST /connectors/named/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                     + SECRET.encode() + b"\r\nContent-Length: 10\r\n\r\nabc")
        assert slow.recv(100) == b"", "answered"
    until("not counted", lambda: metric(daemon, "procured_receive_refused_total", connector="named", reason="timeout") == 1,
          daemon)
    until("its room is kept", lambda: "procured_receive_inbox_documents{connector=\"named\"} 0\n" in daemon.get("/metrics"),
          daemon)


def broker_stands_still(site, broker):
    """The inbox fills, the rest is refused; what was not confirmed is written once when it is sent again."""
    configure(site, site.connectors, commit_timeout_ms=1500)
    daemon, port = site.daemon(), site.ports["a"]
    until("nothing is accepted", lambda: takes(port, "narrow"), daemon)
    broker.process.send_signal(signal.SIGSTOP)
    try:
        answers = []
        threads = [threading.Thread(target=lambda n=n: answers.append(send(port, "narrow", f"n{n}", f"n{n}")))
                   for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        statuses = sorted(status for status, _, _ in answers)
        assert statuses == [503, 503, 504, 504], statuses
        assert all(int(headers["Retry-After"]) > 0 for _, headers, _ in answers)
        assert {json.loads(text)["reason"] for _, _, text in answers} == {"full", "not_confirmed"}
    finally:
        broker.process.send_signal(signal.SIGCONT)
    for number in range(4):
        until(f"n{number} is never accepted", lambda n=number: send(port, "narrow", f"n{n}", f"n{n}")[0] == 202, daemon)
    assert site.raw("narrow") == {"first": ["{}"], **{f"n{n}": [f"n{n}"] for n in range(4)}}
    daemon.stop()


def two_instances(site):
    """Only the owner takes; when it is killed, the other does."""
    daemons = {}
    for instance in ("a", "b"):
        daemons[instance] = Daemon(site, instance, {})
        site.daemons.append(daemons[instance])

    def owners():
        return [name for name, port in site.ports.items() if takes(port, "shared")]
    until("nobody takes, or both do", lambda: len(owners()) == 1, daemons["a"])
    owner, = owners()
    other, = daemons.keys() - {owner}
    status, headers, text = send(site.ports[other], "shared", "k", "v")
    assert status == 503 and json.loads(text)["reason"] == "not_owner" and headers["Retry-After"], text
    assert send(site.ports[owner], "shared", "k", "v")[0] == 202
    daemons[owner].kill()
    until("the other never takes over", lambda: send(site.ports[other], "shared", "k", "v")[0] == 202, daemons[other])
    assert site.raw("shared") == {"first": ["{}"], "k": ["v"]}
    daemons[other].stop()


def stopped(site):
    """Under load: exit 0, and what was answered 202 is there."""
    daemon = site.daemon()
    until("nothing is accepted", lambda: takes(site.ports["a"], "calm"), daemon)
    clients = Clients(site.ports["a"], "calm")
    until("nothing is accepted", lambda: len(clients.accepted) > 20, daemon)
    daemon.stop()
    with clients.lock:
        confirmed = {"first": "{}", **clients.accepted}
    found = site.raw("calm")
    assert confirmed.items() <= {key: values[0] for key, values in found.items()}.items(), difference(found, confirmed)
    daemon = site.daemon()
    clients.stop()
    assert site.raw("calm") == {"first": ["{}"], **{key: [body] for key, body in clients.accepted.items()}}
    return daemon


def main(procured, tool):
    with Broker() as broker:
        receive = {"auth": "bearer", "secret_file": secret_file(broker.folder, "secret", SECRET), "bytes_max": 65536}
        (broker.folder / "watched").mkdir()
        connectors = {name: {"receive": receive} for name in ("erp", "crash", "named", "shared", "calm")} | {
            "signed": {"receive": {**receive, "auth": "hmac_sha256"}},
            "large": {"receive": {**receive, "bytes_max": 32 << 20}},
            "narrow": {"receive": {**receive, "inbox_documents": 2}},
            "secretless": {"receive": {**receive, "secret_file": str(broker.folder / "none")}},
            "watched": {"folder": {"path": str(broker.folder / "watched")}}}
        with Site(procured, tool, broker, connectors) as site:
            site.connectors = connectors
            configure(site, connectors)
            daemon = case("kill -9 at random, under clients that send again", killed, site)
            daemon.stop()
            daemon = case("a crash at each step of a document", crashed, site)
            case("documents are named and signed", named, site, site.ports["a"])
            case("refusals", refused, site, site.ports["a"], daemon)
            case("the largest document", largest, site, site.ports["a"], daemon)
            case("a slow client is cut off", slow_client, site.ports["a"], daemon)
            daemon.stop()
            case("only the owner takes", two_instances, site)
            case("a stop under load", stopped, site).stop()
            case("a broker that stands still", broker_stands_still, site, broker)


main(*sys.argv[1:])
