"""Goal: documents whose heads and lines the corpus holds apart are read as the second extractor reads them.
Method: heads and lines of the corpus are put together as the systems themselves expand them, written to a folder that
lasts as long as the test, and read by `procured evaluate` and by the extractors. Skipped without the corpus."""

import json
import pathlib
import tempfile
import unittest

from extract import compare, dynamics_bc, sap_s4hana, shopify
from extract_test import CORPUS, read_by_procured

BC = CORPUS / "dynamics-bc"
ORDERS = CORPUS / "s4hana-odata" / "API_PURCHASEORDER_PROCESS_SRV"
INVOICES = CORPUS / "s4hana-odata" / "API_SUPPLIERINVOICE_PROCESS_SRV"
CAPTURED = CORPUS / "s4hana-odata" / "latonaio-purchase-order-reads-sandbox" / "Outputs"
CAPTURED_INVOICES = CORPUS / "s4hana-odata" / "latonaio-supplier-invoice-reads-sandbox" / "Outputs"
SHOP = CORPUS / "shopify"


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _results(path):
    return _read(path)["d"]["results"]


def _captured(path):
    return {"results": _read(path)["message"]}


def business_central(with_tax):
    """A list of one invoice, credit memo and order each, with their lines."""
    records = []
    for name, lines in (("invoice", "purchaseInvoiceLines"), ("creditmemo", "purchaseCreditMemoLines"),
                        ("order", "purchaseOrderLines")):
        record = _read(BC / f"dynamics_purchase{name}_get.json")
        record[lines] = [_read(BC / f"dynamics_purchase{name}line_get.json")]
        records.append({**record, "pricesIncludeTax": with_tax})
    return {"value": records}


def receipts():
    """A list of one receipt with its line."""
    lines = [_read(BC / "dynamics_purchasereceiptline_get.json")]
    return {"value": [{**_read(BC / "dynamics_purchasereceipt_get.json"), "purchaseReceiptLines": lines}]}


def orders():
    """Orders with an item each, and each item with its account, delivery and price."""
    details = {"to_AccountAssignment": _captured(CAPTURED / "purchase-order-header-05-item-account-sample.json"),
               "to_ScheduleLine": _captured(CAPTURED / "purchase-order-header-03-item-schedule-line-sample.json"),
               "to_PurchaseOrderPricingElement":
                   _captured(CAPTURED / "purchase-order-header-04-item-pricing-element-sample.json")}
    heads, items = _results(ORDERS / "A_PurchaseOrder.json"), _results(ORDERS / "A_PurchaseOrderItem.json")
    return {"d": {"results": [{**head, "to_PurchaseOrderItem": {"results": [{**item, **details}]}}
                              for head, item in zip(heads, items)]}}


def invoices():
    """Invoices, one reversed and one reversing, with items of three kinds."""
    ledger = _results(INVOICES / "A_SupplierInvoiceItemGLAcct.json")
    items = {"to_SuplrInvcItemAsset": {"results": _results(INVOICES / "A_SupplierInvoiceItemAsset.json")},
             "to_SuplrInvcItemPurOrdRef":
                 _captured(CAPTURED_INVOICES / "supplier-invoice-purchase-order-01-sample.json")}
    return {"d": {"results": [{**head, **items, "to_SupplierInvoiceItemGLAcct": {"results": [ledger[i % len(ledger)]]}}
                              for i, head in enumerate(_results(INVOICES / "A_SupplierInvoice.json"))]}}


def shop_orders():
    """A list of orders with the lines of another order and of a refund."""
    root = _read(SHOP / "orders.json")
    refunded = [each["line_item"] for each in _read(SHOP / "refund.json")["refund"]["refund_line_items"]]
    root["orders"][0]["line_items"] = _read(SHOP / "order.json")["order"]["line_items"] + refunded
    return root


@unittest.skipUnless(CORPUS.is_dir(), "the corpus is not present")
class JoinedTest(unittest.TestCase):
    def check(self, extractor, root, count):
        with tempfile.TemporaryDirectory(prefix="procured-joined-") as folder:
            path = pathlib.Path(folder, "joined.json")
            path.write_text(json.dumps(root), encoding="utf-8")
            extracted = extractor.extract(path)
            documents, refused = read_by_procured(pathlib.Path(folder))
        normalised = [compare.projected(content) for content in documents.get(str(path), [])]
        self.assertEqual(len(extracted), count)
        by_id = {"key": lambda each: (each["kind"], each["id"])}
        self.assertEqual(compare.differences(sorted(extracted, **by_id), sorted(normalised, **by_id)), [], refused)

    def test_business_central(self):
        self.check(dynamics_bc, business_central(with_tax=False), 3)

    def test_business_central_with_tax_in_its_prices(self):
        self.check(dynamics_bc, business_central(with_tax=True), 3)

    def test_receipts_of_business_central(self):
        self.check(dynamics_bc, receipts(), 1)

    def test_orders_of_s4hana(self):
        self.check(sap_s4hana, orders(), 5)

    def test_invoices_of_s4hana(self):
        self.check(sap_s4hana, invoices(), 5)

    def test_shopify(self):
        self.check(shopify, shop_orders(), 1)


if __name__ == "__main__":
    unittest.main()
