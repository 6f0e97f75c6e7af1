"""Goal: the daemon over real Kafka gives what `procured evaluate` gives over files, whatever happens to it on the way.

Method: simulated municipalities in a watched folder, one real broker. The daemon is killed at named steps and at random, a
second instance joins and leaves under load; at rest the read-committed topics and the BI store are compared with
evaluate's files: every verdict revision once, the last of each key equal, the store equal to the topics.
PROCURED_LONG=1: every step, and 50 kills at random.
"""
import collections
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
from broker import LONG, Broker, case  # noqa: E402

SEED = int(os.environ.get("PROCURED_SEED", "1"))
STEPS = ["after_begin", "mid_outputs", "after_outputs", "mid_changelog", "after_changelog", "after_send_offsets",
         "end_txn_sent", "after_commit", "before_fold", "after_fold", "mid_slice", "after_sqlite_commit"]


class Town:
    """Municipalities, what evaluate says of them, and a broker on which daemons work through them."""

    def __init__(self, procured, broker):
        self.procured, self.broker, self.folder = procured, broker, broker.folder
        self.random = random.Random(SEED)
        self.daemons = []
        self.call("simulate", "--out", self.path("town"), "--buyers", "12", "--documents", "40", "--months", "6",
                  "--seed", str(SEED))
        # From within the folder: source keys are paths, and shall be those below the inbox.
        self.call("evaluate", "--config", "procured.yaml", "--out", self.path("expected"), "registers", "documents",
                  folder=self.path("town"))
        self.files = sorted(self.path(str(path.relative_to(self.folder))) for part in ("registers", "documents")
                            for path in (self.folder / "town" / part).rglob("*.*"))
        self.random.shuffle(self.files)
        (self.folder / "inbox").mkdir()
        for instance in ("a", "b"):
            self.configure(instance)

    def path(self, name):
        return str(self.folder / name)

    def call(self, *words, folder=None):
        return subprocess.run([self.procured, *words], check=True, stdout=subprocess.PIPE, text=True, timeout=120,
                              cwd=folder).stdout

    def configure(self, instance):
        buyers = pathlib.Path(self.path("town/procured.yaml")).read_text().split("connectors:")[0]
        pathlib.Path(self.path(f"{instance}.yaml")).write_text(f"""{buyers}
connectors:
  inbox: {{folder: {{path: {self.path("inbox")}, poll_interval_ms: 100}}}}
kafka: {{bootstrap_servers: "{self.broker.address}", partitions: 4, session_timeout_ms: 6000}}
instance: {instance}
state_dir: {self.path(f"state-{instance}")}
store: {{path: {self.path(f"{instance}.sqlite")}}}
serve: {{port: 0}}
""")

    def feed(self, count):
        for path in [self.files.pop() for _ in range(min(count, len(self.files)))]:
            target = self.folder / "inbox" / pathlib.Path(path).relative_to(self.folder / "town")
            target.parent.mkdir(parents=True, exist_ok=True)
            staged = self.folder / "staged"
            shutil.copyfile(path, staged)
            os.replace(staged, target)

    def daemon(self, instance="a", **environment):
        daemon = Daemon(self, instance, environment)
        self.daemons.append(daemon)
        return daemon

    def topic(self, name):
        text = self.call("topics", "read", f"procured.{name}.v1", "--config", self.path("a.yaml"))
        return [json.loads(line) for line in text.splitlines()]

    def expected(self, name):
        return pathlib.Path(self.path(f"expected/{name}.jsonl")).read_text().splitlines()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for daemon in self.daemons:
            daemon.kill()


class Daemon:
    def __init__(self, town, instance, environment):
        self.log_path = town.folder / f"daemon-{len(town.daemons):03}-{instance}.log"
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen([town.procured, "run", "--config", town.path(f"{instance}.yaml")],
                                            stdout=log, stderr=log, env={**os.environ, **environment})

    def log(self):
        return self.log_path.read_text()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        assert code == 0, f"exit code {code}\n{self.log()}"

    def get(self, path):
        address = re.search(r"http://[\d.:]+", self.log())
        if not address:
            return ""
        try:
            return urllib.request.urlopen(address.group() + path, timeout=5).read().decode()
        except OSError:
            return ""

    def rest(self, partitions, seconds=120):
        """Waits until it owns so many partitions in each role, nothing waits and nothing is left over, three times in a
        row. A member that left is waited for: its partitions come when its session has run out."""
        deadline, calm = time.monotonic() + seconds, 0
        while calm < 3:
            assert self.process.poll() is None, f"ended with {self.process.returncode}\n{self.log()}"
            assert time.monotonic() < deadline, f"no rest:\n{self.get('/readyz?verbose')}\n{self.log()}"
            text = self.get("/readyz?verbose")
            waiting = re.findall(r"(-?\d+) records wait", text)
            status = json.loads(self.get("/api/v1/status") or "{}")
            owned = re.findall(r"(\d+) partitions", text)
            calm = calm + 1 if "[-]" not in text and owned == [str(partitions)] * 3 and len(waiting) == 4 \
                and set(waiting) == {"0"} and status.get("left_over") == 0 else 0
            time.sleep(0.7)  # longer than a look into the folder and than the sink's measure of its lag takes to age


