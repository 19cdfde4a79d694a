"""One table of a workbook: columns with a kind each, rows, and how they are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from babel.numbers import get_currency_precision
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from visitplan.render.safe_text import plain

Kind = Literal["text", "count", "time", "duration", "km", "money"]
Cell = str | float | datetime | None
LONGEST_TEXT = 32_767
PAPER_A4 = 9
UNITS: Mapping[str, int] = {"duration": 86_400, "km": 1000}
WIDTHS: Mapping[Kind, int] = {
    "text": 24,
    "count": 8,
    "time": 9,
    "duration": 10,
    "km": 10,
    "money": 12,
}


class Column(NamedTuple):
    """A heading, and of what kind the cells below it are.

    Durations are given in seconds, ``km`` in metres, money in minor units, times in the zone in
    which they are shown.
    """

    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """A table; ``total`` says whether its last row is a sum."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    total: bool = False


@dataclass(frozen=True)
class Styles:
    """The formats of one workbook; ``minor_units`` of the currency make a major one."""

    heading: Any
    cells: Mapping[tuple[Kind, bool], Any]
    minor_units: int

    @classmethod
    def of(cls, book: Workbook, currency: str) -> "Styles":
        """Make the formats for a book with amounts of one currency."""
        digits = get_currency_precision(currency)
        numbers: Mapping[Kind, str] = {
            "text": "@",
            "count": "0",
            "time": "hh:mm",
            "duration": "[h]:mm",
            "km": "0.0",
            "money": "#,##0" + ("." + "0" * digits if digits else ""),
        }
        cells = {
            (kind, bold): book.add_format({"num_format": number, "bold": bold, "valign": "top"})
            for kind, number in numbers.items()
            for bold in (False, True)
        }
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        return cls(heading, cells, 10**digits)


def write_sheet(book: Workbook, sheet: Sheet, styles: Styles) -> None:
    """Add a sheet to the book, ready to be printed a page wide with its headings repeated."""
    page = book.add_worksheet(sheet.name)
    page.set_landscape()
    page.set_paper(PAPER_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, WIDTHS[column.kind])
        page.write_string(0, place, column.title, styles.heading)
    for number, row in enumerate(sheet.rows, start=1):
        bold = sheet.total and number == len(sheet.rows)
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            style = styles.cells[column.kind, bold]
            if cell is not None:
                _write(page, (number, place), _shown(cell, column.kind, styles), style)


def _shown(cell: str | float | datetime, kind: Kind, styles: Styles) -> str | float | datetime:
    """Turn seconds into days, metres into kilometres and minor units into major ones."""
    if isinstance(cell, str):
        return plain(cell)[:LONGEST_TEXT]
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    return cell / UNITS.get(kind, styles.minor_units if kind == "money" else 1)


def _write(page: Worksheet, spot: tuple[int, int], value: object, style: Any) -> None:
    if isinstance(value, str):
        page.write_string(*spot, value, style)
    elif isinstance(value, datetime):
        page.write_datetime(*spot, value, style)
    else:
        page.write_number(*spot, value, style)
