"""Goal: price catalogues add item rows as definitions.md §4 says.
Method: one catalogue, one agreement and one invoice line of 10 pieces for 100, by hand."""

import unittest

import cases
from cases import GTIN, SELLER, STRANGER


def catalogue(number="C1", contract="K1", seller=SELLER, issued="2026-01-05", period=None, **line):
    made = {"id": "1", "price_amount": "8", "unit_code": "EA", "standard_item_id": GTIN[1:]} | line
    return cases.document(number, "PRICE_CATALOGUE", seller, place=f"{number}.xml",
                          contract_reference=contract, issue_date=issued,
                          validity_period=period, lines=[made])


def bought(*catalogues, items=(), lots=None, seller=STRANGER, **fields):
    """The line of an invoice without category, on an agreement that has no categories either."""
    line = cases.line(classifications=None, standard_item_id=GTIN, **fields)
    rows = lots or [cases.agreement(categories="", category_scheme="")]
    return cases.first_line([cases.document(seller=seller, lines=[line]), *catalogues],
                            agreements=rows, items=items)


class PriceCatalogues(unittest.TestCase):
    def test_a_catalogue_that_names_an_agreement_adds_its_items(self):
        self.assertEqual(bought()["coverage"], "COVERAGE_UNDETERMINED")
        found = bought(catalogue())
        self.assertEqual(found["coverage"], "COVERED")
        self.assertEqual(found["missed_saving"], "20")  # (10 - 8) x 10

    def test_a_catalogue_without_a_contract_is_judged_by_nothing(self):
        for contract in (None, " ", "K9"):
            self.assertEqual(bought(catalogue(contract=contract))["coverage"],
                             "COVERAGE_UNDETERMINED")

    def test_where_the_register_has_the_item_and_date_the_register_holds(self):
        self.assertEqual(bought(catalogue(), items=[cases.item(price="9")])["missed_saving"], "10")
        later = cases.item(price="9", valid_from="2026-03-01")
        self.assertEqual(bought(catalogue(), items=[later])["missed_saving"], "20")

    def test_of_two_catalogues_the_later_start_holds_then_the_later_issued(self):
        january = catalogue("C1", period={"start_date": "2026-01-01"}, price_amount="7")
        february = catalogue("C2", period={"start_date": "2026-02-01"}, issued="2026-01-01")
        self.assertEqual(bought(january, february)["missed_saving"], "20")
        newer = catalogue("C0", issued="2026-01-06", price_amount="9")
        self.assertEqual(bought(catalogue(), newer)["missed_saving"], "10")

    def test_the_lines_own_period_comes_before_the_catalogues(self):
        over = {"start_date": "2025-01-01", "end_date": "2025-12-31"}
        self.assertEqual(bought(catalogue(period=over))["coverage"], "COVERAGE_UNDETERMINED")
        made = catalogue(period=over)
        made["content"]["lines"][0]["period"] = {"start_date": "2026-01-01"}
        self.assertEqual(bought(made)["coverage"], "COVERED")

    def test_a_deleted_line_and_a_price_from_a_larger_quantity_on_are_no_offer(self):
        for refused in ({"action_code": "Delete"}, {"minimum_quantity": "100"},
                        {"price_amount": None}):
            self.assertEqual(bought(catalogue(**refused))["coverage"], "COVERAGE_UNDETERMINED")
        self.assertEqual(bought(catalogue(minimum_quantity="1"))["coverage"], "COVERED")

    def test_the_rows_stand_in_the_lots_that_the_seller_supplies(self):
        lots = [cases.agreement(lot_id=lot, supplier_id=supplier, categories="")
                for lot, supplier in (("1", STRANGER), ("2", SELLER))]
        self.assertEqual(bought(catalogue(), lots=lots)["agreement"]["lot_id"], "2")

    def test_a_catalogues_class_gives_a_line_its_category(self):
        bread = [{"list_id": "XX", "code": "1"}, {"list_id": "TST", "code": "50181900"}]
        found = bought(catalogue(classifications=bread), seller=SELLER)
        self.assertEqual(found["categories"], [{"scheme": "TST", "code": "50181900"}])


if __name__ == "__main__":
    unittest.main()
