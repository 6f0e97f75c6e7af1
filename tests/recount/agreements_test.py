"""Goal: coverage, entitlement and the agreement that counts are found as definitions.md §4 says.
Method: small cases decided by hand, one per sentence."""

import unittest

import cases
from cases import BUYER, OTHER_BUYER, SELLER, STRANGER, agreement, item, one, unit

NO_CATEGORY = {"classifications": None}
GTIN = {"standard_item_id": cases.GTIN, "standard_item_scheme": "0160"}


def coverage(**given):
    return one(**given)["coverage"]


class Validity(unittest.TestCase):
    def covers(self, **row):
        return coverage(agreements=[agreement(**row)])

    def test_valid_from_and_valid_to_are_inclusive_and_empty_is_open(self):
        self.assertEqual(self.covers(valid_from="2026-02-01", valid_to="2026-02-01"), "COVERED")
        self.assertEqual(self.covers(), "COVERED")
        self.assertEqual(self.covers(valid_from="2026-02-02"), "NOT_COVERED")
        self.assertEqual(self.covers(valid_to="2026-01-31"), "NOT_COVERED")

    def test_the_end_is_option_to_only_if_the_option_was_exercised(self):
        ended = {"valid_to": "2026-01-01", "option_to": "2026-12-31"}
        self.assertEqual(self.covers(**ended), "NOT_COVERED")
        self.assertEqual(self.covers(**ended, option_exercised_on="2025-12-01"), "COVERED")


class Entitlement(unittest.TestCase):
    TREE = [unit("school", parent_id="schools"), unit("schools", references=""),
            unit("home", references="other")]

    def entitled(self, participants, reference="ref", units=None):
        return coverage(agreements=[agreement(participants=participants)],
                        units=self.TREE if units is None else units,
                        document={"buyer_reference": reference})

    def test_no_participants_means_everybody(self):
        self.assertEqual(self.entitled(""), "COVERED")

    def test_the_buyer_the_unit_or_an_ancestor_is_entitled(self):
        for participants in ("310000108", "school", "schools", "home|school"):
            self.assertEqual(self.entitled(participants), "COVERED", participants)
        self.assertEqual(self.entitled("home"), "NOT_COVERED")

    def test_the_tree_is_that_of_the_date(self):
        units = [unit("school", parent_id="schools", valid_to="2026-01-31"),
                 unit("school", valid_from="2026-02-01"), unit("schools", references="")]
        self.assertEqual(self.entitled("schools", units=units), "NOT_COVERED")

    def test_a_circle_in_the_tree_ends(self):
        units = [unit("school", parent_id="b"), unit("b", parent_id="school", references="")]
        self.assertEqual(self.entitled("b", units=units), "COVERED")

    def test_naming_only_other_buyers_excludes_the_owner(self):
        self.assertEqual(self.entitled(OTHER_BUYER), "NOT_COVERED")

    def test_nobody_is_entitled_by_a_unit_that_no_register_knows(self):
        self.assertEqual(self.entitled("ghost"), "NOT_COVERED")
        self.assertEqual(self.entitled("ghost", reference="x"), "NOT_COVERED")

    def test_unit_unknown_and_some_participant_a_unit_is_undetermined(self):
        self.assertEqual(self.entitled("home", reference="x"), "COVERAGE_UNDETERMINED")

    def test_unless_another_agreement_covers(self):
        rows = [agreement(participants="home"), agreement(agreement_id="K2")]
        self.assertEqual(coverage(agreements=rows, units=self.TREE), "COVERED")

    def test_a_joint_agreement_is_in_the_books_of_the_buyers_it_names(self):
        rows = [agreement(buyer_id=OTHER_BUYER, participants="310000108")]
        self.assertEqual(coverage(agreements=rows), "COVERED")
        rows = [agreement(buyer_id=OTHER_BUYER)]
        self.assertEqual(coverage(agreements=rows), "NOT_COVERED")

    def test_items_of_a_joint_agreement_need_their_own_participants(self):
        rows = [agreement(buyer_id=OTHER_BUYER, participants="310000108", categories="")]
        items = item(buyer_id=OTHER_BUYER)
        self.assertEqual(coverage(agreements=rows, items=[items], **GTIN), "NOT_COVERED")
        items["participants"] = "310000108"
        self.assertEqual(coverage(agreements=rows, items=[items], **GTIN), "COVERED")


