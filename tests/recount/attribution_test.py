"""Goal: date, known order, channel, unit, category and item are found as definitions.md §3 says.
Method: small cases decided by hand, one per sentence."""

import unittest

import cases
import measures
from cases import document, line, one, order


class DateAndMonth(unittest.TestCase):
    def test_the_orders_issue_date_decides_when_the_order_is_known(self):
        found = cases.recounted([
            document(order_reference="PO1"),
            order(seller=cases.STRANGER, issue_date="2026-01-03"),
        ])["I1"]
        self.assertEqual((found["decided_on"], found["order"]),
                         ("2026-01-03", f"{cases.BUYER}|ORDER|{cases.STRANGER}|PO1|2026"))

    def test_else_the_documents_issue_date_decides(self):
        found = cases.recounted([document(order_reference="PO1")])["I1"]
        self.assertEqual(found["decided_on"], "2026-02-01")
        self.assertNotIn("order", found)

    def test_month_is_of_the_posting_date_else_of_the_issue_date(self):
        self.assertEqual(cases.recounted([document(posting_date="2026-03-02")])["I1"]["month"],
                         "2026-03")
        self.assertEqual(cases.recounted([document()])["I1"]["month"], "2026-02")


class KnownOrder(unittest.TestCase):
    def chosen(self, reference, *orders, suppliers=(), **invoice):
        found = cases.recounted([document(order_reference=reference, **invoice), *orders],
                                suppliers=suppliers)["I1"]
        return found.get("order", "").split("|")[2:] or None

    def test_the_reference_is_trimmed(self):
        self.assertIsNotNone(self.chosen(" PO1 ", order(seller=cases.STRANGER)))

    def test_na_in_any_case_and_empty_are_no_reference(self):
        for reference in ("NA", "na", " Na ", " "):
            fact = cases.recounted([document(order_reference=reference),
                                    order(reference.strip(), seller=cases.STRANGER)])["I1"]
            self.assertNotIn("order", fact)
            self.assertNotIn("order_reference", fact)

    def test_an_order_of_another_seller_or_buyer_is_not_known(self):
        self.assertIsNone(self.chosen("PO1", order(seller=cases.SELLER)))
        self.assertIsNone(self.chosen("PO1", order(seller=cases.STRANGER,
                                                   buyer=cases.OTHER_BUYER)))

    def test_the_seller_is_resolved_through_other_ids(self):
        self.assertIsNotNone(self.chosen(
            "PO1", order(seller=cases.SELLER),
            suppliers=[cases.supplier(other_ids=cases.STRANGER)]))

    def test_of_several_the_latest_on_or_before_the_issue_date(self):
        days = ("2025-01-01", "2026-02-01", "2027-01-01")
        orders = [order(seller=cases.STRANGER, issue_date=day, place=day) for day in days]
        self.assertEqual(self.chosen("PO1", *orders)[-1], "2026")

    def test_else_the_earliest_after_it(self):
        days = ("2028-01-01", "2027-01-01")
        orders = [order(seller=cases.STRANGER, issue_date=day, place=day) for day in days]
        self.assertEqual(self.chosen("PO1", *orders)[-1], "2027")


class Channel(unittest.TestCase):
    ITEM = {"sellers_item_id": "A1"}

    def channel(self, order_content, **invoice_line):
        placed = order(seller=cases.STRANGER, **order_content)
        invoice = document(order_reference="PO1", lines=[line(**invoice_line)])
        return cases.first_line([invoice, placed]).get("channel")

    def test_what_the_connector_declares_for_the_order_comes_first(self):
        self.assertEqual(self.channel({"declared_channel": "PUNCHOUT", "lines": [line()]}),
                         "PUNCHOUT")

    def test_what_the_connector_declares_for_the_invoice_is_not_looked_at(self):
        self.assertEqual(
            cases.first_line([document(declared_channel="PUNCHOUT")])["channel"], "INVOICE_ONLY")

    def test_an_order_line_with_a_sellers_item_id_is_catalogue(self):
        lines = [line(**self.ITEM), line(id="2")]
        self.assertEqual(self.channel({"lines": lines}, order_line_reference="1"), "CATALOGUE")

    def test_an_order_line_with_or_below_a_catalogue_reference_is_catalogue(self):
        lines = [line(catalogue_reference="7"), line(id="2")]
        self.assertEqual(self.channel({"lines": lines}, order_line_reference="1"), "CATALOGUE")
        self.assertEqual(self.channel({"catalogue_reference": "C"}, order_line_reference="1"),
                         "CATALOGUE")

    def test_an_order_line_without_is_a_freetext_order(self):
        lines = [line(**self.ITEM), line(id="2")]
        self.assertEqual(self.channel({"lines": lines}, order_line_reference="2"),
                         "FREETEXT_ORDER")

    def test_the_order_line_is_else_the_only_one_with_the_sellers_item_id(self):
        lines = [line(**self.ITEM), line(id="2")]
        self.assertEqual(self.channel({"lines": lines}, **self.ITEM), "CATALOGUE")

    def test_two_order_lines_with_the_item_id_are_none(self):
        lines = [line(**self.ITEM), line(id="2", **self.ITEM), line(id="3")]
        self.assertEqual(self.channel({"lines": lines}, **self.ITEM), "FREETEXT_ORDER")

    def test_no_order_line_takes_the_channel_that_all_lines_share(self):
        lines = [line(**self.ITEM), line(id="2", sellers_item_id="A2")]
        self.assertEqual(self.channel({"lines": lines}), "CATALOGUE")

    def test_no_order_reference_is_invoice_only(self):
        self.assertEqual(one()["channel"], "INVOICE_ONLY")
        self.assertEqual(one(document={"order_reference": "NA"})["channel"], "INVOICE_ONLY")

    def test_reference_to_an_order_not_known_is_unknown(self):
        self.assertNotIn("channel", one(document={"order_reference": "PO9"}))


