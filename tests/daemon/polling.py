"""A daemon that only connects, over a real broker, for the tests beside this file."""
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import time

from town import SEED, Daemon


class Site:
    """What a daemon is configured with, and what it has written into raw topics."""

    def __init__(self, procured, tool, broker, connectors):
        self.procured, self.tool, self.broker, self.folder = procured, tool, broker, broker.folder
        self.random = random.Random(SEED)
        self.daemons = []
        self.configure(connectors)

    def path(self, name):
        return str(self.folder / name)

    def configure(self, connectors):
        # JSON is YAML, in the flow style.
        pathlib.Path(self.path("a.yaml")).write_text(f"""
connectors: {json.dumps(connectors)}
kafka: {{bootstrap_servers: "{self.broker.address}", partitions: 4, session_timeout_ms: 6000}}
roles: [connect, serve]
state_dir: {self.path("state")}
store: {{path: {self.path("a.sqlite")}}}
serve: {{port: 0}}
""")

    def daemon(self):
        daemon = Daemon(self, "a", {"NO_PROXY": "*", "no_proxy": "*"})
        self.daemons.append(daemon)
        return daemon

    def raw(self, connector):
        """The values of each key, in order."""
        values = collections.defaultdict(list)
        text = subprocess.run([self.tool, "dump", self.broker.address, f"procured.raw.{connector}"], check=True,
                              text=True, timeout=300, stdout=subprocess.PIPE).stdout
        for line in text.splitlines():
            _, _, key, value = line.split("\t")
            values[key].append(value)
        return dict(values)

    def await_raw(self, connector, expected, still=120):
        """Until the last value of each key is the one expected; fails when for so many seconds nothing more came."""
        moved_at, before = time.monotonic(), None
        while True:
            found = self.raw(connector)
            if {key: values[-1] for key, values in found.items()} == expected:
                return found
            if found != before:
                moved_at, before = time.monotonic(), found
            elif time.monotonic() - moved_at > still:
                missing = sorted(expected.keys() - found.keys())
                raise AssertionError(f"{connector}: {len(found)} of {len(expected)} keys; missing {missing[:5]}\n"
                                     f"{self.daemons[-1].log()[-3000:]}")
            time.sleep(0.3)

    def kill_at_random(self, rounds, feed):
        """Within some seconds after the daemon has begun to work, and once before."""
        for round_number in range(rounds + 1):
            feed()
            daemon = self.daemon()
            deadline = time.monotonic() + 300
            while round_number > 0 and "pipeline.running connect" not in daemon.log():
                assert daemon.process.poll() is None and time.monotonic() < deadline, daemon.log()
                time.sleep(0.02)
            try:
                code = daemon.process.wait(self.random.random() * 3.5)
            except subprocess.TimeoutExpired:
                daemon.kill()
            else:
                raise AssertionError(f"ended with {code}\n{daemon.log()}")

    def await_error(self, daemon, connector, kind, seconds=300):
        """Until the failure is counted and told."""
        wanted = rf'procured_connect_errors_total\{{connector="{connector}",kind="{kind}"\}} [1-9]'
        deadline = time.monotonic() + seconds
        while not (re.search(wanted, daemon.get("/metrics")) and f"connect.{kind} {connector}: " in daemon.log()):
            assert daemon.process.poll() is None, daemon.log()
            assert time.monotonic() < deadline, f"no {kind} of {connector}:\n{daemon.log()[-3000:]}"
            time.sleep(0.1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for daemon in self.daemons:
            daemon.kill()


def once(found, what):
    """No content of a key twice."""
    doubled = {key: values for key, values in found.items() if len(set(values)) != len(values)}
    assert not doubled, f"{what}: written more than once: {dict(list(doubled.items())[:3])}"


def secret_file(site_folder, name, text):
    path = pathlib.Path(site_folder) / name
    path.write_text(text + "\n")
    os.chmod(path, 0o600)
    return str(path)
