"""Goal: line amounts are counted as definitions.md §2 says.
Method: small cases calculated by hand, one per sentence; domain.md §7 vectors 1 and 2."""

import unittest
from fractions import Fraction

import cases
import documents
import exact
from cells import cells as recounted_cells


def shares(total, weights, minor=2):
    found = exact.allocated(Fraction(total), [Fraction(weight) for weight in weights], minor)
    return [exact.text(share) for share in found]


class Decimals(unittest.TestCase):
    def test_text_has_no_exponent_no_trailing_zeros_and_no_minus_zero(self):
        for value, text in (("19.50", "19.5"), ("0.00", "0"), ("-3.0", "-3"), ("-0", "0"),
                            ("0.0001", "0.0001"), ("1000000", "1000000")):
            self.assertEqual(exact.text(exact.number(value)), text)

    def test_a_text_that_is_no_plain_decimal_is_refused(self):
        for value in ("1e3", "1,5", "abc", ".", "1 000"):
            with self.assertRaises(exact.NotANumber):
                exact.number(value)

    def test_rounding_is_half_away_from_zero(self):
        for value, text in (("2.345", "2.35"), ("-2.345", "-2.35"), ("2.3449", "2.34"),
                            ("0.005", "0.01")):
            self.assertEqual(exact.text(exact.rounded(Fraction(value), 2)), text)

    def test_minor_unit_follows_the_currency(self):
        self.assertEqual([exact.minor_unit(c) for c in ("NOK", "JPY", "BHD")], [2, 0, 3])


class Allocation(unittest.TestCase):
    def test_shares_follow_the_absolute_line_nets(self):
        self.assertEqual(shares("10", ["-300", "100"]), ["7.5", "2.5"])

    def test_all_nets_zero_are_shared_equally(self):
        self.assertEqual(shares("1", ["0", "0"]), ["0.5", "0.5"])

    def test_leftover_units_go_to_the_largest_remainders(self):
        # 10.00 by 1:2:3 = 1.6666, 3.3333, 5 -> the cent left goes to the first.
        self.assertEqual(shares("10", ["1", "2", "3"]), ["1.67", "3.33", "5"])

    def test_equal_remainders_go_to_the_earlier_line(self):
        self.assertEqual(shares("0.02", ["1", "1", "1"]), ["0.01", "0.01", "0"])

    def test_the_sign_is_applied_after_the_absolute_value_is_shared(self):
        self.assertEqual(shares("-0.02", ["1", "1", "1"]), ["-0.01", "-0.01", "0"])

    def test_a_finer_scale_of_the_sum_is_kept_and_trailing_zeros_are_cut(self):
        self.assertEqual(shares("0.001", ["1", "1"]), ["0.001", "0"])
        self.assertEqual(shares("0.010000", ["1", "1"]), ["0.01", "0"])

    def test_a_currency_without_minor_unit_shares_whole_units(self):
        self.assertEqual(shares("5", ["1", "1"], minor=0), ["3", "2"])


class LineAmounts(unittest.TestCase):
    @staticmethod
    def fact(**content):
        return cases.recounted([cases.document(**content)])["I1"]

    def test_invoice_amounts_stand_as_in_the_source(self):
        fact = self.fact(lines=[cases.line(line_extension_amount="-100", quantity="-2")])
        self.assertEqual((fact["lines"][0]["amount"], fact["lines"][0]["quantity"]),
                         ("-100", "-2"))

    def test_credit_note_amounts_and_quantities_are_negated(self):
        fact = self.fact(kind="CREDIT_NOTE", lines=[cases.line()])
        self.assertEqual((fact["amount"], fact["lines"][0]["quantity"]), ("-100", "-10"))

    def test_a_negative_line_in_a_credit_note_counts_positive(self):
        fact = self.fact(kind="CREDIT_NOTE", lines=[cases.line(line_extension_amount="-40")])
        self.assertEqual(fact["amount"], "40")

    def test_other_kinds_keep_their_lines_and_are_judged_by_nothing(self):
        for kind in documents.OTHERS[1:]:
            fact = self.fact(kind=kind, lines=[cases.line(line_extension_amount="5")])
            self.assertEqual((fact["amount"], fact["lines"][0]["amount"]), ("5", "5"), kind)
            for field in ("channel", "coverage", "unit_id"):
                self.assertNotIn(field, fact["lines"][0], kind)
            self.assertEqual(recounted_cells([fact]), {}, kind)

    def test_sign_follows_kind_and_not_the_type_code(self):
        self.assertEqual(self.fact(type_code="381")["amount"], "100")

    def test_charges_minus_allowances_are_one_sum_and_add_up_exactly(self):
        fact = self.fact(
            allowances_charges=[{"charge": True, "amount": "10"}, {"amount": "3"}],
            lines=[cases.line(line_extension_amount="200"), cases.line(id="2")],
        )
        self.assertEqual([each["amount"] for each in fact["lines"]], ["204.67", "102.33"])
        self.assertEqual(fact["amount"], "307")

    def test_prepaid_and_payable_rounding_are_not_part_of_it(self):
        fact = self.fact(totals={"prepaid_amount": "50", "payable_rounding_amount": "0.4"})
        self.assertEqual(fact["amount"], "100")

    def test_document_charges_of_a_credit_note_are_negated_too(self):
        fact = self.fact(kind="CREDIT_NOTE", allowances_charges=[{"charge": True, "amount": "5"}])
        self.assertEqual(fact["amount"], "-105")

    def test_an_order_without_currency_has_quantities_and_no_amounts(self):
        order = cases.order(document_currency_code=None)
        fact = cases.recounted([order])["PO1"]
        self.assertNotIn("amount", fact)
        self.assertNotIn("currency", fact)
        self.assertEqual(fact["lines"][0]["quantity"], "10")
        self.assertNotIn("amount", fact["lines"][0])

    def test_currency_is_part_of_every_cell(self):
        found = cases.recounted([
            cases.document(), cases.document("I2", place="b.xml", document_currency_code="EUR"),
        ])
        import cells
        spend = [c for c in cells.cells(found.values()).values() if c["kpi"] == "spend_amount"]
        self.assertEqual(sorted(c["currency"] for c in spend), ["EUR", "NOK"])

    def test_all_type_codes_count_and_orders_do_not(self):
        found = cases.recounted([
            cases.document(type_code="386"), cases.document("I2", place="b.xml", type_code="82"),
            cases.order(),
        ])
        self.assertEqual(cases.cell(found, "spend_amount")["numerator"], "200")


if __name__ == "__main__":
    unittest.main()
