"""Sightings of one document merged into one (definitions.md §1)."""

import json
from collections import defaultdict

SPEND = ("INVOICE", "CREDIT_NOTE")  # judged and counted
OTHERS = (
    "ORDER", "ORDER_CHANGE", "ORDER_CANCELLATION", "ORDER_RESPONSE", "ORDER_AGREEMENT",
    "DESPATCH_ADVICE", "RECEIPT_ADVICE", "PRICE_CATALOGUE", "APPLICATION_RESPONSE",
    "PUNCHOUT_BASKET", "PAYMENT_REQUEST", "PAYMENT_REMINDER", "LEDGER_ENTRY",
)
KINDS = SPEND + OTHERS


class Document:
    """The merged document: `content` as procured publishes it, `sightings` in precedence."""

    def __init__(self, identity, sightings):
        self.identity = identity
        self.key = key_of(identity)
        self.sightings = sorted(sightings, key=place)
        self.sightings.sort(key=rank, reverse=True)
        self.content = merged([sighting["content"] for sighting in self.sightings])
        declared = (sighting.get("declared_channel") for sighting in self.sightings)
        self.declared_channel = next((channel for channel in declared if channel), None)
        self.buyer = identity["buyer_id"]
        self.kind = identity["kind"]
        self.spend = self.kind in SPEND
        self.sign = -1 if self.kind == "CREDIT_NOTE" else 1


def revision(text):
    """The source's revision number for comparing; an absent one is the lowest."""
    text = text or ""
    digits = text.isascii() and text.isdigit()
    return (bool(text), digits, int(text) if digits else 0, text)


def rank(sighting):
    """Precedence: the greatest comes first."""
    return (
        int(sighting.get("connector_precedence", 0)),
        revision(sighting["origin"].get("source_revision")),
        sighting["content"].get("issue_date", ""),
        sighting["origin"]["content_hash"],
    )


def place(sighting):
    return (sighting["origin"]["connector"], sighting["origin"]["source_key"])


def merged(contents):
    """A field that the first lacks comes from the next; a list or a group is one field."""
    result = {}
    for content in contents:
        for field, value in content.items():
            if field not in result and value not in ("", [], {}, None):
                result[field] = value
    return result


def escaped(part):
    return part.replace("\\", "\\\\").replace("|", "\\|")


def joined(*parts):
    return "|".join(escaped(str(part)) for part in parts)


def key_of(identity):
    """Key of a document's fact."""
    fields = ("buyer_id", "kind", "seller_id", "document_number", "issue_year")
    return joined(*(identity.get(field, "") for field in fields))


def read_lines(path):
    """JSON objects of a file, one a line; decimals stay text."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_documents(path):
    """(documents, complaints): all sightings merged by identity."""
    complaints, seen, by_key = [], set(), defaultdict(list)
    for sighting in read_lines(path):
        if sighting.get("op") == "DELETE":
            complaints.append(f"{place(sighting)}: a retraction is no live sighting")
            continue
        if place(sighting) in seen:
            complaints.append(f"{place(sighting)}: this source key occurs twice")
        seen.add(place(sighting))
        by_key[key_of(sighting["identity"])].append(sighting)
    documents = [Document(group[0]["identity"], group) for group in by_key.values()]
    return documents, complaints
