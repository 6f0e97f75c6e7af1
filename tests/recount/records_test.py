"""Goal: identity, sightings, register versions and parties are read as definitions.md §1 says.
Method: small cases decided by hand, one per sentence."""

import unittest

import cases
import documents
import party


class PartyIdentity(unittest.TestCase):
    def test_a_norwegian_organisation_number_is_one_id_however_it_is_written(self):
        for value, scheme in (
            ("987654325", ""), ("987 654 325", ""), ("987654325", "0192"), ("987654325", "9908"),
            ("987654325", "NO:ORGNR"), ("NO987654325MVA", ""), ("NO 987 654 325 MVA", ""),
            ("987654325MVA", ""), ("0192:987654325", ""), (" 987654325 ", "0192"),
        ):
            self.assertEqual(party.canonical(value, scheme), "0192:987654325", (value, scheme))

    def test_nine_bare_digits_that_fail_mod_11_stay_text(self):
        self.assertEqual(party.canonical("987654321"), "987654321")

    def test_thirteen_bare_digits_that_pass_mod_10_are_a_gln(self):
        self.assertEqual(party.canonical("7080000000005"), "0088:7080000000005")
        self.assertEqual(party.canonical("7080000000006"), "7080000000006")

    def test_anything_else_is_its_stated_scheme_and_the_trimmed_text(self):
        self.assertEqual(party.canonical(" 12345674 ", "0184"), "0184:12345674")
        self.assertEqual(party.canonical(" supplier 7 "), "supplier 7")

    def test_the_seller_is_legal_id_then_vat_id_then_endpoint_then_party_id(self):
        full = {
            "legal_id": "1", "legal_scheme": "0184", "vat_id": "SE2", "endpoint_id": "3",
            "endpoint_scheme": "0007", "identifications": [{"id": "4", "scheme": "0060"}],
        }
        expected = ["0184:1", "SE2", "0007:3", "0060:4", ""]
        for lost, want in zip((None, "legal_id", "vat_id", "endpoint_id", "identifications"),
                              expected):
            full.pop(lost, None)
            self.assertEqual(party.party_of(full), want)

    def test_only_a_ledger_knows_a_seller_by_its_name(self):
        content = {"kind": "LEDGER_ENTRY", "seller": {"name": " Axle  and Sons "}}
        self.assertEqual(party.seller_of(content), "name:AXLE AND SONS")
        self.assertEqual(party.seller_of({**content, "kind": "INVOICE"}), "")
        content["seller"]["legal_id"] = "987654325"
        self.assertEqual(party.seller_of(content), "0192:987654325")

    def test_a_buyers_identifiers_lead_to_its_id(self):
        buyers = party.Buyers([{"id": "310000108", "identifiers": ["7080000000005"]}])
        self.assertEqual(buyers.resolve("0088:7080000000005"), "0192:310000108")

    def test_other_ids_lead_to_the_supplier_without_a_date(self):
        fact = cases.recounted(
            [cases.document(seller="0088:7080000000005")],
            suppliers=[cases.supplier(other_ids="7080000000005", valid_to="2020-01-01")],
        )["I1"]
        self.assertEqual(fact["seller_id"], cases.SELLER)
        self.assertEqual(fact["identity"]["seller_id"], "0088:7080000000005")


class Sightings(unittest.TestCase):
    def merged(self, *sightings):
        return cases.recounted(sightings)["I1"]

    def test_one_document_under_two_names_counts_once(self):
        fact = self.merged(cases.document(), cases.document(place="b.xml"))
        self.assertEqual((fact["amount"], len(fact["sightings"])), ("100", 2))

    def test_connector_precedence_comes_first(self):
        fact = self.merged(
            cases.document(type_code="380", content_hash="ff"),
            cases.document(type_code="384", place="b.xml", precedence=1),
        )
        self.assertEqual(fact["type_code"], "384")

    def test_then_the_sources_revision_as_a_number(self):
        fact = self.merged(
            cases.document(type_code="380", source_revision="9", content_hash="ff"),
            cases.document(type_code="384", place="b.xml", source_revision="10"),
        )
        self.assertEqual(fact["type_code"], "384")

    def test_then_the_later_issue_date(self):
        fact = self.merged(
            cases.document(content_hash="ff"),
            cases.document(place="b.xml", issue_date="2026-02-02"),
        )
        self.assertEqual(fact["issue_date"], "2026-02-02")

    def test_then_the_greater_content_hash(self):
        fact = self.merged(
            cases.document(type_code="380", content_hash="0a"),
            cases.document(type_code="384", content_hash="0b", place="b.xml"),
        )
        self.assertEqual(fact["type_code"], "384")
        self.assertEqual([s["content_hash"] for s in fact["sightings"]], ["0b", "0a"])

    def test_a_field_that_the_first_lacks_comes_from_the_next(self):
        fact = self.merged(
            cases.document(content_hash="0b"),
            cases.document(place="b.xml", content_hash="0a", contract_reference="K1"),
        )
        self.assertEqual(fact["contract_reference"], "K1")

    def test_the_lines_are_one_field(self):
        fact = self.merged(
            cases.document(content_hash="0b", lines=[cases.line(line_extension_amount="7")]),
            cases.document(content_hash="0a", place="b.xml",
                           lines=[cases.line(), cases.line(id="2")]),
        )
        self.assertEqual(fact["amount"], "7")

    def test_other_year_seller_kind_or_buyer_is_another_document(self):
        different = [
            cases.document(), cases.document(issue_date="2025-02-01"),
            cases.document(seller=cases.SELLER), cases.document(kind="CREDIT_NOTE"),
            cases.document(buyer=cases.OTHER_BUYER),
        ]
        self.assertEqual(len({documents.key_of(d["identity"]) for d in different}), 5)

    def test_a_bar_inside_a_part_of_the_key_is_escaped(self):
        self.assertEqual(documents.joined("a|b", "c\\d", 1), "a\\|b|c\\\\d|1")