class Participants(unittest.TestCase):
    def read(self, cell, buyers=()):
        row = cases.read({"agreements.csv": [agreement(participants=cell)]}, buyers)["agreement"][0]
        return row.participant_buyers, row.participant_units

    def test_a_party_id_is_a_buyer_and_anything_else_a_unit(self):
        self.assertEqual(self.read("310000205|7080000000005|0184:12|school"),
                         ([OTHER_BUYER, "0088:7080000000005", "0184:12"], ["school"]))

    def test_a_configured_buyer_is_a_buyer_however_it_is_written(self):
        buyers = [{"id": "310000205", "identifiers": ["company 7"]}]
        self.assertEqual(self.read("company 7|company 8", buyers), ([OTHER_BUYER], ["company 8"]))


class Covers(unittest.TestCase):
    def test_by_category_prefix_of_the_same_scheme_only(self):
        self.assertEqual(coverage(agreements=[agreement(categories="99|50")]), "COVERED")
        self.assertEqual(coverage(agreements=[agreement(category_scheme="STI")]), "NOT_COVERED")
        self.assertEqual(coverage(agreements=[agreement(categories="501819001")]), "NOT_COVERED")

    def test_by_item_valid_on_the_date(self):
        rows = {"agreements": [agreement(categories="")]}
        self.assertEqual(coverage(**rows, items=[item()], **GTIN), "COVERED")
        self.assertEqual(coverage(**rows, items=[item(valid_to="2026-01-31")], **GTIN),
                         "NOT_COVERED")

    def test_a_gtin_is_padded_to_14_digits(self):
        short = {"standard_item_id": "7038010000010", "standard_item_scheme": "0160"}
        self.assertEqual(
            coverage(agreements=[agreement(categories="")], items=[item()], **short), "COVERED")

    def test_a_sellers_id_matches_with_that_seller_only(self):
        given = {"agreements": [agreement(categories="")], "sellers_item_id": "A1",
                 "items": [item(item_scheme="SELLER", item_id="A1")]}
        self.assertEqual(coverage(**given), "NOT_COVERED")
        self.assertEqual(coverage(**given, document={"seller": SELLER}), "COVERED")

    def test_in_a_lot_with_several_suppliers_supplier_id_says_whose_id_it_is(self):
        lot = [agreement(categories=""), agreement(categories="", supplier_id=STRANGER)]
        row = item(item_scheme="SELLER", item_id="A1")
        self.assertEqual(coverage(agreements=lot, items=[row], sellers_item_id="A1"),
                         "NOT_COVERED")
        row["supplier_id"] = STRANGER
        self.assertEqual(coverage(agreements=lot, items=[row], sellers_item_id="A1"), "COVERED")

    def test_only_suppliers_valid_on_the_date_make_a_lot_one_of_several(self):
        lot = [agreement(categories="", valid_to="2020-01-01"),
               agreement(categories="", supplier_id=STRANGER)]
        row = item(item_scheme="SELLER", item_id="A1")
        self.assertEqual(coverage(agreements=lot, items=[row], sellers_item_id="A1"), "COVERED")

    def test_by_contract_id_when_its_supplier_sells_and_the_category_is_unknown(self):
        given = {"agreements": [agreement(categories="")],
                 "document": {"contract_reference": " K1 ", "seller": SELLER}}
        self.assertEqual(coverage(**given, **NO_CATEGORY), "COVERED")
        self.assertEqual(coverage(**given), "NOT_COVERED")
        given["document"]["seller"] = STRANGER
        self.assertEqual(coverage(**given, **NO_CATEGORY), "COVERAGE_UNDETERMINED")

    def test_validity_and_entitlement_hold_for_item_and_contract_too(self):
        for row in ({"valid_to": "2026-01-31"}, {"participants": OTHER_BUYER}):
            rows = [agreement(categories="", **row)]
            self.assertEqual(coverage(agreements=rows, items=[item()], **GTIN), "NOT_COVERED")
            self.assertEqual(
                coverage(agreements=rows, **NO_CATEGORY,
                         document={"contract_reference": "K1", "seller": SELLER}), "NOT_COVERED")

    def test_the_contract_id_may_come_from_the_known_order(self):
        placed = cases.order(seller=SELLER, contract_reference="K1")
        invoice = cases.document(seller=SELLER, order_reference="PO1",
                                 lines=[cases.line(**NO_CATEGORY)])
        self.assertEqual(
            cases.first_line([invoice, placed], agreements=[agreement(categories="")])["coverage"],
            "COVERED")


