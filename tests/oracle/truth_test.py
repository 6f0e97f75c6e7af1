"""Goal: what the simulator planted is what procured finds: no miss, no extra finding, amounts and cells equal.
Method: simulate with several seeds, evaluate, compare with truth/. Seed 1 is large enough to hold every plant."""

import pathlib
import tempfile
import unittest

import command
import comparison

SHOWN_MAX = 20


class TruthTest(unittest.TestCase):
    maxDiff = None

    def compare(self, what, planted, found):
        self.assertGreater(len(planted), 0, what)
        wrong = comparison.differences(planted, found)
        shown = "\n".join(wrong[:SHOWN_MAX])
        self.assertEqual(len(wrong), 0, f"{len(wrong)} of {len(planted)} {what} differ, the first:\n{shown}")

    def test_planted_findings_and_cells_are_found(self):
        for seed in command.seeds():
            size = {"buyers": 1 + seed % 6, "documents": 600, "months": 3 + seed * 5 % 19}
            with self.subTest(seed=seed, **size), tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                sample = command.simulate(folder / "sample", seed=seed, **size)
                out = command.evaluate(sample, folder / "out")
                dead = (out / "dead-letters.jsonl").read_text(encoding="utf-8")
                self.assertEqual(dead, "", "the sample has no bad documents")
                self.compare("findings", comparison.planted_findings(sample), comparison.found_findings(out))
                self.compare("cells", comparison.planted_cells(sample), comparison.found_cells(out))


if __name__ == "__main__":
    unittest.main()
