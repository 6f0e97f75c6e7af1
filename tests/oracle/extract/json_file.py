"""What extractors of JSON systems share: files, and values as the sources write them."""

import decimal
import json
import pathlib

from extract.form import number


def documents(path):
    """The JSON documents of a file; none when it is no JSON. Numbers stay as written."""
    try:
        text = pathlib.Path(path).read_text(encoding="utf-8-sig")
        return [json.loads(text, parse_float=decimal.Decimal)]
    except (UnicodeDecodeError, json.JSONDecodeError):
        return []


def text(value):
    """The text of a scalar; None of what is absent or empty."""
    if value is None or isinstance(value, (dict, list)):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() or None


def amount(value):
    return number(text(value))


def day(value):
    """The day of an ISO 8601 date or instant, as written."""
    written = text(value)
    return None if written is None else written[:10]


def first(*values):
    return next((text(value) for value in values if text(value)), None)


def listed(value):
    """A list, one object, or nothing, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
