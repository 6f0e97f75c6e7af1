"""Each fuzz target with new inputs for a while (PROCURED_LONG=1, where clang is). Exit code 77: not run.

usage: new_inputs.py SOURCE SECONDS TARGET…
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77


def fuzz(build, target, seconds):
    """Fuzzes one target in a folder that is gone afterwards; what broke it is printed as hex."""
    program = build / "tests/fuzz" / f"{target}_fuzz"
    seeds = (build / "tests/fuzz" / f"{target}.seeds").read_text().split(";")
    with tempfile.TemporaryDirectory(prefix="procured-fuzz-") as folder:
        run = subprocess.run(
            [program, f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=3000", "-max_len=20000",
             f"-artifact_prefix={folder}/found-", folder, *seeds],
            capture_output=True, text=True, errors="replace")
        print(f"{target}: {'nothing found' if run.returncode == 0 else 'BROKEN'}", flush=True)
        if run.returncode == 0:
            return True
        print(run.stderr[-6000:])
        for found in pathlib.Path(folder).glob("found-*"):
            print(f"input {found.name}: {found.read_bytes()[:4000].hex()}")
        return False


def main():
    source, seconds, *targets = sys.argv[1:]
    if not os.environ.get("PROCURED_LONG"):
        print("only with PROCURED_LONG=1")
        return SKIPPED
    if not shutil.which("clang++"):
        print("there is no clang++")
        return SKIPPED
    build = pathlib.Path(source) / "build/fuzz"
    subprocess.run(["cmake", "--preset", "fuzz", "-S", source], check=True, cwd=source)
    subprocess.run(["ninja", "-C", build, *[f"{target}_fuzz" for target in targets]], check=True)
    results = [fuzz(build, target, seconds) for target in targets]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
