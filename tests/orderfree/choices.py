"""The few values that nasty municipalities are drawn from, so that everything collides."""

DATES = ("2025-11-15", "2025-12-31", "2026-01-01", "2026-01-15", "2026-02-01", "2026-02-28",
         "2026-03-10")
STARTS = ("", "", "", "") + DATES
ENDS = ("",) * 8 + DATES
KNOWN_ON = ("", "", "", "2026-01-05", "2026-02-05", "2026-02-05T08:30:00Z",
            "2026-02-05T09:00:00+01:00")
COLUMNS = {
    "agreements": "buyer_id agreement_id lot_id title supplier_id supplier_name rank category_scheme "
                  "categories valid_from valid_to option_to option_exercised_on ceiling currency "
                  "e_commerce channels fees_allowed saving_rate saving_base participants clauses "
                  "owner_unit known_on op",
    "agreement_items": "buyer_id agreement_id lot_id item_scheme item_id name category unit price "
                       "base_quantity currency baseline_price labels valid_from valid_to "
                       "supplier_id participants known_on op",
    "units": "buyer_id unit_id name parent_id kind headcount references valid_from valid_to "
             "known_on op",
    "suppliers": "supplier_id name other_ids bank_accounts default_category_scheme "
                 "default_category valid_from valid_to known_on op",
}
UNITS = ("u1", "u2", "u3", "u4")
REFERENCES = ("r1", "r2", "r3", "loc1", "c1", "c2")
AGREEMENTS = ("K1", "K2", "K3")
ODD_AGREEMENTS = ("K|1", "K")  # the bar joins keys
LOTS = ("", "L1", "L2")
ODD_LOTS = ("1|L1", "\\")
PREFIXES = ("50", "5018", "50181900", "15", "158", "15811100")
CODES = (("TST", "50181900"), ("TST", "50181901"), ("TST", "50192301"), ("STI", "15811100"), ("STI", "15811100-7"),
         ("STI", "15000000"), ("MP", "50181900"), ("TST", ""), ("STI", "30192700"))
SELLER_ITEMS = ("A1", "A2", "A3")
GTINS = ("7038010000010", "07038010000010", "70380100")
BUYER_ITEMS = ("B1", "A1")
MEASURES = ("EA", "C62", "EA", "C62", "KGM", "GRM", "TNE", "LTR", "XPK", "HUR")
PRICES = ("10", "12.5", "9.99", "0.333", "100", "0")
AMOUNTS = ("100", "33.33", "0", "-50", "0.01", "250.125", "1000", "19.999", "-0.5")
QUANTITIES = ("1", "3", "12", "0", "-2", "0.5", "7")
ORDER_IDS = ("PO1", "PO2", "PO3")
CATALOGUE_IDS = ("CAT1", "CAT2", "CAT3")
UNREADABLE = {"valid_from": "2026-02-30", "valid_to": "tomorrow", "known_on": "now"}
SHARES = ("10", "0.05", "-3.333", "100", "0.001", "7")


def organisation(stem):
    """A synthetic Norwegian organisation number that passes mod 11."""
    for last in range(10):
        digits = f"{stem}{last}"
        weights = (3, 2, 7, 6, 5, 4, 3, 2, 1)
        if sum(int(d) * w for d, w in zip(digits, weights)) % 11 == 0:
            return digits
    return organisation(f"{int(stem) + 1:08d}")


BUYERS = tuple(organisation(stem) for stem in ("31000010", "31000020", "31000030"))
BUYER_GLNS = ("7080000000012", "7080000000029", "7080000000036")
SELLERS = tuple(organisation(stem) for stem in ("32000010", "32000020", "32000030"))
GLN = "7080000000005"

# One party written in several ways; the last two are ids that only other_ids can resolve.
SELLER_PARTIES = (
    {"legal": (SELLERS[0], "0192"), "name": "Baker"},
    {"legal": (f"{SELLERS[0][:3]} {SELLERS[0][3:6]} {SELLERS[0][6:]}", ""), "name": "Baker"},
    {"vat": (f"NO{SELLERS[0]}MVA", ""), "name": "Baker"},
    {"legal": (SELLERS[1], "0192"), "vat": (f"NO{SELLERS[0]}MVA", ""), "name": "Grocer"},
    {"endpoint": (SELLERS[2], "0192"), "name": "Stationer"},
    {"party": (GLN, "0088"), "name": "Baker by GLN"},
    {"legal": ("DE123456789", "9930"), "name": "Bäcker"},
)
OTHER_IDS = (f"0088:{GLN}", "9930:DE123456789", GLN, f"NO{SELLERS[2]}MVA")
