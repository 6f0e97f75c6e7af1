"""The buyers list of procured.yaml, by a parser for just that much YAML."""

import re

KEY = re.compile(r"([A-Za-z_][\w.-]*)\s*:(?:\s+(.*))?\Z")


class ConfigError(ValueError):
    """YAML beyond this parser."""


def without_comment(line):
    """The line up to a # that stands outside quotes."""
    quote = None
    for index, sign in enumerate(line):
        if quote:
            quote = None if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "#" and (index == 0 or line[index - 1].isspace()):
            return line[:index].rstrip()
    return line.rstrip()


def scalar(text):
    text = text.strip()
    if text[:1] == "{":
        raise ConfigError(f"flow mapping: {text}")
    if text[:1] == "[":
        inner = text[1:].rstrip()
        if not inner.endswith("]"):
            raise ConfigError(f"open list: {text}")
        return [scalar(part) for part in inner[:-1].split(",") if part.strip()]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def parsed(text):
    """Nested dicts, lists and strings of a block-style YAML text."""
    rows = []
    for line in text.splitlines():
        bare = without_comment(line)
        if bare.strip() and bare.strip() not in ("---", "..."):
            rows.append((len(bare) - len(bare.lstrip()), bare.strip()))
    value, rest = block(rows, 0)
    if rest:
        raise ConfigError(f"cannot read: {rest[0][1]}")
    return value


def block(rows, indent):
    """(value, rows left) of the block that starts at `rows`."""
    if not rows or rows[0][0] < indent:
        return None, rows
    indent = rows[0][0]
    if rows[0][1].startswith("- ") or rows[0][1] == "-":
        return sequence(rows, indent)
    if KEY.match(rows[0][1]):
        return mapping(rows, indent)
    return scalar(rows[0][1]), rows[1:]


def sequence(rows, indent):
    found = []
    while rows and rows[0][0] == indent and rows[0][1][:1] == "-":
        content = rows[0][1][1:].lstrip()
        inner = indent + len(rows[0][1]) - len(content)
        rows = ([(inner, content)] if content else []) + rows[1:]
        value, rows = block(rows, indent + 1)
        found.append(value)
    return found, rows


def mapping(rows, indent):
    found = {}
    while rows and rows[0][0] == indent and (match := KEY.match(rows[0][1])):
        rows = rows[1:]
        if match.group(2):
            found[match.group(1)] = scalar(match.group(2))
            continue
        starts_list = rows and rows[0][0] == indent and rows[0][1][:1] == "-"
        found[match.group(1)], rows = block(rows, indent if starts_list else indent + 1)
    return found, rows


def buyers_of(text):
    """[{id, identifiers}] of a configuration text."""
    entries = (parsed(text) or {}).get("buyers") or []
    return [entry if isinstance(entry, dict) else {"id": entry} for entry in entries]
