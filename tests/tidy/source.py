"""What the checks know about source text: rooms, includes, functions."""
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTROL = re.compile(r"\b(if|for|while|switch|catch|do|else)\b")


def tracked(root):
    """The project's files: those git knows or would take, as paths relative to the root."""
    listed = subprocess.run(["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"],
                            check=True, capture_output=True, text=True)
    return [path for path in sorted(set(listed.stdout.splitlines())) if (root / path).is_file()]


def room_of(path):
    """daemon/rules/x.cpp → rules; daemon/adapters/kafka/x.h → adapters/kafka; connectors/reader/x.h → connectors/reader."""
    parts = pathlib.PurePath(path).parts
    if parts[0] == "daemon" and len(parts) > 2:
        return "/".join(parts[1:3]) if parts[1] == "adapters" else parts[1]
    if parts[0] == "connectors" and len(parts) > 2:
        return "/".join(parts[:2])
    return None


def included_room(header):
    parts = pathlib.PurePath(header).parts
    if parts[0] == "procured":
        return "proto"
    return "/".join(parts[:2]) if parts[0] in ("adapters", "connectors") else parts[0]


def without_text(source):
    """The source with comments and literals blanked out, line by line as before."""
    pattern = re.compile(r'R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)


def functions(source):
    """(first line, lines) of every function body that is not inside another one."""
    text = without_text(source)
    found, stack, start, line = [], [], 0, 1
    for index, char in enumerate(text):
        if char == "\n":
            line += 1
        elif char in ";}" and char == ";":
            start = index + 1
        elif char == "{":
            head = text[start:index]
            is_function = ")" in head and not re.search(r"\b(namespace|class|struct|enum|union)\b[^()]*$", head)
            inside = any(stack_entry[0] for stack_entry in stack)
            stack.append((is_function and not inside, line))
            start = index + 1
        elif char == "}":
            if stack:
                counted, first = stack.pop()
                if counted:
                    found.append((first, line - first + 1))
            start = index + 1
    return found
