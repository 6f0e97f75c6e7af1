"""The published fact of a document: merged, each line attributed (fact.proto)."""

from types import SimpleNamespace

import agreements
import attribution
import exact
import findings
import lines
import orders
import saving
from books import Books
from documents import Document
from orders import trimmed
from party import Suppliers


def present(entries):
    """Without absent values: an absent field is left out."""
    return {name: value for name, value in entries.items() if value not in (None, "", [])}


def decimal(value):
    return None if value is None else exact.text(value)


def name_of(party):
    party = party or {}
    return party.get("registration_name") or party.get("name")


def contract_reference(document, order):
    """The document's, else its known order's."""
    own = trimmed(document.content.get("contract_reference"))
    return own or trimmed(order.content.get("contract_reference") if order else "")


class Recount:
    """All facts of a set of documents and registers."""

    def __init__(self, documents: list[Document], registers):
        self.documents = documents
        self.registers = registers
        self.suppliers = Suppliers(registers["supplier"])
        self.orders = orders.Orders(documents, self.suppliers)
        self.books = {}
        self.subjects = {}

    def books_of(self, buyer):
        if buyer not in self.books:
            self.books[buyer] = Books(buyer, self.registers, self.suppliers, self.documents)
        return self.books[buyer]

    def facts(self):
        """{key: fact}."""
        return {document.key: self.fact(document) for document in self.documents}

    def fact(self, document):
        self.subjects[document.key] = []
        content = document.content
        spend = document.spend
        order = self.orders.known(document) if spend else None
        amounts = lines.amounts(document)
        makes = self.spend_line if spend else self.unjudged_line
        made = [
            makes(document, order, number, amounts[number - 1])
            for number, _ in enumerate(content.get("lines", []), 1)
        ]
        known = [amount for amount in amounts if amount is not None]
        has_sum = content.get("document_currency_code") and known
        return present({
            "identity": document.identity,
            "seller_id": self.suppliers.resolve(document.identity["seller_id"]),
            "seller_name": name_of(content.get("seller")),
            "issue_date": content["issue_date"],
            "decided_on": attribution.decided_on(document, order).isoformat(),
            "month": attribution.month(document),
            "currency": content.get("document_currency_code"),
            "order_reference": orders.real_reference(content.get("order_reference")),
            "order": order.key if order else None,
            "contract_reference": contract_reference(document, order),
            "amount": exact.text(sum(known)) if has_sum else None,
            "lines": made,
            "sightings": [
                present({
                    field: sighting["origin"].get(field)
                    for field in ("connector", "source_key", "content_hash")
                })
                for sighting in document.sightings
            ],
            "buyer_name": name_of(content.get("buyer")),
            "type_code": content.get("type_code"),
        })

    @staticmethod
    def stated(document, number, amount):
        """What a line of any kind states."""
        line = document.content["lines"][number - 1]
        return {
            "number": number,
            "line_id": line.get("id"),
            "amount": decimal(amount),
            "quantity": decimal(lines.quantity(document, line)),
            "unit_code": trimmed(line.get("unit_code")),
            "item_name": line.get("item_name"),
            "sellers_item_id": trimmed(line.get("sellers_item_id")),
            "standard_item_id": attribution.gtin(line),
            "buyers_item_id": trimmed(line.get("buyers_item_id")),
        }

    def unjudged_line(self, document, _order, number, amount):
        line = document.content["lines"][number - 1]
        made = self.stated(document, number, amount)
        if document.kind == "ORDER":
            made["channel"] = orders.channel_of_order_line(document, line)
        return present(made)

    def subject(self, document, order, number):
        """What a line is judged by."""
        line = document.content["lines"][number - 1]
        books = self.books_of(document.buyer)
        seller = self.suppliers.resolve(document.identity["seller_id"])
        when = attribution.decided_on(document, order)
        return SimpleNamespace(
            line=line,
            seller=seller,
            unit=attribution.unit(document, line, books, when),
            categories=attribution.categories(line, seller, books, when),
            contract=contract_reference(document, order),
            when=when,
            counting=None,
        )

    def spend_line(self, document, order, number, amount):
        books = self.books_of(document.buyer)
        subject = self.subject(document, order, number)
        self.subjects[document.key].append(subject)
        found = agreements.judged(subject, books)
        subject.counting, missed = found.counting, None
        if found.counting and not found.on_agreement:
            missed = saving.missed(document, subject, amount, books)
        made = self.stated(document, number, amount)
        made |= {
            "unit_id": subject.unit or "unknown",
            "channel": orders.channel(document, subject.line, order),
            "categories": [{"scheme": s, "code": c} for s, c in subject.categories],
            "coverage": found.coverage,
            "agreement": found.counting and present({
                "agreement_id": found.counting.agreement_id,
                "lot_id": found.counting.lot_id,
                "supplier_id": found.counting.supplier_id,
            }),
            "on_agreement": found.on_agreement,
            "potential": found.potential,
            "missed_saving": decimal(missed),
        }
        return present(made)

    def findings(self):
        """{key: findings} of all invoices and credit notes."""
        found = {}
        for document in self.documents:
            if document.spend:
                fact, books = self.fact(document), self.books_of(document.buyer)
                found[document.key] = findings.findings(
                    document, fact, self.subjects[document.key], books)
        return found
