"""Goal: a register in a spreadsheet is read as its table is in CSV.
Method: openpyxl, which shares no code with procured, writes workbooks at run time: numbers, dates of both systems, shared
and inline strings, sheets before the register's. What `procured connector try` says of them is compared with the same
table as CSV. Hostile archives are refused, soon."""

import csv
import datetime
import io
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import zipfile

try:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
except ImportError:
    openpyxl = None

HEADER = ["buyer_id", "agreement_id", "item_scheme", "item_id", "name", "price", "valid_from", "labels"]
ROWS = [
    ["958935420", "K-1", "SELLER", "007", 'Paper, "A4"', 39.9, datetime.date(2026, 3, 1), "eco"],
    ["958935420", "K-1", "SELLER", "8", "Blå penn", 0.1 + 0.2, datetime.date(1900, 3, 1), None],
    ["958935420", "K-1", "GTIN", "7310865004703", "Tape\nbrown", 1234567.25, datetime.date(2024, 2, 29), "a|b"],
]


def tried(path):
    done = subprocess.run([os.environ["PROCURED"], "connector", "try", str(path)], capture_output=True, text=True, check=False)
    return json.loads(done.stdout)


def records(path):
    answer = tried(path)
    return [part.get("record", part.get("error")) for part in answer["parts"]]


@unittest.skipIf(openpyxl is None, "python3-openpyxl is not installed")
class SpreadsheetsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="procured-sheets-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def workbook(self, name="Ark1", before=()):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title in before:
            book.create_sheet(title).append(["nothing"])
        sheet = book.create_sheet(name)
        sheet.append(HEADER)
        for row in ROWS:
            sheet.append(row)
            sheet.cell(sheet.max_row, 7).number_format = "dd.mm.yyyy"
        return book

    def save(self, book, name="register.xlsx"):
        path = self.folder / name
        book.save(path)
        return path

    def as_csv(self):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(HEADER)
        for row in ROWS:
            price = format(row[5], ".15g")
            writer.writerow([*row[:4], row[4].replace("\n", " "), price, row[6].isoformat(), row[7] or ""])
        path = self.folder / "register.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return path

    def test_a_sheet_says_what_its_table_says(self):
        expected = records(self.as_csv())
        self.assertEqual(len(expected), 3)
        self.assertEqual(records(self.save(self.workbook())), expected)

    def test_dates_of_the_system_of_1904(self):
        book = self.workbook()
        book.epoch = CALENDAR_MAC_1904
        book.active["G3"] = datetime.date(2025, 1, 31)
        found = records(self.save(book))
        self.assertEqual([each["agreement_item"]["valid_from"] for each in found], ["2026-03-01", "2025-01-31", "2024-02-29"])

    def test_the_sheet_called_as_the_register_is_read(self):
        expected = records(self.as_csv())
        self.assertEqual(records(self.save(self.workbook("Agreement_Items", before=["Notes"]))), expected)
        self.assertEqual(records(self.save(self.workbook("Other", before=["Notes"])))[0]["reason"], "not_recognised")

    def test_a_row_keeps_its_number_behind_blank_ones(self):
        book = self.workbook()
        book.active.append([])
        book.active.cell(9, 1, "958935420")
        answer = tried(self.save(book))
        self.assertEqual(answer["parts"][-1]["error"]["place"], "row 9, column agreement_id")

    def test_a_bomb_is_refused_soon(self):
        path = self.folder / "bomb.xlsx"
        self.save(self.workbook(), "sound.xlsx")
        with zipfile.ZipFile(self.folder / "sound.xlsx") as sound, \
                zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
            for name in sound.namelist():
                blanks = b" " * (30 << 20) if name.endswith("sheet1.xml") else b""
                bomb.writestr(name, sound.read(name) + blanks)
        started = time.monotonic()
        self.assertEqual(tried(path)["parts"][0]["error"]["reason"], "too_large")
        self.assertLess(time.monotonic() - started, 30, "it was unpacked")

    def test_what_is_broken_is_told(self):
        sound = self.save(self.workbook()).read_bytes()
        cut = self.folder / "cut.xlsx"
        cut.write_bytes(sound[: len(sound) // 2])
        self.assertEqual(tried(cut)["parts"][0]["error"]["reason"], "not_well_formed")
        other = self.folder / "other.zip"
        with zipfile.ZipFile(other, "w") as archive:
            archive.writestr("readme.txt", "x")
        self.assertEqual(tried(other)["parts"][0]["error"]["reason"], "not_recognised")


if __name__ == "__main__":
    unittest.main()
