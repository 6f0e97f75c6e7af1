"""Goal: the sample is what it says: well-formed Peppol documents with right arithmetic and valid numbers.
Method: the standard library's XML parser and exact decimals over every file, sharing no code with the simulator."""

import collections
import csv
import decimal
import filecmp
import pathlib
import re
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import command
import comparison

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
MINOR_DIGITS = {"NOK": 2, "EUR": 2, "SEK": 2, "ISK": 0}
PRIMES = (3, 2, 7, 6, 5, 4, 3, 2)


def path_of(path):
    return "/".join((CAC if part[0] == "+" else CBC) + part.lstrip("+") for part in path.split("/"))


def text(node, path):
    found = node.find(path_of(path))
    return None if found is None else found.text


def number(node, path):
    value = text(node, path)
    return decimal.Decimal(value) if value is not None else decimal.Decimal(0)


def fees(node):
    """Charges minus allowances directly below the node."""
    total = decimal.Decimal(0)
    for fee in node.findall(path_of("+AllowanceCharge")):
        sign = 1 if text(fee, "ChargeIndicator") == "true" else -1
        total += sign * number(fee, "Amount")
    return total


def passes_modulus_11(digits):
    rest = sum(int(digit) * weight for digit, weight in zip(digits, PRIMES)) % 11
    check = 0 if rest == 0 else 11 - rest
    return check == int(digits[8])


class SampleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.folder.name)
        cls.options = {"buyers": 5, "documents": 300, "months": 9}
        cls.sample = command.simulate(root / "first", seed=11, **cls.options)
        cls.again = command.simulate(root / "again", seed=11, **cls.options)
        cls.other = command.simulate(root / "other", seed=12, **cls.options)
        written = [(path, ElementTree.parse(path).getroot())
                   for path in sorted((cls.sample / "documents").rglob("*.xml"))]
        cls.documents = [each for each in written if not each[1].tag.endswith("}Catalogue")]
        cls.catalogues = [each for each in written if each[1].tag.endswith("}Catalogue")]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def billing(self):
        return [(path, root) for path, root in self.documents if not root.tag.endswith("}Order")]

    def files(self, folder):
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    def test_the_same_seed_gives_the_same_bytes(self):
        names = self.files(self.sample)
        self.assertEqual(names, self.files(self.again))
        same, different, unreadable = filecmp.cmpfiles(self.sample, self.again, names, shallow=False)
        self.assertEqual((len(same), different, unreadable), (len(names), [], []))

    def test_another_seed_gives_another_sample(self):
        self.assertNotEqual(self.files(self.sample), self.files(self.other))

    def test_each_buyer_has_exactly_the_documents_asked_for(self):
        counts = collections.Counter(path.relative_to(self.sample / "documents").parts[0] for path, _ in self.documents)
        self.assertEqual(list(counts.values()), [self.options["documents"]] * self.options["buyers"])

    def test_catalogues_stand_beside_what_is_bought(self):
        counts = collections.Counter(path.relative_to(self.sample / "documents").parts[:2] for path, _ in self.catalogues)
        buyers = {path.relative_to(self.sample / "documents").parts[0] for path, _ in self.documents}
        self.assertEqual(counts, {(buyer, "catalogues"): 3 for buyer in buyers})
        agreements = (self.sample / "registers" / "agreements.csv").read_text(encoding="utf-8")
        contracts = [text(root, "+ReferencedContract/ID") for _, root in self.catalogues]
        self.assertEqual(contracts.count(None), len(buyers))
        self.assertTrue(all(f",{contract}," in agreements for contract in contracts if contract))

    def test_documents_lie_in_the_folder_of_their_month(self):
        for path, root in self.documents:
            self.assertEqual(path.parent.name, text(root, "IssueDate")[:7])
            self.assertTrue("2025-10" <= path.parent.name <= "2026-06", path)

    def test_line_nets_follow_from_quantity_price_and_fees(self):
        for path, root in self.billing():
            digits = MINOR_DIGITS[text(root, "DocumentCurrencyCode")]
            unit = decimal.Decimal(1).scaleb(-digits)
            for line in [*root.findall(path_of("+InvoiceLine")), *root.findall(path_of("+CreditNoteLine"))]:
                quantity = number(line, "InvoicedQuantity") + number(line, "CreditedQuantity")
                base = number(line, "+Price/BaseQuantity") or decimal.Decimal(1)
                gross = (quantity * number(line, "+Price/PriceAmount") / base).quantize(unit, decimal.ROUND_HALF_UP)
                self.assertEqual(number(line, "LineExtensionAmount"), gross + fees(line), (path, text(line, "ID")))

    def test_totals_add_up(self):
        for path, root in self.billing():
            lines = [*root.findall(path_of("+InvoiceLine")), *root.findall(path_of("+CreditNoteLine"))]
            self.assertGreaterEqual(len(lines), 1)
            net = sum(number(line, "LineExtensionAmount") for line in lines)
            total = root.find(path_of("+LegalMonetaryTotal"))
            tax = number(root, "+TaxTotal/TaxAmount")
            self.assertEqual(number(total, "LineExtensionAmount"), net, path)
            self.assertEqual(number(total, "TaxExclusiveAmount"), net + fees(root), path)
            self.assertEqual(number(total, "ChargeTotalAmount") - number(total, "AllowanceTotalAmount"), fees(root))
            self.assertEqual(number(total, "TaxInclusiveAmount"), net + fees(root) + tax, path)
            self.assertEqual(number(total, "PayableAmount"), number(total, "TaxInclusiveAmount"), path)
            self.check_tax(path, root, net + fees(root), tax)

    def check_tax(self, path, root, net, tax):
        subtotals = root.findall(path_of("+TaxTotal/+TaxSubtotal"))
        unit = decimal.Decimal(1).scaleb(-MINOR_DIGITS[text(root, "DocumentCurrencyCode")])
        self.assertEqual(sum(number(each, "TaxableAmount") for each in subtotals), net, path)
        self.assertEqual(sum(number(each, "TaxAmount") for each in subtotals), tax, path)
        for each in subtotals:
            product = number(each, "TaxableAmount") * number(each, "+TaxCategory/Percent") / 100
            self.assertEqual(number(each, "TaxAmount"), product.quantize(unit, decimal.ROUND_HALF_UP), path)

    def test_invoices_have_the_size_of_real_ones(self):
        sizes = [path.stat().st_size for path, root in self.billing() if root.tag.endswith("}Invoice")]
        self.assertTrue(8_000 <= sum(sizes) / len(sizes) <= 12_000, sum(sizes) / len(sizes))

    def test_organisation_numbers_pass_modulus_11_and_belong_to_nobody(self):
        seen = set()
        for path in [*(self.sample / "registers").glob("*.csv"), self.sample / "procured.yaml"]:
            seen.update(re.findall(r"0192:(\d+)", path.read_text(encoding="utf-8")))
        for _, root in self.documents:
            for party in root.iter(CAC + "PartyLegalEntity"):
                company = party.find(CBC + "CompanyID")
                if company is not None and company.get("schemeID", "0192") == "0192":
                    seen.add(company.text.replace(" ", ""))
        self.assertGreater(len(seen), self.options["buyers"])
        for digits in seen:
            self.assertRegex(digits, r"^3\d{8}$")
            self.assertTrue(passes_modulus_11(digits), digits)

    def test_an_order_that_is_answered_was_sent(self):
        orders = {(text(root, "ID"), path.parts[-3]) for path, root in self.documents if root.tag.endswith("}Order")}
        for path, root in self.billing():
            reference = text(root, "+OrderReference/ID")
            if reference and reference.startswith("B"):
                self.assertIn((reference, path.parts[-3]), orders)

    def test_every_register_row_has_as_many_cells_as_its_header(self):
        for path in (self.sample / "registers").glob("*.csv"):
            with open(path, encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            self.assertGreater(len(rows), 1, path)
            self.assertEqual({len(row) for row in rows}, {len(rows[0])}, path)

    def test_the_share_bought_on_agreements_rises(self):
        shares = collections.defaultdict(lambda: [decimal.Decimal(0), decimal.Decimal(0)])
        for key, values in comparison.planted_cells(self.sample).items():
            _, kpi, _, month, currency = key
            if kpi == "agreement_loyalty_ratio" and currency == "NOK":
                shares[month][0] += decimal.Decimal(values[0])
                shares[month][1] += decimal.Decimal(values[1])
        months = sorted(shares)
        first, last = (sum(shares[m][0] for m in part) / sum(shares[m][1] for m in part)
                       for part in (months[:3], months[-3:]))
        self.assertGreater(last, first + decimal.Decimal("0.1"))


if __name__ == "__main__":
    unittest.main()
