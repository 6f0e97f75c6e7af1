"""Goal: the findings of the first rules are as definitions.md §5 says.
Method: small cases decided and calculated by hand, one per sentence; domain.md §7 vector 1."""

import unittest

import cases
import documents
import facts
from cases import SELLER, agreement, document, item, line

GTIN = {"standard_item_id": cases.GTIN, "standard_item_scheme": "0160"}


def judged(*sightings, number="I1", **tables):
    names = {"agreements": "agreements.csv", "items": "agreement_items.csv", "units": "units.csv"}
    found = cases.read({names[name]: rows for name, rows in tables.items()})
    merged = [documents.Document(each["identity"], [each]) for each in sightings]
    for key, made in facts.Recount(merged, found).findings().items():
        if f"|{number}|" in key:
            return made
    return None


def price(items=None, lot=None, seller=SELLER, kind="INVOICE", **fields):
    """The finding of price_above_agreement on one line."""
    made = judged(document(seller=seller, kind=kind, lines=[line(**(GTIN | fields))]),
                  agreements=lot or [agreement()],
                  **({"items": [item()]} if items is None else {"items": items} if items else {}))
    return made["price_above_agreement", 1]


class AgreementBypassed(unittest.TestCase):
    def bypassed(self, seller=cases.STRANGER, **fields):
        rows = [agreement(saving_rate="0.36", saving_base="OFF_PRICE")]
        made = judged(document(seller=seller, lines=[line(**fields)]), agreements=rows)
        return made["agreement_bypassed", 1]

    def test_breach_with_the_missed_saving_when_covered_and_bought_elsewhere(self):
        self.assertEqual(self.bypassed(), {"outcome": "BREACH", "missed_amount": "36"})

    def test_compliant_on_agreement(self):
        self.assertEqual(self.bypassed(SELLER), {"outcome": "COMPLIANT"})

    def test_not_applicable_when_not_covered(self):
        other = [{"list_id": "TST", "code": "99"}]
        self.assertEqual(self.bypassed(classifications=other), {"outcome": "NOT_APPLICABLE"})

    def test_undetermined_otherwise(self):
        self.assertEqual(self.bypassed(classifications=None), {"outcome": "UNDETERMINED"})

    def test_the_amount_is_absent_when_undetermined(self):
        made = judged(document(), agreements=[agreement()])
        self.assertEqual(made["agreement_bypassed", 1], {"outcome": "BREACH"})

    def test_credit_notes_are_judged_by_their_own_fields_with_negative_amounts(self):
        rows = [agreement(saving_rate="0.36", saving_base="OFF_PRICE")]
        made = judged(document(kind="CREDIT_NOTE"), agreements=rows)
        self.assertEqual(made["agreement_bypassed", 1],
                         {"outcome": "BREACH", "missed_amount": "-36"})


class PriceAboveAgreement(unittest.TestCase):
    def test_above_the_tolerance_the_whole_difference_is_recoverable(self):
        self.assertEqual(price(), {"outcome": "BREACH", "recoverable_amount": "20"})
        # Domain vector: 240 per 12 against 19.50, 30 pieces.
        self.assertEqual(
            price([item(price="19.5")], price_amount="240", base_quantity="12", quantity="30"),
            {"outcome": "BREACH", "recoverable_amount": "15"})

    def test_the_tolerance_itself_is_compliant(self):
        self.assertEqual(price([item(price="9.98")])["outcome"], "COMPLIANT")
        self.assertEqual(price([item(price="9.979")]),
                         {"outcome": "BREACH", "recoverable_amount": "0.21"})

    def test_below_is_compliant(self):
        self.assertEqual(price([item(price="11")]), {"outcome": "COMPLIANT"})

    def test_a_credit_note_gives_back_a_negative_amount(self):
        self.assertEqual(price(kind="CREDIT_NOTE")["recoverable_amount"], "-20")

    def test_not_applicable_unless_on_agreement_with_a_price_for_the_item_on_the_date(self):
        self.assertEqual(price(seller=cases.STRANGER)["outcome"], "NOT_APPLICABLE")
        for row in ({"price": ""}, {"valid_to": "2026-01-31"}, {"item_id": "7038010000027"},
                    {"agreement_id": "K2"}):
            self.assertEqual(price([item(**row)])["outcome"], "NOT_APPLICABLE", row)

    def test_no_item_id_is_undetermined_when_the_lot_has_any_price_on_the_date(self):
        self.assertEqual(price(standard_item_id=None)["outcome"], "UNDETERMINED")
        self.assertEqual(price([item(price="")], standard_item_id=None)["outcome"],
                         "NOT_APPLICABLE")

    def test_unit_or_currency_that_cannot_be_compared_or_quantity_zero_is_undetermined(self):
        self.assertEqual(price([item(unit="KGM")])["outcome"], "UNDETERMINED")
        self.assertEqual(price([item(currency="EUR")])["outcome"], "UNDETERMINED")
        self.assertEqual(price(quantity="0")["outcome"], "UNDETERMINED")

    def test_the_first_scheme_that_has_a_row_decides_even_when_it_cannot_be_compared(self):
        rows = [item(item_scheme="SELLER", item_id="A1", unit="KGM"), item()]
        self.assertEqual(price(rows, sellers_item_id="A1")["outcome"], "UNDETERMINED")
        rows = [item(unit="KGM"), item(item_scheme="BUYER", item_id="B1")]
        self.assertEqual(price(rows, buyers_item_id="B1")["outcome"], "UNDETERMINED")

    def test_rows_without_a_price_do_not_decide(self):
        rows = [item(item_scheme="SELLER", item_id="A1", price=""), item()]
        self.assertEqual(price(rows, sellers_item_id="A1")["outcome"], "BREACH")

    def test_compared_in_the_agreements_unit(self):
        # 9 a kilogram is 0.009 a gram above 0: below the tolerance per gram.
        row = [item(unit="GRM", price="0")]
        self.assertEqual(price(row, unit_code="KGM", price_amount="9")["outcome"], "COMPLIANT")


class OrderMissing(unittest.TestCase):
    def missing(self, *orders, **content):
        return judged(document(**content), *orders)["order_missing", 0]

    def test_no_order_reference_is_a_breach_exposing_the_lines(self):
        self.assertEqual(self.missing(lines=[line(), line(id="2", line_extension_amount="-30")]),
                         {"outcome": "BREACH", "exposed_amount": "70"})
        self.assertEqual(self.missing(order_reference="NA")["outcome"], "BREACH")

    def test_an_order_that_is_not_known_is_undetermined(self):
        self.assertEqual(self.missing(order_reference="PO9"), {"outcome": "UNDETERMINED"})

    def test_a_known_order_is_compliant_also_when_it_is_later(self):
        late = cases.order(seller=cases.STRANGER, issue_date="2026-12-01")
        self.assertEqual(self.missing(late, order_reference="PO1"), {"outcome": "COMPLIANT"})

    def test_credit_notes_are_not_applicable(self):
        self.assertEqual(self.missing(kind="CREDIT_NOTE"), {"outcome": "NOT_APPLICABLE"})


if __name__ == "__main__":
    unittest.main()
