"""Reading of XML for the second extractors of UBL dialects: paths by local names within known namespaces, numbers as
decimals. Nothing here comes from the daemon."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from decimal import Decimal

SBDH = "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}"


class Reading:
    """One element, asked by paths such as "cac:Party/cbc:Name" or "cbc:ID/@schemeID"."""

    def __init__(self, element: ElementTree.Element, namespaces: dict[str, str]):
        self.element = element
        self.namespaces = namespaces

    def all(self, path: str) -> Iterator[Reading]:
        for found in self.element.findall(path, self.namespaces):
            yield Reading(found, self.namespaces)

    def first(self, path: str) -> Reading | None:
        return next(self.all(path), None)

    def text(self, *paths: str) -> str:
        """The first of the paths that has a value; empty when none has."""
        for path in paths:
            where, _, attribute = path.partition("/@")
            for found in self.element.findall(where, self.namespaces):
                value = found.get(attribute) if attribute else "".join(found.itertext())
                if value and value.strip():
                    return value.strip()
        return ""

    def number(self, *paths: str) -> str:
        return number(self.text(*paths))


def number(text: str) -> str:
    """Digits without trailing zeros, as one value has one text; empty stays empty."""
    if not text:
        return ""
    value = Decimal(text)
    return format(value.normalize() if value else Decimal(0), "f")


def roots(path) -> list[ElementTree.Element]:
    """The documents of a file: its root, or what follows the header of an envelope."""
    root = ElementTree.parse(path).getroot()
    if root.tag == SBDH + "StandardBusinessDocument":
        return [child for child in root if child.tag != SBDH + "StandardBusinessDocumentHeader"]
    return [root]


def without_empty(fields: dict) -> dict:
    return {name: value for name, value in fields.items() if value not in ("", [], {})}
