"""A real broker and the worker of broker_tool, for the tests beside this file. Everything ends with the `with` block."""
import collections
import contextlib
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PARTITIONS = 4
KEYS = 12  # per partition
LONG = os.environ.get("PROCURED_LONG") == "1"


class Broker:
    """Apache Kafka on loopback in a folder of its own."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="procured-broker-"))
        self.log = open(self.folder / "log", "wb")
        self.process = None
        self.start()

    def start(self):
        address = self.folder / "broker" / "bootstrap"
        address.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [SOURCE / "deploy/dev/broker/start", "--with-parent", self.folder / "broker"], stdout=self.log, stderr=self.log)
        while not address.exists():
            assert self.process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)
        self.address = address.read_text().strip()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Worker:
    """The echo stage as one process."""

    def __init__(self, bed, instance, *, until_idle=False, session_ms=6000, records_max=10000, folder=None,
                 **environment):
        self.log_path = bed.broker.folder / f"worker-{len(bed.workers):03}-{instance}.log"
        self.metrics_path = self.log_path.with_suffix(".metrics")
        with open(self.log_path, "wb") as log, open(self.metrics_path, "wb") as metrics:
            self.process = subprocess.Popen(
                [bed.tool, "worker", bed.broker.address, str(PARTITIONS), bed.state(folder or instance), instance,
                 "until-idle" if until_idle else "-", str(session_ms), str(records_max)],
                stdout=metrics, stderr=log, env={**os.environ, **environment})
        bed.workers.append(self)

    def wait(self, seconds=300):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError("the worker did not end:\n" + self.log()) from None

    def send(self, signal):
        self.process.send_signal(signal)

    def log(self):
        return self.log_path.read_text()

    def await_log(self, text, times=1, seconds=300):
        deadline = time.monotonic() + seconds
        while self.log().count(text) < times:
            assert self.process.poll() is None, f"the worker ended with {self.process.returncode}:\n{self.log()}"
            assert time.monotonic() < deadline, f"no '{text}' in:\n{self.log()}"
            time.sleep(0.02)

    def metric(self, name, **labels):
        """Of a worker that has ended in good order."""
        wanted = "{" + ",".join(f'{key}="{value}"' for key, value in sorted(labels.items())) + "}"
        for line in self.metrics_path.read_text().splitlines():
            if line.startswith(name + wanted):
                return float(line.rsplit(" ", 1)[1])
        raise AssertionError(f"no metric {name}{wanted}")

    def state(self):
        """The kernel's one letter: T is stopped."""
        return pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


class Bed:
    """Inputs, workers, and the comparison with what an undisturbed run gives, which is plain arithmetic here."""

    def __init__(self, broker, tool, seed):
        self.broker, self.tool = broker, tool
        self.random = random.Random(seed)
        self.inputs = []
        self.sweeps = []
        self.workers = []
        self.run("topics", str(PARTITIONS), "echo")
        self.feed([(p, f"k{p}.{k}", f"first{p}.{k}") for p in range(PARTITIONS) for k in range(KEYS)])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.process.kill()
                worker.process.wait()

    def state(self, instance):
        return str(self.broker.folder / f"state-{instance}")

    def forget_state(self, instance):
        shutil.rmtree(self.state(instance), ignore_errors=True)

    def run(self, command, *words, **options):
        return subprocess.run([self.tool, command, self.broker.address, *words], check=True, text=True, timeout=300,
                              stdout=subprocess.PIPE, **options).stdout

    def feed(self, records, topic="procured.raw.echo"):
        text = "".join(f"{p}\t{key}\t{value}\n" for p, key, value in records)
        self.run("produce", topic, input=text)
        self.inputs += records

    def feed_round(self, count=400):
        """Random keys, and one sweep over a partition."""
        start = len(self.inputs)
        records = [(p, f"k{p}.{self.random.randrange(KEYS)}", f"v{start + i}")
                   for i, p in enumerate(self.random.choices(range(PARTITIONS), k=count))]
        swept = self.random.randrange(PARTITIONS)
        sweep = str(start)
        records.insert(count // 2, (swept, f"k{swept}.0", f"sweep:{sweep}"))
        self.sweeps.append((swept, sweep))
        self.feed(records)

    def finish(self, instance, **settings):
        worker = Worker(self, instance, until_idle=True, **settings)
        code = worker.wait()
        assert code == 0, f"exit code {code}:\n{worker.log()}"
        return worker

    def outputs(self):
        return [self.dump(f"procured.{name}.v1") for name in ("documents", "kpis", "verdicts")]

    def check(self, outputs=None):
        """Every output once, in order, and nothing else."""
        documents, kpis, verdicts = outputs or self.outputs()
        by_key = collections.defaultdict(list)
        for _, key, value in self.inputs:
            by_key[key].append(value)
        same(dict(documents), dict(by_key), "documents")
        same(dict(kpis), {key: [str(i + 1) for i in range(len(values))] for key, values in by_key.items()}, "kpis")
        swept = {f"k{p}.{k}|{sweep}": [f"k{p}.{k}|{sweep}"] for p, sweep in self.sweeps for k in range(KEYS)}
        same(dict(verdicts), swept, "verdicts")

    def await_check(self, still):
        """As check, of a worker that still runs, as long as it does: it has come to a stand when for so many seconds
        nothing more was committed. How long all takes depends on what else the machine does."""
        moved_at, committed = time.monotonic(), -1
        while True:
            outputs = self.outputs()
            try:
                return self.check(outputs)
            except AssertionError:
                assert self.workers[-1].process.poll() is None, f"the worker ended:\n{self.workers[-1].log()}"
                count = sum(len(values) for topic in outputs for values in topic.values())
                if count != committed:
                    moved_at, committed = time.monotonic(), count
                elif time.monotonic() - moved_at > still:
                    raise
                time.sleep(0.5)

    def dump(self, topic):
        values = collections.defaultdict(list)
        for line in self.run("dump", topic).splitlines():
            _, _, key, value = line.split("\t")
            values[key].append(value)
        return values


def same(found, expected, what):
    if found == expected:
        return
    wrong = [(key, expected.get(key, [])[-3:], found.get(key, [])[-3:], len(expected.get(key, [])), len(found.get(key, [])))
             for key in sorted(found.keys() | expected.keys()) if found.get(key) != expected.get(key)]
    raise AssertionError(f"{what}: {len(wrong)} keys differ (key, expected, found, counts): {wrong[:5]}")


@contextlib.contextmanager
def test_bed(tool, seed):
    print(f"seed {seed}", flush=True)
    with Broker() as broker, Bed(broker, tool, seed) as bed:
        try:
            yield bed
        except AssertionError:
            for path in sorted(broker.folder.glob("worker-*.log"))[-4:]:
                print(f"--- {path.name}\n{path.read_text()[-3000:]}")
            raise


def case(name, function, *arguments):
    began = time.monotonic()
    result = function(*arguments)
    print(f"ok {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return result
