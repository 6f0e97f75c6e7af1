"""Goal: each document of an API is exactly once in the raw topic, whatever the API and kill -9 do.

Method: a real server on loopback (OData pages with OAuth 2.0 and a delta link, a cursor feed, a list without any, a
resource with an ETag), a real broker. The daemon is killed at random while the server fails at random; then each fault
alone is met with its own name in the log and the metrics, with a pause, and without losing anything.
PROCURED_LONG=1: 30 kills.
"""
import subprocess
import sys
import time

from api import SECRET, Api
from polling import Site, once, secret_file
from town import LONG, SEED, Broker, case


def certificate(folder):
    """Of 127.0.0.1, signed by itself."""
    files = str(folder / "tls.pem"), str(folder / "tls.key")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
                   check=True, capture_output=True)
    return files


def connectors(api, secure, folder):
    limits = {"stall_time_s": 1, "bytes_max": 65536, "back_off_max_s": 2, "total_timeout_ms": 20000}
    auth = {"kind": "oauth2", "user": "client", "secret_file": secret_file(folder, "client.secret", SECRET),
            "token_url": api.url + "/token", "scope": "orders"}
    feed = {"mode": "cursor", "documents": "orders", "cursor_path": "next", "cursor_parameter": "after", "interval_s": 1,
            "limits": limits}
    return {
        "secure": {"http_poll": {"url": secure.url + "/feed/orders", "ca_file": str(folder / "tls.pem"), **feed}},
        "distrusted": {"http_poll": {"url": secure.url + "/feed/orders", **feed}},
        "odata": {"http_poll": {"url": api.url + "/odata/orders", "interval_s": 1, "auth": auth, "limits": limits}},
        "feed": {"http_poll": {"url": api.url + "/feed/orders", **feed}},
        "again": {"http_poll": {"url": api.url + "/all/orders", "mode": "cursor", "documents": "orders", "interval_s": 1,
                                "limits": {**limits, "bytes_max": 1 << 20}}},
        "file": {"http_poll": {"url": api.url + "/register", "mode": "etag", "key": "register", "interval_s": 1,
                               "limits": limits}},
    }


def all_arrived(site, api):
    expected = api.orders()
    for connector in ("odata", "feed"):
        found = site.await_raw(connector, expected)
        once(found, connector)
        # Both show each change, so no version may be missing either.
        assert {key: len(values) for key, values in found.items()} == dict_of_counts(api), connector
    once(site.await_raw("again", expected), "again")
    once(site.await_raw("file", {"register": f'{{"register": "{api.register}"}}'}), "file")


def dict_of_counts(api):
    counts = {}
    for key, _ in api.changes:
        counts[key] = counts.get(key, 0) + 1
    return counts


def killed(site, api):
    def feed():
        api.change(60)
        api.register = f"r{len(api.changes)}"

    api.fault_rate = 0.1
    site.kill_at_random(30 if LONG else 3, feed)
    daemon = site.daemon()
    all_arrived(site, api)
    api.fault_rate = 0.0
    log = daemon.log()
    assert SECRET not in log and "Bearer" not in log
    return daemon


def unchanged(site, api):
    """What the source gives again is not written again."""
    whole = [path for _, path in api.requests if path == "/all/orders"]
    while len([path for _, path in api.requests if path == "/all/orders"]) < len(whole) + 3:
        time.sleep(0.05)
    all_arrived(site, api)


def faulty(site, api, daemon, fault, connector="odata"):
    api.fault = fault
    api.change(3)
    site.await_error(daemon, connector, fault)
    api.fault = None
    all_arrived(site, api)


def pause_kept(site, api, daemon):
    before = len(api.requests)
    api.fault = "rate_limited"
    site.await_error(daemon, "feed", "rate_limited")
    site.await_error(daemon, "odata", "rate_limited")
    api.fault = None
    api.change(3)
    all_arrived(site, api)
    with api.lock:
        first, second = [at for at, path in api.requests[before:] if path.startswith("/feed")][:2]
    assert second - first >= 2.9, f"asked again after {second - first:.1f} s of the 3 s told"


def foreign(site, api, daemon):
    with Api(SEED) as other:
        api.foreign_to = other.url
        faulty(site, api, daemon, "foreign_link")
        assert not other.requests, f"the secret's request went to {other.requests}"


def certificate_checked(site, secure, daemon):
    secure.change(10)
    once(site.await_raw("secure", secure.orders()), "secure")
    site.await_error(daemon, "distrusted", "tls")
    assert site.raw("distrusted") == {}


def stopped(site, api, daemon):
    daemon.stop()
    began = time.monotonic()
    daemon = site.daemon()
    api.fault = "stalled"
    time.sleep(2)
    daemon.stop()
    api.fault = None
    assert time.monotonic() - began < 30, "a request that stalls holds the stop up"


def main(procured, tool):
    with Broker() as broker, Api(SEED) as api, Api(SEED, certificate(broker.folder)) as secure:
        with Site(procured, tool, broker, connectors(api, secure, broker.folder)) as site:
            api.change(40)
            daemon = case("kill -9 at random, of a source that fails at random", killed, site, api)
            case("what comes again unchanged is not written again", unchanged, site, api)
            for fault in ("server_error", "truncated", "stalled", "too_large", "unexpected_content", "login_refused",
                          "endless_pages"):
                case(f"fault: {fault}", faulty, site, api, daemon, fault)
            case("a pause that is asked for is kept", pause_kept, site, api, daemon)
            case("a redirect to another origin is not followed", foreign, site, api, daemon)
            case("certificates are checked", certificate_checked, site, secure, daemon)
            case("stops while a source stalls", stopped, site, api, daemon)


main(*sys.argv[1:])