class Unit(unittest.TestCase):
    UNITS = [cases.unit("a", references="ra"), cases.unit("b", references="rb"),
             cases.unit("c", references="rc|rd")]

    def unit(self, units=None, cost=None, **content):
        return one(accounting_cost=cost, document=content, units=units or self.UNITS)["unit_id"]

    def test_buyer_reference_then_delivery_location_then_accounting_reference(self):
        everything = {"buyer_reference": "ra", "delivery": {"location_id": "rb"},
                      "accounting_cost": "rc"}
        self.assertEqual(self.unit(**everything), "a")
        del everything["buyer_reference"]
        self.assertEqual(self.unit(**everything), "b")
        del everything["delivery"]
        self.assertEqual(self.unit(**everything), "c")

    def test_the_lines_accounting_reference_comes_before_the_documents(self):
        self.assertEqual(self.unit(cost="rb", accounting_cost="rc"), "b")

    def test_references_are_trimmed_and_compared_exactly(self):
        self.assertEqual(self.unit(buyer_reference=" ra "), "a")
        self.assertEqual(self.unit(buyer_reference="RA"), "unknown")

    def test_a_reference_that_matches_none_falls_through(self):
        self.assertEqual(self.unit(buyer_reference="x", accounting_cost="rd"), "c")

    def test_only_units_valid_on_the_date_that_decides(self):
        units = [cases.unit("a", references="ra", valid_from="2026-02-02"),
                 cases.unit("b", references="rb", valid_to="2026-01-31")]
        self.assertEqual(self.unit(units, buyer_reference="ra"), "unknown")
        self.assertEqual(self.unit(units, buyer_reference="rb"), "unknown")

    def test_both_ends_are_inclusive(self):
        units = [cases.unit("a", references="ra", valid_from="2026-02-01", valid_to="2026-02-01")]
        self.assertEqual(self.unit(units, buyer_reference="ra"), "a")

    def test_two_units_with_one_reference_later_valid_from_then_smaller_id(self):
        units = [cases.unit("a", references="r"),
                 cases.unit("c", references="r", valid_from="2026-01-01"),
                 cases.unit("b", references="r", valid_from="2026-01-01")]
        self.assertEqual(self.unit(units, buyer_reference="r"), "b")

    def test_of_overlapping_periods_of_one_unit_only_the_latest_holds(self):
        units = [cases.unit("a", references="old"),
                 cases.unit("a", references="new", valid_from="2026-01-01")]
        self.assertEqual(self.unit(units, buyer_reference="old"), "unknown")
        self.assertEqual(self.unit(units, buyer_reference="new"), "a")

    def test_a_period_that_ended_gives_way_to_the_one_below(self):
        units = [cases.unit("a", references="old"),
                 cases.unit("a", references="new", valid_from="2026-01-01",
                            valid_to="2026-01-31")]
        self.assertEqual(self.unit(units, buyer_reference="old"), "a")

    def test_another_buyers_units_do_not_match(self):
        units = [cases.unit("a", references="ra", buyer_id=cases.OTHER_BUYER)]
        self.assertEqual(self.unit(units, buyer_reference="ra"), "unknown")


