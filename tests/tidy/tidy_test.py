"""Goal: the style is kept by a machine, so that reviewers can talk about meaning.

Method: each check runs on the tree and finds nothing; then one violation is planted in a copy, and the check finds that one.
"""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import checks
from source import ROOT, functions, tracked


class TheTree(unittest.TestCase):
    def test_keeps_the_style(self):
        for check in checks.CHECKS:
            with self.subTest(check.__name__):
                wrong = check(ROOT)
                self.assertEqual(wrong, [], "\n" + "\n".join(wrong))


class PlantedViolation(unittest.TestCase):
    """Each check goes red for what it is there for."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        for path in tracked(ROOT):
            target = cls.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, target)
        subprocess.run(["git", "init", "--quiet", cls.root], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def planted(self, check, path, change):
        target = self.root / path
        before = target.read_text(encoding="utf-8") if target.exists() else None
        known = set(check(self.root))
        target.write_text(change(before or ""), encoding="utf-8")
        try:
            return [line for line in check(self.root) if line not in known]
        finally:
            if before is None:
                target.unlink()
            else:
                target.write_text(before, encoding="utf-8")

    def test_an_arrow_against_the_layers(self):
        found = self.planted(checks.layers, "daemon/rules/order_missing.cpp",
                             lambda source: '#include "pipeline/worker.h"\n' + source)
        self.assertEqual(found, ["daemon/rules/order_missing.cpp:1: rules may not include pipeline"])

    def test_a_library_in_the_wrong_room(self):
        found = self.planted(checks.layers, "daemon/judge/fact.cpp", lambda source: "#include <sqlite3.h>\n" + source)
        self.assertEqual(found, ["daemon/judge/fact.cpp:1: judge may not include sqlite3"])

    def test_a_file_that_is_too_long(self):
        found = self.planted(checks.sizes, "daemon/core/text.h", lambda source: source + "\n" * 250)
        self.assertEqual(len(found), 1)
        self.assertRegex(found[0], r"^daemon/core/text\.h:1: \d+ lines; 250 are the most$")

    def test_a_rule_that_is_too_long(self):
        found = self.planted(checks.sizes, "daemon/rules/order_missing.cpp", lambda source: source + "//\n" * 150)
        self.assertRegex(found[0], r"150 are the most$")

    def test_a_function_that_is_too_long(self):
        body = "namespace x {\nvoid f() {\n" + "  g();\n" * 70 + "}\n}\n"
        found = self.planted(checks.function_sizes, "daemon/core/zz.cpp", lambda _: body)
        self.assertEqual(found, ["daemon/core/zz.cpp:2: function of 72 lines; 70 are the most"])

    def test_a_line_that_is_too_wide(self):
        found = self.planted(checks.columns, "daemon/core/zz.cpp", lambda _: "//" + "x" * 99 + "\n")
        self.assertEqual(found, ["daemon/core/zz.cpp:1: 101 columns; 100 are the most"])

    def test_a_name_that_says_nothing(self):
        found = self.planted(checks.names, "daemon/core/zz.h", lambda _: "class RecordManager {\n};\nvoid do_work();\n")
        self.assertEqual(found, ["daemon/core/zz.h:1: the name RecordManager says nothing",
                                 "daemon/core/zz.h:3: the name do_work says nothing"])

    def test_work_left_undone(self):
        found = self.planted(checks.unfinished, "daemon/core/zz.h", lambda _: "// TO" "DO: later\n")
        self.assertEqual(len(found), 1)

    def test_a_rule_without_its_companions(self):
        found = self.planted(checks.companions, "daemon/rules/rules.def", lambda source: source + "RULE(zz_missing)\n")
        self.assertEqual(found, [f"daemon/rules/rules.def:1: RULE(zz_missing) needs {need}"
                                 for need in ("daemon/rules/zz_missing.cpp", "daemon/rules/zz_missing.md",
                                              "tests/rules/zz_missing_test.cpp")])

    def test_a_test_without_its_source(self):
        found = self.planted(checks.mirrored_tests, "tests/core/zz_test.cpp", lambda _: "\n")
        self.assertEqual(found, ["tests/core/zz_test.cpp:1: tests nothing of its name: daemon/core/zz.cpp or .h"])


class Functions(unittest.TestCase):
    def test_are_measured_from_brace_to_brace(self):
        source = 'struct S {\n  int a = 0;\n  void f() {\n    if (a) {\n    }\n  }\n};\nint g(const char* = "{") {\n}\n'
        self.assertEqual(functions(source), [(3, 4), (8, 2)])


if __name__ == "__main__":
    unittest.main()