class NotKnown(unittest.TestCase):
    def test_category_unknown_and_some_agreement_valid_is_undetermined(self):
        self.assertEqual(coverage(agreements=[agreement()], **NO_CATEGORY),
                         "COVERAGE_UNDETERMINED")

    def test_no_agreement_valid_on_the_date_is_certainly_not_covered(self):
        self.assertEqual(coverage(agreements=[agreement(valid_to="2020-01-01")], **NO_CATEGORY),
                         "NOT_COVERED")

    def test_an_item_of_an_agreement_that_does_not_entitle_is_known(self):
        self.assertEqual(
            coverage(agreements=[agreement(participants=OTHER_BUYER)], items=[item()],
                     **NO_CATEGORY, **GTIN), "NOT_COVERED")

    def test_an_item_of_an_agreement_that_is_not_valid_does_not_help(self):
        rows = [agreement(valid_to="2020-01-01"), agreement(agreement_id="K2")]
        self.assertEqual(coverage(agreements=rows, items=[item()], **NO_CATEGORY, **GTIN),
                         "COVERAGE_UNDETERMINED")


class Counts(unittest.TestCase):
    def counting(self, *rows, **content):
        found = one(agreements=rows, document=content)["agreement"]
        return "/".join(found.get(f, "") for f in ("agreement_id", "lot_id"))

    def test_the_one_that_the_contract_id_names(self):
        rows = (agreement(valid_from="2026-01-01"), agreement(agreement_id="K2"))
        self.assertEqual(self.counting(*rows, contract_reference="K2"), "K2/")

    def test_a_contract_id_that_names_none_is_ignored(self):
        rows = (agreement(valid_from="2026-01-01"), agreement(agreement_id="K2"))
        self.assertEqual(self.counting(*rows, contract_reference="K9"), "K1/")

    def test_else_one_whose_supplier_is_the_seller(self):
        rows = (agreement(valid_from="2026-01-01"),
                agreement(agreement_id="K2", supplier_id=STRANGER))
        self.assertEqual(self.counting(*rows), "K2/")

    def test_else_the_later_valid_from(self):
        rows = (agreement(), agreement(agreement_id="K2", valid_from="2026-01-01"))
        self.assertEqual(self.counting(*rows), "K2/")

    def test_then_the_smaller_agreement_lot_and_supplier_id(self):
        rows = (agreement(agreement_id="K2", lot_id="1"), agreement(agreement_id="K10", lot_id="2"),
                agreement(agreement_id="K10", lot_id="10"))
        self.assertEqual(self.counting(*rows), "K10/10")

    def test_on_agreement_when_the_seller_has_a_valid_row_in_the_lot_of_any_rank(self):
        rows = [agreement(rank="1"), agreement(supplier_id=STRANGER, rank="2", categories="")]
        self.assertTrue(one(agreements=rows)["on_agreement"])
        rows[1]["valid_to"] = "2026-01-31"
        self.assertFalse(one(agreements=rows)["on_agreement"])

    def test_on_agreement_and_potential_are_absent_when_undetermined(self):
        found = one(agreements=[agreement()], **NO_CATEGORY)
        self.assertNotIn("on_agreement", found)
        self.assertNotIn("potential", found)

    def test_potential_follows_e_commerce_of_the_agreement_that_counts(self):
        for cell, want in (("yes", True), ("no", False), ("", None)):
            found = one(agreements=[agreement(e_commerce=cell)])
            self.assertEqual(found.get("potential"), want)
        self.assertIs(one()["potential"], False)


if __name__ == "__main__":
    unittest.main()
