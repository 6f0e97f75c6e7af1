"""Goal: the page of connectors describes every key of the mapping language that the compiler takes.

Method: the keys are read from the compiler itself, which states for every map the keys that it may have. Each must stand in
the chapter about the language as code: between backticks or in an example.
"""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "connectors" / "README.md"


def call_texts(source, function):
    """What stands between the parentheses of each call."""
    for found in re.finditer(rf"\b{function}\(", source):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(source[end], 0)
            end += 1
        yield source[found.end():end - 1]


def keys():
    known = {}
    for path in sorted((ROOT / "connectors" / "language").glob("*.cpp")):
        for call in call_texts(path.read_text(encoding="utf-8"), "map_with"):
            for key in re.findall(r'"(\w+)"', call):
                known.setdefault(key, path.name)
    return known


def code_of_chapter():
    chapter = re.search(r"^## The mapping language$(.*?)^## ", PAGE.read_text(encoding="utf-8"), re.M | re.S).group(1)
    examples = [line for line in chapter.splitlines() if line.startswith("    ")]
    return "\n".join(re.findall(r"`([^`\n]+)`", chapter) + examples)


class MappingLanguage(unittest.TestCase):
    def test_every_key_is_described(self):
        known = keys()
        self.assertGreater(len(known), 50, "no keys were found: is the pattern right?")
        described = set(re.findall(r"\w+", code_of_chapter()))
        missing = {key: file for key, file in known.items() if key not in described}
        self.assertEqual(missing, {}, f"keys that {PAGE.name} does not describe, and who takes them")


if __name__ == "__main__":
    unittest.main()
