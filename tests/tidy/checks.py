"""The checks of the project's style. Each takes a root and returns violations as "path:line: what"."""
import pathlib
import re

from source import functions, included_room, room_of, tracked

LINES_MAX = {".cpp": 400, ".h": 250, ".ts": 400, ".py": 400, ".mjs": 400, ".sh": 400}
FUNCTION_MAX = 70
CATALOGUE_MAX = 150          # a rule, a KPI
MAPPING_MAX = 300            # a connector's file
COLUMNS_MAX = 100
BANNED_SUFFIXES = ("Manager", "Helper", "Util", "Utils", "Data", "Info", "Impl")
BANNED_NAMES = re.compile(r"^(do_\w+|handle\w*|process|tmp\w*|legacy\w*|new_\w+)$")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def text(root, path):
    return (root / path).read_text(encoding="utf-8", errors="replace")


def cpp(root, folders=("daemon", "connectors", "tests")):
    return [path for path in tracked(root) if path.endswith((".cpp", ".h")) and path.split("/")[0] in folders]


def read_layers(root):
    rooms, libraries = {}, {}
    for line in text(root, "tests/tidy/layers.txt").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, allowed = line.rsplit(":", 1)
        (libraries if name.startswith("<") else rooms)[name] = set(allowed.split())
    return rooms, libraries


def layers(root):
    rooms, libraries = read_layers(root)
    wrong = []
    for path in cpp(root, ("daemon", "connectors")):
        room = room_of(path)
        if room not in rooms:
            wrong.append(f"{path}:1: room {room} is not in tests/tidy/layers.txt")
            continue
        for number, line in enumerate(text(root, path).splitlines(), 1):
            own = re.match(r'#include "([^"]+)"', line)
            library = re.match(r"#include (<[^>]+)>", line)
            if own and included_room(own.group(1)) not in rooms[room] | {room}:
                wrong.append(f"{path}:{number}: {room} may not include {included_room(own.group(1))}")
            if library:
                for start, allowed in libraries.items():
                    if library.group(1).startswith(start) and room not in allowed:
                        wrong.append(f"{path}:{number}: {room} may not include {start[1:]}")
    return wrong


def sizes(root):
    wrong = []
    for path in tracked(root):
        suffix = path[path.rfind("."):]
        limit = LINES_MAX.get(suffix)
        if re.fullmatch(r"daemon/(rules|kpis)/[a-z_]+\.cpp", path):
            limit = CATALOGUE_MAX
        if path.startswith("connectors/catalogue/") and suffix == ".yaml":
            limit = MAPPING_MAX
        if limit is None:
            continue
        lines = text(root, path).count("\n")
        if lines > limit:
            wrong.append(f"{path}:1: {lines} lines; {limit} are the most")
    return wrong


def function_sizes(root):
    wrong = []
    for path in cpp(root):
        lines = text(root, path).splitlines()
        for first, count in functions("\n".join(lines)):
            excused = any("// tidy: long because" in line for line in lines[max(0, first - 4):first])
            if count > FUNCTION_MAX and not excused:
                wrong.append(f"{path}:{first}: function of {count} lines; {FUNCTION_MAX} are the most")
    return wrong


def columns(root):
    return [f"{path}:{number}: {len(line)} columns; {COLUMNS_MAX} are the most"
            for path in cpp(root) + [path for path in tracked(root) if path.endswith(".def")]
            for number, line in enumerate(text(root, path).splitlines(), 1)
            if len(line) > COLUMNS_MAX and "http" not in line]


def names(root):
    wrong = []
    for path in cpp(root, ("daemon", "connectors")):
        for number, line in enumerate(text(root, path).splitlines(), 1):
            declared = re.match(r"\s*(?:class|struct|enum class) (\w+)", line)
            if declared and declared.group(1).endswith(BANNED_SUFFIXES):
                wrong.append(f"{path}:{number}: the name {declared.group(1)} says nothing")
            function = re.match(r"\s*[\w:<>,&*\s]+?\b(\w+)\([^;]*\)\s*(?:const)?\s*[{;]$", line)
            if function and BANNED_NAMES.match(function.group(1)):
                wrong.append(f"{path}:{number}: the name {function.group(1)} says nothing")
    return wrong


def unfinished(root):
    return [f"{path}:{number}: {match.group()} without a consequence"
            for path in tracked(root) if path.endswith((".cpp", ".h", ".ts", ".py", ".sh", ".yaml", ".proto"))
            and not path.startswith("tests/tidy/")
            for number, line in enumerate(text(root, path).splitlines(), 1)
            for match in [UNFINISHED.search(line)] if match]


def companions(root):
    """Every rule and KPI has its page and its test, and none stands outside its catalogue; every connector its samples."""
    wrong = []
    files = set(tracked(root))
    for folder, macro in (("rules", "RULE"), ("kpis", "KPI")):
        catalogue = f"daemon/{folder}/{folder}.def"
        stems = re.findall(rf"^{macro}\((\w+)\)", text(root, catalogue), re.M)
        if stems != sorted(stems):
            wrong.append(f"{catalogue}:1: not sorted")
        for stem in stems:
            for need in (f"daemon/{folder}/{stem}.cpp", f"daemon/{folder}/{stem}.md", f"tests/{folder}/{stem}_test.cpp"):
                if need not in files:
                    wrong.append(f"{catalogue}:1: {macro}({stem}) needs {need}")
        for path in files:
            page = re.fullmatch(rf"daemon/{folder}/(\w+)\.md", path)
            if page and page.group(1) not in stems + ["README"]:
                wrong.append(f"{path}:1: {page.group(1)} is not in {catalogue}")
    for entry in {path.split("/")[2] for path in files if path.count("/") > 2 and path.startswith("connectors/catalogue/")}:
        base = f"connectors/catalogue/{entry}/"
        for need in ("README.md", "samples/", "expected/"):
            if not any(path.startswith(base + need) for path in files):
                wrong.append(f"{base}: needs {need}")
    return wrong


def mirrored_tests(root):
    """A test stands where its source stands."""
    wrong = []
    for path in cpp(root, ("tests",)):
        match = re.fullmatch(r"tests/(?:(connectors)/)?([a-z_/]+)/(\w+)_test\.cpp", path)
        if not match or match.group(2).split("/")[0] in ("integration", "flows", "fuzz", "bench", "tidy", "support", "oracle"):
            continue
        above = match.group(1) or ("" if match.group(2) == "proto" else "daemon")
        source = pathlib.PurePath(above, match.group(2), match.group(3))
        if not any((root / f"{source}{suffix}").is_file() for suffix in (".cpp", ".h")):
            wrong.append(f"{path}:1: tests nothing of its name: {source}.cpp or .h")
    return wrong


CHECKS = (layers, sizes, function_sizes, columns, names, unfinished, companions, mirrored_tests)
