"""Makes the fixtures of this folder: the same four small tables in every format that officers hand in.

    pip install openpyxl==3.1.5 msoffcrypto-tool
    apt-get install libreoffice-calc-nogui
    python3 tests/tables/make.py

The plain tables are plain/*.csv; all else is made of them. Files by a program differ in dates and ids from run to run,
so what is committed is one run.
"""

import csv
import datetime
import pathlib
import shutil
import subprocess
import tempfile
import unicodedata

import openpyxl
from openpyxl.styles import Font
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

HERE = pathlib.Path(__file__).parent
NAMES = ["communes", "points", "schedule", "progress"]
DATES = {"date", "from", "until"}
TIMES = {"start", "end"}
COUNTS = {"adults", "signatures"}
SHARES = {"covered"}


def rows(name):
    with open(HERE / "plain" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def windows_1258(text):
    """As Windows does it: vowels with their hats are letters of the code page, tone marks stand behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out += base + "".join(part for part in parts if part in tones)
    return out.encode("cp1258")


def delimited(table, separator):
    """Quotes as Excel does: where a cell holds the separator, a quote or a line break. Lines end in CRLF."""
    def cell(text):
        if any(sign in text for sign in [separator, '"', "\n"]):
            return '"' + text.replace('"', '""') + '"'
        return text
    return "".join(separator.join(cell(text) for text in row) + "\r\n" for row in table)


def as_excel_shows(name, table):
    """What Excel writes into text files: dates and times as the Vietnamese locale shows them, counts with points."""
    header, *records = table
    shown = [header]
    for record in records:
        row = []
        for column, text in zip(header, record):
            if text and column in DATES:
                text = datetime.date.fromisoformat(text).strftime("%d/%m/%Y")
            elif text and column in TIMES:
                text = datetime.time.fromisoformat(text).strftime("%-H:%M")
            elif text and column in COUNTS:
                text = f"{int(text):,}".replace(",", ".")
            elif text and column in SHARES | {"lat", "lon"}:
                text = text.replace(".", ",")
            row.append(text)
        shown.append(row)
    return shown


def value(column, text):
    """What the cell holds in a workbook."""
    if not text:
        return None, None
    if column in DATES:
        return datetime.date.fromisoformat(text), "dd/mm/yyyy"
    if column in TIMES:
        return datetime.time.fromisoformat(text), "h:mm"
    if column in COUNTS:
        return int(text), "#,##0"
    if column in SHARES:
        return float(text.rstrip("%")) / 100, "0.00%"
    if column in {"lat", "lon"}:
        return float(text), "General"
    if column == "commune" and not text.startswith("0"):
        return int(text), "General"
    return text, "@"


def workbook(name, table):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bảng"
    fill(sheet, table)
    return book


def fill(sheet, table, first_row=1):
    header, *records = table
    for column, title in enumerate(header, 1):
        sheet.cell(first_row, column, title).font = Font(bold=True)
    for row, record in enumerate(records, first_row + 1):
        for column, (title, text) in enumerate(zip(header, record), 1):
            held, form = value(title, text)
            if held is not None:
                cell = sheet.cell(row, column, held)
                cell.number_format = form


def save(folder, name, data):
    path = HERE / folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def texts():
    for name in NAMES:
        shown = as_excel_shows(name, rows(name))
        save("excel-1258", f"{name}.csv", windows_1258(delimited(shown, ";")))
        save("excel-utf8", f"{name}.csv", b"\xef\xbb\xbf" + delimited(shown, ";").encode())
        save("excel-unicode-text", f"{name}.tsv", b"\xff\xfe" + delimited(shown, "\t").encode("utf-16-le"))
        nfd = unicodedata.normalize("NFD", delimited(rows(name), ","))
        save("mac-nfd", f"{name}.csv", nfd.replace("\r\n", "\n").encode())


def yaml():
    for name in NAMES:
        header, *records = rows(name)
        out = ""
        for record in records:
            mark = "- "
            for column, text in zip(header, record):
                if not text:
                    continue
                if "\n" in text:
                    text = "|-\n" + "\n".join(f"    {line}" for line in text.split("\n"))
                elif any(sign in text for sign in ":#\"'") or text.strip() != text:
                    text = "'" + text.replace("'", "''") + "'"
                out += f"{mark}{column}: {text}\n"
                mark = "  "
        save("yaml", f"{name}.yaml", out.encode())


def markdown():
    header, *records = rows("schedule")
    def line(cells):
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |\n"
    out = "# Lịch tháng 10\n\nLịch này thay lịch cũ.\n\n| việc | ai |\n| --- | --- |\n| loa | xã |\n\n"
    out += line(header) + line(["---"] * len(header)) + "".join(line(record) for record in records)
    out += "\nMọi thắc mắc xin gọi số máy ở trên.\n"
    save("markdown", "schedule.md", out.encode())


def workbooks():
    for name in NAMES:
        path = HERE / "openpyxl" / f"{name}.xlsx"
        path.parent.mkdir(exist_ok=True)
        workbook(name, rows(name)).save(path)
    for ending, folder in [("xlsx", "libreoffice-xlsx"), ("ods", "libreoffice-ods")]:
        with tempfile.TemporaryDirectory() as out:
            files = [str(HERE / "openpyxl" / f"{name}.xlsx") for name in NAMES]
            subprocess.run(["soffice", "--headless", "--convert-to", ending, "--outdir", out, *files], check=True)
            (HERE / folder).mkdir(exist_ok=True)
            for name in NAMES:
                shutil.copy(f"{out}/{name}.{ending}", HERE / folder)


def odd():
    folder = HERE / "odd"
    folder.mkdir(exist_ok=True)

    book = workbook("progress", rows("progress"))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(folder / "progress-1904.xlsx")

    # As an officer builds it: a merged title, a column of numbers, a second sheet with notes, a hidden copy, formulas
    # (their values are there because LibreOffice opens and saves the file), a total row, rich text.
    table = rows("progress")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ghi chú"
    sheet["A1"] = "Số liệu do Công an xã cung cấp"
    sheet = book.create_sheet("Tiến độ")
    sheet.merge_cells("A1:E1")
    sheet["A1"] = "ỦY BAN NHÂN DÂN PHƯỜNG TÂN TRIỀU"
    sheet.merge_cells("A2:E2")
    sheet["A2"] = "TIẾN ĐỘ CẤP CHỮ KÝ SỐ"
    fill(sheet, table, 4)
    last = 4 + len(table) - 1
    header = table[0]
    signatures = header.index("signatures") + 1
    letter = openpyxl.utils.get_column_letter(signatures)
    sheet.cell(last, signatures, f"=10*{table[-1][signatures - 1]}/10")
    sheet.cell(last + 1, 1, "Tổng cộng")
    sheet.cell(last + 1, signatures, f"=SUM({letter}5:{letter}{last})")
    sheet["A4"] = CellRichText("Ng", TextBlock(InlineFont(b=True), "ày"))
    copy = book.create_sheet("Tiến độ (2)")
    fill(copy, [table[0], *table[1:2]])
    copy.sheet_state = "hidden"
    with tempfile.TemporaryDirectory() as out:
        book.save(f"{out}/progress-officer.xlsx")
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(folder), f"{out}/progress-officer.xlsx"],
            check=True)
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "ods", "--outdir", str(folder), f"{out}/progress-officer.xlsx"],
            check=True)
    # The old kind, and one with a password.
    source = HERE / "openpyxl" / "points.xlsx"
    subprocess.run(["soffice", "--headless", "--convert-to", "xls", "--outdir", str(folder), str(source)],
                   check=True)

    locked = [str(source), str(folder / "points-locked.xlsx")]
    subprocess.run(["python3", "-m", "msoffcrypto", "-e", "-p", "mat khau", *locked], check=True)

    book = workbook("points", rows("points"))
    fill(book.create_sheet("Bảng (2)"), rows("points"))
    book.save(folder / "points-two-sheets.xlsx")

    # A formatted column to the last row, as clicking on a column's head makes it, and a stray blank far away.
    book = workbook("points", rows("points"))
    sheet = book.active
    sheet["A1048576"].number_format = "@"
    sheet["XFD1048576"] = " "
    book.save(folder / "points-far.xlsx")
    subprocess.run(["soffice", "--headless", "--convert-to", "ods", "--outdir", str(folder),
                    str(folder / "points-far.xlsx")], check=True)


texts()
yaml()
markdown()
workbooks()
odd()
