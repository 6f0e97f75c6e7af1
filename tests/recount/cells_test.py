"""Goal: KPI cells are summed as definitions.md §6 says.
Method: a handful of lines summed by hand, one case per sentence."""

import unittest

import cases
import cells
from cases import SELLER, STRANGER, agreement, cell, document, line


def priced(number, amount, seller=STRANGER, **content):
    fields = content.pop("line_fields", {})
    return document(number, seller=seller, place=f"{number}.xml",
                    lines=[line(line_extension_amount=amount, **fields)], **content)


UNKNOWN = {"line_fields": {"classifications": None}}
RATE = {"saving_rate": "0.36", "saving_base": "OFF_PRICE"}


class Cells(unittest.TestCase):
    def found(self, *sightings, **tables):
        tables.setdefault("agreements", [agreement(**RATE)])
        return cases.recounted(sightings, **tables)

    def values(self, made, *fields):
        return tuple(made[field] for field in fields)

    def test_spend_counts_all_lines(self):
        made = cell(self.found(priced("1", "100"), priced("2", "-30"), priced("3", "5", **UNKNOWN)),
                    "spend_amount")
        self.assertEqual(
            self.values(made, "numerator", "count", "coverage_known", "coverage_scope", "status"),
            ("75", 3, "135", "135", "OK"))
        self.assertNotIn("denominator", made)

    def test_loyalty_is_on_agreement_over_covered_and_knows_what_is_certain(self):
        made = cell(
            self.found(priced("1", "100", seller=SELLER), priced("2", "300"),
                       priced("3", "7", **UNKNOWN),
                       priced("4", "9", line_fields={
                           "classifications": [{"list_id": "TST", "code": "99"}]})),
            "agreement_loyalty_ratio")
        self.assertEqual(
            self.values(made, "numerator", "denominator", "count", "coverage_known",
                        "coverage_scope", "status"), ("100", "400", 2, "409", "416", "OK"))

    def test_share_of_total_leaves_out_unknown_channels(self):
        order = cases.order(seller=STRANGER)
        made = cell(
            self.found(order, priced("1", "100", order_reference="PO1"), priced("2", "50"),
                       priced("3", "7", order_reference="PO9")),
            "e_commerce_share_of_total_ratio")
        self.assertEqual(
            self.values(made, "numerator", "denominator", "count", "coverage_known",
                        "coverage_scope"), ("100", "150", 2, "150", "157"))

    def test_share_of_potential_needs_potential_and_channel(self):
        order = cases.order(seller=STRANGER)
        made = cell(
            self.found(order, priced("1", "100", order_reference="PO1"), priced("2", "50"),
                       priced("3", "7", order_reference="PO9"), priced("4", "3", **UNKNOWN),
                       priced("5", "2", order_reference="PO9", line_fields={
                           "classifications": [{"list_id": "TST", "code": "99"}]})),
            "e_commerce_share_of_potential_ratio")
        self.assertEqual(
            self.values(made, "numerator", "denominator", "count", "coverage_known",
                        "coverage_scope"), ("100", "150", 2, "152", "162"))

    def test_e_commerce_is_catalogue_punchout_and_freetext_order(self):
        for channel, want in (("CATALOGUE", True), ("PUNCHOUT", True), ("FREETEXT_ORDER", True),
                              ("MANUAL_ORDER", False), ("INVOICE_ONLY", False), ("PCARD", False),
                              ("WEBSHOP", False), (None, None)):
            self.assertIs(cells.e_commerce({"channel": channel}), want)

    def test_missed_saving_has_the_scope_of_lines_bought_elsewhere(self):
        rows = [agreement(**RATE), agreement(agreement_id="K2", categories="60")]
        made = cell(
            self.found(priced("1", "100"), priced("2", "50", seller=SELLER),
                       priced("3", "7", line_fields={
                           "classifications": [{"list_id": "TST", "code": "60"}]}),
                       agreements=rows), "missed_saving_amount")
        self.assertEqual(
            self.values(made, "numerator", "count", "coverage_known", "coverage_scope", "status"),
            ("36", 1, "100", "107", "OK"))

    def test_sums_add_the_rounded_lines(self):
        # 36 % of 0.35 is 0.126 -> 0.13; twice that is 0.26, where 36 % of 0.70 would be 0.25.
        made = cell(self.found(priced("1", "0.35"), priced("2", "0.35")), "missed_saving_amount")
        self.assertEqual(made["numerator"], "0.26")

    def test_a_cell_exists_only_when_its_scope_has_a_line(self):
        self.assertIsNone(
            cell(self.found(priced("1", "100"), agreements=[]), "missed_saving_amount"))
        made = cell(self.found(priced("1", "100"), agreements=[]), "agreement_loyalty_ratio")
        self.assertEqual(self.values(made, "denominator", "count", "status"),
                         ("0", 0, "NOT_MEANINGFUL"))

    def test_status_of_a_ratio(self):
        for numerator, denominator, want in ((0, 1, "OK"), (1, 1, "OK"), (0, 0, "NOT_MEANINGFUL"),
                                             (-1, 1, "NOT_MEANINGFUL"), (2, 1, "NOT_MEANINGFUL"),
                                             (-2, -1, "NOT_MEANINGFUL")):
            self.assertEqual(cells.status(numerator, denominator), want)

    def test_an_amount_is_always_ok(self):
        self.assertEqual(cell(self.found(priced("1", "-100")), "spend_amount")["status"], "OK")

    def test_the_grain_is_buyer_unit_month_and_currency_as_matched(self):
        found = self.found(
            priced("1", "1", buyer_reference="ref"), priced("2", "2"),
            priced("3", "4", issue_date="2026-03-01"),
            priced("4", "8", document_currency_code="EUR"),
            priced("5", "16", buyer=cases.OTHER_BUYER),
            units=[cases.unit("school", parent_id="schools"), cases.unit("schools", references="")])
        spend = [c for c in cells.cells(found.values()).values() if c["kpi"] == "spend_amount"]
        self.assertEqual(sorted(int(c["numerator"]) for c in spend), [1, 2, 4, 8, 16])
        self.assertEqual({c["unit_id"] for c in spend}, {"school", "unknown"})


if __name__ == "__main__":
    unittest.main()
