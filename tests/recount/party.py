"""Party identity (definitions.md §1): canonical ids, buyers by configuration, suppliers by other_ids."""

import re

NORWEGIAN = {"0192", "9908", "NO:ORGNR", "NO:VAT"}
VAT_FORM = re.compile(r"(?:NO)?\s*((?:\d\s*){9})MVA\Z", re.IGNORECASE)
SCHEME_PREFIX = re.compile(r"(\d{4}|NO:ORGNR|NO:VAT|name):(.*)\Z", re.DOTALL)


def squeezed(value):
    """Without blanks of any kind."""
    return "".join(value.split())


def passes_mod_11(digits):
    """Control digit of a Norwegian organisation number."""
    rest = sum(int(d) * w for d, w in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2))) % 11
    control = 0 if rest == 0 else 11 - rest
    return control != 10 and control == int(digits[8])


def passes_mod_10(digits):
    """Control digit of a GLN."""
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits[:12]))
    return (10 - total % 10) % 10 == int(digits[12])


def ascii_digits(value, length):
    return len(value) == length and value.isascii() and value.isdigit()


def canonical(value, scheme=""):
    """`scheme:value`; the trimmed text alone where no scheme is known; "" for nothing."""
    value, scheme = (value or "").strip(), (scheme or "").strip()
    if not value:
        return ""
    prefix = SCHEME_PREFIX.match(value)
    if not scheme and prefix:
        scheme, value = prefix.group(1), prefix.group(2).strip()
    vat = VAT_FORM.match(value)
    if vat:
        return "0192:" + squeezed(vat.group(1))
    bare = squeezed(value)
    if bare.upper().startswith("NO") and scheme in NORWEGIAN:
        bare = bare[2:]
    if ascii_digits(bare, 9) and (scheme in NORWEGIAN or (not scheme and passes_mod_11(bare))):
        return "0192:" + bare
    if not scheme and ascii_digits(value, 13) and passes_mod_10(value):
        return "0088:" + value
    if scheme == "name":
        value = " ".join(value.upper().split())
    return f"{scheme}:{value}" if scheme else value


def reads_as_party(value):
    """Whether a participant is written as a party id rather than as a unit."""
    found = canonical(value)
    return bool(SCHEME_PREFIX.match(found))


class Buyers:
    """The configured buyers: any of their identifiers leads to the id."""

    def __init__(self, entries):
        self.ids = {}
        for entry in entries:
            own = canonical(str(entry["id"]))
            self.ids[own] = own
            for other in entry.get("identifiers") or []:
                self.ids[canonical(str(other))] = own

    def resolve(self, party):
        return self.ids.get(party, party)

    def knows(self, party):
        return party in self.ids


class Suppliers:
    """Which supplier stands behind a seller's id. Party identity has no date."""

    def __init__(self, rows):
        self.behind = {}
        for row in rows:
            for other in row.other_ids:
                known = self.behind.get(other)
                if known is None or row.supplier_id < known:
                    self.behind[other] = row.supplier_id

    def resolve(self, party):
        return self.behind.get(party, party)


def seller_of(content):
    """A ledger may know no more of a seller than its name."""
    seller = content.get("seller") or {}
    found = party_of(seller)
    if found or content["kind"] != "LEDGER_ENTRY":
        return found
    return canonical(seller.get("name") or seller.get("registration_name"), "name")


def party_of(party, buyers=None):
    """Canonical id of a document's party: legal id, VAT id, endpoint, party id."""
    party = party or {}
    stated = (
        (party.get("legal_id"), party.get("legal_scheme")),
        (party.get("vat_id"), ""),
        (party.get("endpoint_id"), party.get("endpoint_scheme")),
        *((each.get("id"), each.get("scheme")) for each in party.get("identifications", ())),
    )
    for value, scheme in stated:
        found = canonical(value, scheme)
        if found:
            return buyers.resolve(found) if buyers else found
    return ""
