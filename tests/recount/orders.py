"""Known order, order line and channel (definitions.md §3)."""

from collections import defaultdict

E_COMMERCE = {"CATALOGUE", "PUNCHOUT", "FREETEXT_ORDER"}


def trimmed(value):
    return (value or "").strip()


def real_reference(value):
    """An order reference, or None: "NA" in any case, or empty, is none."""
    value = trimmed(value)
    return None if not value or value.upper() == "NA" else value


class Orders:
    """All orders by (buyer, party behind the seller, number)."""

    def __init__(self, documents, suppliers):
        self.suppliers = suppliers
        self.by_number = defaultdict(list)
        for document in documents:
            if document.kind == "ORDER":
                number = trimmed(document.identity["document_number"])
                self.by_number[self.party(document) + (number,)].append(document)

    def party(self, document):
        return (document.buyer, self.suppliers.resolve(document.identity["seller_id"]))

    def known(self, document):
        """The order that a document refers to, or None."""
        reference = real_reference(document.content.get("order_reference"))
        if reference is None:
            return None
        candidates = self.by_number.get(self.party(document) + (reference,), [])
        candidates = sorted(candidates, key=lambda order: order.key.encode())
        issued = document.content["issue_date"]
        before = [order for order in candidates if order.content["issue_date"] <= issued]
        if before:
            return max(before, key=lambda order: order.content["issue_date"])
        return min(candidates, key=lambda order: order.content["issue_date"], default=None)


def order_line(order, line):
    """The order line of an invoice line, or None."""
    ordered = order.content.get("lines", [])
    reference = trimmed(line.get("order_line_reference"))
    if reference:
        for candidate in ordered:
            if trimmed(candidate.get("id")) == reference:
                return candidate
    item = trimmed(line.get("sellers_item_id"))
    same = [c for c in ordered if item and trimmed(c.get("sellers_item_id")) == item]
    return same[0] if len(same) == 1 else None


def channel_of_order_line(order, line):
    if order.declared_channel:
        return order.declared_channel
    catalogue = (
        trimmed(line.get("sellers_item_id"))
        or trimmed(line.get("catalogue_reference"))
        or trimmed(order.content.get("catalogue_reference"))
    )
    return "CATALOGUE" if catalogue else "FREETEXT_ORDER"


def channel(document, line, order):
    """How the purchase of an invoice line reached the supplier; None when unknown."""
    if real_reference(document.content.get("order_reference")) is None:
        return "INVOICE_ONLY"
    if order is None:
        return None
    if order.declared_channel:
        return order.declared_channel
    ordered = order_line(order, line)
    if ordered is not None:
        return channel_of_order_line(order, ordered)
    shared = {channel_of_order_line(order, each) for each in order.content.get("lines", [])}
    return shared.pop() if len(shared) == 1 else "FREETEXT_ORDER"
