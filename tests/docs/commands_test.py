"""Goal: every command in any document works.

Method: the lines of every ```sh block are run, block after block of a page, in a folder that has the clone's connectors and
config; `procured` is the built program. What ./dev does has tests of its own: here its commands must exist.
"""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROCURED = pathlib.Path(os.environ["PROCURED"])


def pages():
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "*.md"], check=True, capture_output=True, text=True)
    return [ROOT / path for path in listed.stdout.splitlines()]


def commands(page):
    for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        for line in block.replace("\\\n", " ").splitlines():
            line = re.sub(r"\s+#\s.*$", "", line).strip()
            if line and not line.startswith("#"):
                yield line


class Documents(unittest.TestCase):
    def test_their_commands_work(self):
        environment = {**os.environ, "PATH": f"{PROCURED.parent}:{os.environ['PATH']}"}
        ran = 0
        for page in pages():
            with tempfile.TemporaryDirectory() as folder:
                for name in ("connectors", "config", "dev", "deploy"):
                    os.symlink(ROOT / name, pathlib.Path(folder, name))
                for command in commands(page):
                    with self.subTest(page=str(page.relative_to(ROOT)), command=command):
                        if command.startswith("./dev "):
                            command = f"{ROOT}/dev help {command.split()[1]}"
                        done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, timeout=300,
                                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                        self.assertEqual(done.returncode, 0, done.stdout[-2000:])
                        ran += 1
        self.assertGreater(ran, 5, "no commands were found: is the pattern right?")

    def test_every_part_of_dev_is_sourced(self):
        sourced = re.search(r"^for part in (.*); do$", (ROOT / "dev").read_text(encoding="utf-8"), re.M).group(1).split()
        parts = sorted(path.stem for path in (ROOT / "deploy" / "dev").glob("*.sh"))
        self.assertEqual(sorted(sourced), parts, "a command of ./dev lies in a part that dev does not source")


if __name__ == "__main__":
    unittest.main()