def check(town):
    """The topics and the store hold what evaluate says."""
    verdicts = town.topic("verdicts")
    revisions = collections.Counter((entry["key"], entry["value"]["provenance"]["revision"]) for entry in verdicts)
    doubled = [key for key, count in revisions.items() if count > 1]
    assert not doubled, f"published more than once: {doubled[:5]}"
    last = {}
    for entry in verdicts:
        last[entry["key"]] = entry["value"]
    for value in last.values():
        del value["provenance"]
    current = sorted(json.dumps(value) for value in last.values() if value["status"] == "CURRENT")
    same("verdicts", current, sorted(json.dumps(json.loads(line)) for line in town.expected("verdicts")))
    for name in ("facts", "kpis"):
        final = {}
        for entry in town.topic(name):
            final[entry["key"]] = entry["value"]
        same(name, sorted(json.dumps(value) for value in final.values() if value is not None),
             sorted(json.dumps(json.loads(line)) for line in town.expected(name)))
    check_store(town, verdicts)


def check_store(town, verdicts):
    with sqlite3.connect(town.path("a.sqlite")) as store:
        cells = store.execute("select buyer_id, kpi, unit_id, month, currency, numerator, denominator, count, "
                              "coverage_known, coverage_scope, status from fact_kpi").fetchall()
        history = store.execute("select count(*) from verdict_history").fetchone()[0]
        facts = store.execute("select count(*) from fact_document").fetchone()[0]
    columns = ("buyer_id", "kpi", "unit_id", "month", "currency", "numerator", "denominator", "count",
               "coverage_known", "coverage_scope", "status")
    same("store's cells", sorted(map(str, cells)),
         sorted(str(tuple(json.loads(line).get(column) for column in columns)) for line in town.expected("kpis")))
    assert history == len(verdicts), f"{history} revisions in the store, {len(verdicts)} on the topic"
    assert facts == len(town.expected("facts")), f"{facts} facts in the store"


def same(what, found, expected):
    if found == expected:
        return
    odd = [line for line in found if line not in set(expected)][:2] + [line for line in expected if line not in set(found)][:2]
    raise AssertionError(f"{what}: {len(found)} found, {len(expected)} expected; differing:\n" + "\n".join(odd))


def crash_at(town, step):
    town.feed(12)
    daemon = town.daemon(PROCURED_CRASH_AT=f"{step}:{town.random.randint(1, 4)}")
    try:
        code = daemon.process.wait(40)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"{step} was not reached\n{daemon.log()}") from None
    assert code == 137, f"{step}: exit code {code}\n{daemon.log()}"


def kill_at_random(town, rounds):
    for _ in range(rounds):
        town.feed(20)
        daemon = town.daemon()
        try:
            daemon.process.wait(1 + town.random.random() * 3)
        except subprocess.TimeoutExpired:
            daemon.kill()


def second_instance(town):
    first, second = town.daemon("a"), town.daemon("b")
    town.feed(60)
    first.rest(2)
    town.feed(60)
    second.stop()
    town.feed(10_000)
    first.rest(4)
    first.stop()


def main(procured):
    with Broker() as broker, Town(procured, broker) as town:
        try:
            steps = STEPS if LONG else town.random.sample(STEPS, 5)
            for step in steps:
                case(f"crash at {step}", crash_at, town, step)
            case("kill -9 at random under load", kill_at_random, town, 50 if LONG else 3)
            case("a second instance joins and leaves", second_instance, town)
            case("topics and store hold what evaluate says", check, town)
        except AssertionError:
            for daemon in town.daemons[-3:]:
                print(f"--- {daemon.log_path.name}\n{daemon.log()[-2000:]}")
            raise


main(sys.argv[1])