class RegisterVersions(unittest.TestCase):
    """Which title of one agreement row holds; titles are told apart by saving_rate."""

    def rate(self, *rows, files=None):
        tables = files or {"agreements.csv": rows}
        found = cases.read(tables)["agreement"]
        return [str(row.saving_rate) for row in found]

    @staticmethod
    def row(rate, **more):
        return cases.agreement(saving_rate=rate) | {"known_on": "", "op": ""} | more

    @staticmethod
    def withdrawal(**more):
        key = {"buyer_id": cases.BUYER, "agreement_id": "K1", "lot_id": "",
               "supplier_id": cases.SELLER}
        return key | {"op": "delete"} | more

    def test_of_rows_without_known_on_the_last_in_path_and_row_holds(self):
        self.assertEqual(self.rate(self.row("1"), self.row("2")), ["2"])
        self.assertEqual(
            self.rate(files={"b_agreements.csv": [self.row("1")],
                             "a_agreements.csv": [self.row("2")]}), ["1"])

    def test_the_greatest_known_on_holds_wherever_it_stands(self):
        self.assertEqual(
            self.rate(self.row("1", known_on="2026-02-01"), self.row("2", known_on="2026-01-01"),
                      self.row("3")), ["1"])

    def test_known_on_may_be_an_instant(self):
        self.assertEqual(
            self.rate(self.row("1", known_on="2026-02-01T10:00:00Z"),
                      self.row("2", known_on="2026-02-01")), ["1"])

    def test_delete_without_known_on_withdraws_every_version_before_it(self):
        self.assertEqual(
            self.rate(self.row("1", known_on="2026-02-01"), self.row("2"), self.withdrawal()), [])

    def test_delete_without_known_on_leaves_versions_after_it(self):
        self.assertEqual(
            self.rate(self.row("1", known_on="2026-02-01"), self.withdrawal(), self.row("2")),
            ["2"])

    def test_delete_with_known_on_leaves_versions_with_a_greater_one(self):
        self.assertEqual(
            self.rate(self.row("1", known_on="2026-03-01"),
                      self.withdrawal(known_on="2026-02-01")), ["1"])
        self.assertEqual(
            self.rate(self.withdrawal(known_on="2026-02-01"),
                      self.row("1", known_on="2026-01-01"), self.row("2")), [])

    def test_delete_without_an_earlier_row_changes_nothing(self):
        self.assertEqual(self.rate(self.withdrawal(), self.row("1")), ["1"])

    def test_another_valid_from_is_another_period_of_an_item(self):
        found = cases.read({"agreement_items.csv": [
            cases.item(valid_from="2026-01-01"), cases.item(valid_from="2026-02-01")]})
        self.assertEqual(len(found["item"]), 2)

    def test_another_valid_from_is_a_version_of_an_agreement(self):
        found = self.rate(self.row("1", valid_from="2026-01-01"),
                          self.row("2", valid_from="2025-01-01"))
        self.assertEqual(found, ["2"])

    def test_ids_in_registers_are_read_as_party_ids(self):
        found = cases.read({"agreements.csv": [cases.agreement(
            buyer_id="NO 310 000 108 MVA", supplier_id="320000106", participants="310000205|u")]})
        row = found["agreement"][0]
        self.assertEqual((row.owner, row.supplier_id), (cases.BUYER, cases.SELLER))
        self.assertEqual((row.participant_buyers, row.participant_units),
                         ([cases.OTHER_BUYER], ["u"]))


if __name__ == "__main__":
    unittest.main()
