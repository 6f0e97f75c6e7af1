"""Goal: missed saving is counted as definitions.md §5 says.
Method: small cases calculated by hand, one per sentence; domain.md §7 vectors 1 and 3."""

import unittest

import cases
from cases import SELLER, agreement, item, one

GTIN = {"standard_item_id": cases.GTIN, "standard_item_scheme": "0160"}
RATE = {"saving_rate": "0.36", "saving_base": "OFF_PRICE"}


def missed(agreements=None, items=(), **given):
    rows = agreements or [agreement(**RATE)]
    return one(agreements=rows, items=items, **given).get("missed_saving")


class ByPrice(unittest.TestCase):
    def price(self, row=None, **given):
        return missed(items=[item(**(row or {}))], **(GTIN | given))

    def test_paid_less_agreed_times_quantity(self):
        self.assertEqual(self.price(), "20")  # (10 - 8) x 10

    def test_never_below_zero(self):
        self.assertEqual(self.price({"price": "11"}), "0")

    def test_price_is_per_base_quantity_on_both_sides(self):
        # Domain vector: 240 per 12 = 20; agreed 19.50; 30 pieces -> 15.
        self.assertEqual(
            self.price({"price": "19.5"}, price_amount="240", base_quantity="12", quantity="30",
                       line_extension_amount="600"), "15")
        self.assertEqual(self.price({"price": "16", "base_quantity": "2"}), "20")

    def test_line_allowances_lower_the_price_and_charges_do_not(self):
        self.assertEqual(self.price(allowances_charges=[{"amount": "5"}]), "15")
        self.assertEqual(
            self.price(allowances_charges=[{"charge": True, "amount": "5"}]), "20")

    def test_an_allowance_inside_the_price_is_in_it_already(self):
        self.assertEqual(self.price(price_allowance="3", gross_price_amount="13"), "20")

    def test_a_negative_quantity_gives_a_negative_saving(self):
        self.assertEqual(self.price(quantity="-10", line_extension_amount="-100"), "-20")

    def test_allowance_and_quantity_carry_the_sources_sign(self):
        # Paid = 10 - (-5 / -10) = 9.5; (9.5 - 8) x -10.
        self.assertEqual(
            self.price(quantity="-10", line_extension_amount="-95",
                       allowances_charges=[{"amount": "-5"}]), "-15")

    def test_a_credit_note_gives_a_negative_saving(self):
        self.assertEqual(self.price(document={"kind": "CREDIT_NOTE"}), "-20")

    def test_units_of_one_dimension_are_converted(self):
        # 10 a kilogram against 8 a kilogram, stated as 0.5 tonne at 10000 a tonne: 2 x 500.
        self.assertEqual(
            self.price({"unit": "KGM"}, unit_code="TNE", quantity="0.5", price_amount="10000"),
            "1000")

    def test_it_is_rounded_once_half_away_from_zero(self):
        self.assertEqual(self.price({"price": "9.9995"}), "0.01")
        self.assertEqual(self.price({"price": "9.9996"}), "0")

    def test_the_first_comparable_of_gtin_and_buyers_id(self):
        items = [item(unit="KGM"), item(item_scheme="BUYER", item_id="B", price="7")]
        self.assertEqual(missed(items=items, buyers_item_id="B", **GTIN), "30")
        items[0]["unit"] = "EA"
        self.assertEqual(missed(items=items, buyers_item_id="B", **GTIN), "20")


class ByRate(unittest.TestCase):
    def test_off_price_is_amount_times_rate(self):
        self.assertEqual(missed(line_extension_amount="100000"), "36000")

    def test_agreement_price_is_amount_times_rate_over_one_plus_rate(self):
        rows = [agreement(saving_rate="0.5625", saving_base="AGREEMENT_PRICE")]
        self.assertEqual(missed(rows, line_extension_amount="100000"), "36000")

    def test_no_rate_or_no_base_is_undetermined(self):
        for row in ({"saving_rate": "0.36"}, {"saving_base": "OFF_PRICE"}, {}):
            self.assertIsNone(missed([agreement(**row)]))

    def test_a_price_that_cannot_be_compared_falls_back_to_the_rate(self):
        for row in ({"unit": "KGM"}, {"currency": "EUR"}, {"price": ""}):
            self.assertEqual(missed(items=[item(**row)], **GTIN), "36")

    def test_a_quantity_of_zero_is_not_comparable(self):
        self.assertEqual(missed(items=[item()], quantity="0", **GTIN), "36")

    def test_the_amount_includes_the_lines_share_of_document_charges(self):
        charge = [{"charge": True, "amount": "100"}]
        self.assertEqual(missed(document={"allowances_charges": charge}), "72")

    def test_a_sellers_item_id_is_not_the_same_item(self):
        items = [item(item_scheme="SELLER", item_id="A1")]
        self.assertEqual(missed(items=items, sellers_item_id="A1"), "36")


class OnlyElsewhere(unittest.TestCase):
    def test_on_agreement_or_not_covered_has_no_missed_saving(self):
        self.assertIsNone(missed(document={"seller": SELLER}))
        self.assertIsNone(missed([agreement(categories="99", **RATE)]))


if __name__ == "__main__":
    unittest.main()
