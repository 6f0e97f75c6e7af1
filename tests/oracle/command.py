"""Runs the built command: its path comes from the environment variable PROCURED, which ctest sets."""

import os
import pathlib
import subprocess


def procured(*arguments):
    binary = os.environ.get("PROCURED")
    if not binary:
        raise RuntimeError("set PROCURED to the built command, or run this through ctest")
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"procured {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def simulate(folder, *, seed, buyers, documents, months):
    procured("simulate", "--out", folder, "--buyers", buyers, "--documents", documents, "--months", months,
             "--seed", seed)
    return pathlib.Path(folder)


def evaluate(sample, out):
    procured("evaluate", "--config", sample / "procured.yaml", "--out", out, sample / "registers",
             sample / "documents")
    return pathlib.Path(out)


def seeds():
    """Three seeds, or twenty with PROCURED_LONG=1."""
    return range(1, 21) if os.environ.get("PROCURED_LONG") == "1" else range(1, 4)
