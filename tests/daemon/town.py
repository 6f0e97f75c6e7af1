"""Simulated municipalities, a broker, and daemons that work through them, for the tests beside this file."""
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/integration"))
from broker import LONG, Broker, case  # noqa: E402, F401

SEED = int(os.environ.get("PROCURED_SEED", "1"))


class Town:
    """Municipalities, what evaluate says of them, and a broker on which daemons work through them."""

    def __init__(self, procured, broker, buyers, documents):
        self.procured, self.broker, self.folder = procured, broker, broker.folder
        self.random = random.Random(SEED)
        self.daemons = []
        self.call("simulate", "--out", self.path("town"), "--buyers", str(buyers), "--documents", str(documents), "--months", "6",
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
        return subprocess.run([self.procured, *words], check=True, stdout=subprocess.PIPE, text=True, timeout=300,
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
serve: {{port: 0, dashboard_dir: "{ROOT / "build/dashboard"}"}}
""")

    def hold(self, name):
        """Keeps the file of this name from feed(); for feed_file()."""
        held = next(path for path in self.files if path.endswith(name))
        self.files.remove(held)
        return held

    def feed(self, count):
        for path in [self.files.pop() for _ in range(min(count, len(self.files)))]:
            self.feed_file(path)

    def feed_file(self, path):
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

    def address(self):
        """Of the dashboard; empty until it is served."""
        found = re.search(r"http://[\d.:]+", self.log())
        return found.group() if found else ""

    def get(self, path):
        try:
            return urllib.request.urlopen(self.address() + path, timeout=5).read().decode()
        except (OSError, ValueError):
            return ""

    def rest(self, partitions, seconds=300):
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
