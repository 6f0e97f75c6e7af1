"""Where the two files of a pair differ themselves, each with the reason that stands in the files.

A difference is (path in the normalised document, value in UBL, value in CII); None: absent."""

DUMMY_ORDER = "UBL needs an order reference to hold the seller's order number, and writes a dummy; CII has none"
OUTSIDE_MEANS = ("CII writes the payment reference (BT-83) beside the payment means, not in them: "
                 "the mapping language cannot take it in yet")
ZEROS = "CII writes a total of zero where UBL leaves it out"

# name of the pair: {difference: reason}
DIFFERENCES = {
    "ubl-sample-invoice": {("document/payment_means/0/payment_id", "0026011700", None): OUTSIDE_MEANS},
    "01.02a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.08a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.09a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.10a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.11a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.12a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.13a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.14a-INVOICE": {
        ("document/payment_means/0/payment_id", "Deb. 12345 / Fact. 9876543", None): OUTSIDE_MEANS},
    "01.15a-INVOICE": {("document/payment_means/0/payment_id", "0000123456", None): OUTSIDE_MEANS},
    "01.20a-INVOICE": {
        ("document/payment_means/0/payment_id", "1234567890", None): OUTSIDE_MEANS,
        ("document/seller/address/city_name", "[Seller city]", "[City]"): "another placeholder",
        ("document/seller/address/street_name", "[Seller street]", "[Street]"): "another placeholder",
        ("document/totals/allowance_total_amount", None, "0"): ZEROS,
        ("document/totals/charge_total_amount", None, "0"): ZEROS,
        ("document/totals/prepaid_amount", None, "0"): ZEROS,
    },
    "01.21a-INVOICE": {
        ("document/seller/vat_id", "DE 123456789", "DE152338654"): "another VAT number",
        ("document/tax_subtotals/0/exemption_reason", "Umkehrung der Steuerschuldnerschaft",
         "als gemeinnützig anerkannt"): "another reason in the VAT breakdown; CII has UBL's on the line",
        ("document/totals/allowance_total_amount", None, "0"): ZEROS,
    },
}