class Category(unittest.TestCase):
    NONE = {"classifications": None}
    OF_ITEM = {"item_id": cases.GTIN, "category": "5099", "supplier_id": cases.STRANGER}
    GTIN = {"standard_item_id": "7038010000010", "standard_item_scheme": "0160"}

    def codes(self, **given):
        return [f"{c['scheme']}:{c['code']}" for c in one(**given).get("categories", [])]

    def test_all_classifications_of_known_schemes_count(self):
        entries = [{"list_id": "TST", "code": "2"}, {"list_id": "STI", "code": "1"},
                   {"list_id": "MP", "code": "3"}, {"list_id": "TST"}]
        self.assertEqual(self.codes(classifications=entries), ["STI:1", "TST:2"])

    def test_a_cpv_code_loses_its_check_digit(self):
        entries = [{"list_id": "STI", "code": "15811100-7"}]
        self.assertEqual(self.codes(classifications=entries), ["STI:15811100"])

    def test_else_the_item_row_with_a_category_in_its_agreements_scheme(self):
        self.assertEqual(
            self.codes(**self.NONE, **self.GTIN, agreements=[cases.agreement(
                category_scheme="STI", valid_to="2020-01-01", supplier_id=cases.STRANGER)],
                items=[cases.item(**self.OF_ITEM)]), ["STI:5099"])

    def test_the_item_row_must_be_valid_itself_and_of_the_same_supplier(self):
        lot = [cases.agreement(supplier_id=cases.STRANGER)]
        old = cases.item(**self.OF_ITEM, valid_to="2026-01-31")
        self.assertEqual(self.codes(**self.NONE, **self.GTIN, agreements=lot, items=[old]), [])
        foreign = cases.item(**(self.OF_ITEM | {"supplier_id": cases.SELLER}))
        self.assertEqual(self.codes(**self.NONE, **self.GTIN, agreements=lot, items=[foreign]),
                         [])

    def test_by_sellers_id_then_gtin_then_buyers_id(self):
        lot = [cases.agreement(supplier_id=cases.STRANGER)]
        items = [
            cases.item(item_scheme="BUYER", item_id="B1", category="3"),
            cases.item(category="2"),
            cases.item(item_scheme="SELLER", item_id="A1", category="1"),
        ]
        ids = self.GTIN | {"sellers_item_id": "A1", "buyers_item_id": "B1"}
        for want, last in zip(("TST:1", "TST:2", "TST:3"), (3, 2, 1)):
            self.assertEqual(
                self.codes(**self.NONE, **ids, agreements=lot, items=items[:last]), [want])

    def test_then_later_valid_from_then_smaller_agreement_and_lot(self):
        lots = [cases.agreement(supplier_id=cases.STRANGER, agreement_id=a, lot_id=lot)
                for a, lot in (("K1", "1"), ("K1", "2"), ("K2", "1"))]
        items = [
            cases.item(agreement_id="K1", lot_id="1", category="1"),
            cases.item(agreement_id="K2", lot_id="1", category="4", valid_from="2026-01-01"),
            cases.item(agreement_id="K1", lot_id="2", category="3", valid_from="2026-01-01"),
        ]
        self.assertEqual(
            self.codes(**self.NONE, **self.GTIN, agreements=lots, items=items), ["TST:3"])

    def test_else_the_suppliers_default_of_the_date(self):
        rows = [
            cases.supplier(supplier_id=cases.STRANGER, default_category_scheme="TST",
                           default_category="77", valid_to="2026-02-01"),
        ]
        self.assertEqual(self.codes(**self.NONE, suppliers=rows), ["TST:77"])
        rows[0]["valid_to"] = "2026-01-31"
        self.assertEqual(self.codes(**self.NONE, suppliers=rows), [])

    def test_codes_of_other_lists_are_as_absent(self):
        rows = [cases.supplier(supplier_id=cases.STRANGER, default_category_scheme="TST",
                               default_category="77")]
        entries = [{"list_id": "MP", "code": "50181900"}]
        self.assertEqual(self.codes(classifications=entries, suppliers=rows), ["TST:77"])


class UnitsOfMeasure(unittest.TestCase):
    def test_the_same_code_is_the_same_unit(self):
        self.assertEqual(measures.factor("XPK", "XPK"), 1)

    def test_pieces_are_one_unit(self):
        for code in ("C62", "EA", "H87", "NAR", "PCE", "XPP"):
            self.assertEqual(measures.factor(code, "EA"), 1)

    def test_one_dimension_has_an_exact_factor(self):
        for given, wanted, expected in (("TNE", "GRM", 1000000), ("MTQ", "HLT", 10),
                                        ("DLT", "CLT", 10), ("KMT", "MMT", 1000000),
                                        ("HUR", "MIN", 60)):
            self.assertEqual(measures.factor(given, wanted), expected)
            self.assertEqual(measures.factor(wanted, given) * expected, 1)

    def test_else_not_comparable(self):
        for given, wanted in (("KGM", "LTR"), ("XPK", "EA"), ("", "EA"), (None, None)):
            self.assertIsNone(measures.factor(given, wanted))


if __name__ == "__main__":
    unittest.main()
