"""Where the two files of a pair differ themselves, each with the reason that stands in the files.

A difference is (path in the normalised document, value in UBL, value in CII); None: absent."""

DUMMY_ORDER = "UBL needs an order reference to hold the seller's order number, and writes a dummy; CII has none"
ZEROS = "CII writes a total of zero where UBL leaves it out"

# name of the pair: {difference: reason}
DIFFERENCES = {
    "01.02a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.08a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.09a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.10a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.11a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.12a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.13a-INVOICE": {("document/order_reference", "Dummywert", None): DUMMY_ORDER},
    "01.20a-INVOICE": {
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
