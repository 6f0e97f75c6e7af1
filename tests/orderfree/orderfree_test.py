"""Goal: what procured evaluates is a function of the set of facts, never of their order, batches, partitions, restarts
or repetition.
Method: the built command ($PROCURED) reads one input many ways; facts, verdicts and KPI cells must be byte-identical to
those of the plain run. By default a time-boxed sample from $PROCURED_SEED; PROCURED_LONG=1 takes 500 shuffles."""

import itertools
import os
import random
import subprocess
import tempfile
import time
import unittest

import fixtures

HERE = os.path.dirname(os.path.abspath(__file__))
PROCURED = os.environ.get("PROCURED", "")
LONG = os.environ.get("PROCURED_LONG", "") not in ("", "0")
CORPUS = os.environ.get("PROCURED_CORPUS", os.path.join(HERE, "..", "..", "..", "shared", "corpus"))
FIRST_SEED = int(os.environ.get("PROCURED_SEED", "1"))
OUTPUTS = ("facts.jsonl", "verdicts.jsonl", "kpis.jsonl")

BATCHES = ("1", "7", "1000")
PARTITIONS = ("1", "3", "8")
RESTARTS = (None, "1", "5")
DUPLICATES = (False, True)


def evaluated(arguments):
    """{output: bytes} of one run."""
    with tempfile.TemporaryDirectory(prefix="procured-orderfree-") as out:
        command = [PROCURED, "evaluate", "--out", out, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n"
                                 f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        found = {}
        for name in OUTPUTS:
            with open(os.path.join(out, name), "rb") as file:
                found[name] = file.read()
        return found


def ways(seed):
    """Endless arguments that must not matter: every pair of options soon, each with its own shuffle."""
    rng = random.Random(seed)
    grid = list(itertools.product(BATCHES, PARTITIONS, RESTARTS, DUPLICATES))
    for shuffle in itertools.count(seed):
        if (shuffle - seed) % len(grid) == 0:
            rng.shuffle(grid)
        batch, partitions, restart, duplicate = grid[(shuffle - seed) % len(grid)]
        made = ["--shuffle", str(shuffle), "--batch-size", batch, "--partitions", partitions]
        made += ["--restart-every", restart] if restart else []
        made += ["--duplicate"] if duplicate else []
        yield made


def first_difference(plain, other):
    for number, (left, right) in enumerate(zip(plain.splitlines(), other.splitlines()), 1):
        if left != right:
            return f"line {number}:\n  plain {left[:1500]!r}\n  other {right[:1500]!r}"
    return f"{len(plain.splitlines())} lines against {len(other.splitlines())}"


@unittest.skipUnless(PROCURED, "needs the built command in $PROCURED")
class OrderFree(unittest.TestCase):
    def same(self, inputs, options, seconds, most):
        """The plain run against up to `most` other ways, until the time is over (at least one)."""
        plain = evaluated([*options, *inputs])
        self.assertTrue(plain["facts.jsonl"], "no facts: the input says nothing")
        end = time.monotonic() + seconds
        for way in itertools.islice(ways(FIRST_SEED), most):
            other = evaluated([*options, *way, *inputs])
            for name in OUTPUTS:
                self.assertEqual(
                    plain[name] == other[name], True,
                    f"{name} differs with {' '.join([*options, *way, *inputs])}\n"
                    f"{first_difference(plain[name], other[name])}")
            if time.monotonic() > end:
                break

    def test_simulated_municipalities(self):
        with tempfile.TemporaryDirectory(prefix="procured-simulated-") as folder:
            subprocess.run([PROCURED, "simulate", "--out", folder, "--buyers", "12",
                            "--documents", "50", "--months", "6", "--seed", str(FIRST_SEED)],
                           check=True, capture_output=True, timeout=300)
            options = ["--config", os.path.join(folder, "procured.yaml")]
            inputs = [os.path.join(folder, "registers"), os.path.join(folder, "documents")]
            self.same(inputs, options, 3600 if LONG else 10, 500 if LONG else 30)

    def test_adversarial_municipalities(self):
        end = time.monotonic() + (1200 if LONG else 10)
        for seed in range(FIRST_SEED, FIRST_SEED + (500 if LONG else 200)):
            with tempfile.TemporaryDirectory(prefix="procured-adversarial-") as folder:
                fixtures.Municipality(seed, buyers=3).write(folder)
                options = ["--config", os.path.join(folder, "procured.yaml")]
                self.same([os.path.join(folder, "input")], options, 60, 4)
            if time.monotonic() > end:
                break

    @unittest.skipUnless(os.path.isdir(CORPUS), "the corpus is not present")
    def test_the_corpus(self):
        with tempfile.TemporaryDirectory(prefix="procured-corpus-") as folder:
            fixtures.Municipality(FIRST_SEED).write(folder)
            inputs = [CORPUS, os.path.join(folder, "input", "registers")]
            self.same(inputs, [], 1200 if LONG else 5, 100 if LONG else 6)

    def test_the_same_seed_generates_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as left, tempfile.TemporaryDirectory() as right:
            for folder in (left, right):
                fixtures.Municipality(FIRST_SEED).write(folder)
            for folder, _, names in os.walk(left):
                for name in names:
                    path = os.path.relpath(os.path.join(folder, name), left)
                    with open(os.path.join(left, path), "rb") as one, \
                            open(os.path.join(right, path), "rb") as other:
                        self.assertEqual(one.read(), other.read(), path)


if __name__ == "__main__":
    unittest.main()
