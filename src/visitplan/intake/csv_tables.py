"""CSV: delimiter told from the header, every broken row noted."""

import csv
import re
from collections.abc import Iterator

from visitplan.intake.codes import Code
from visitplan.intake.grid import LONGEST_CELL, Grid, GridRow
from visitplan.intake.report import Report, Spot

_DELIMITERS = (",", ";", "\t")
_TOLD = re.compile(r"sep=([,;\t])[ \t]*\r?\n", re.IGNORECASE)
"""A first line by which a spreadsheet program is told the delimiter; it shows it to nobody."""
_QUOTED = re.compile(r'"[^"]*"')


def read_csv(text: str, *, spot: Spot, report: Report) -> Grid | None:
    """Return the grid; its rows are parsed while they are asked for."""
    if told := _TOLD.match(text):
        text = text[told.end() :]
    delimiter = told[1] if told else delimiter_of(text)
    records = _records(text, delimiter, spot, report)
    header = next(records, None)
    if header is None:
        report.error(Code.FILE_EMPTY, spot, "the file is empty", "begin with a header row")
        return None
    headers = [str(cell or "").strip() for cell in header.cells]
    while headers and not headers[-1]:
        headers.pop()
    rows = _whole_rows(records, len(headers), spot, report)
    return Grid(headers, rows, decimal_comma=delimiter == ";")


def delimiter_of(text: str) -> str:
    """Return the delimiter that the header has most of, outside of quotes."""
    header = _QUOTED.sub("", first_line(text))
    return max(_DELIMITERS, key=header.count)


def first_line(text: str) -> str:
    """Return the first line with anything in it."""
    return next((line for line in _lines(text[:100_000]) if line.strip()), "")


def _lines(text: str) -> Iterator[str]:
    """Yield lines with their ends; only CR and LF end a line (not form feeds or U+2028)."""
    return (match[0] for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text))


def _records(text: str, delimiter: str, spot: Spot, report: Report) -> Iterator[GridRow]:
    """Yield records by their number in a spreadsheet; a broken quote is noted and ends them."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            _note_quotes(spot._replace(row=number), report)
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield GridRow(number, list(cells))


def _note_quotes(spot: Spot, report: Report) -> None:
    report.error(
        Code.QUOTES,
        spot,
        f"a quote opens here and is never closed rightly, or a cell exceeds {LONGEST_CELL} signs",
        'close it; a quote inside of quotes is written twice: ""',
    )


def _whole_rows(
    records: Iterator[GridRow], width: int, spot: Spot, report: Report
) -> Iterator[GridRow]:
    for row in records:
        cells = row.cells
        while len(cells) > width and not str(cells[-1]).strip():
            cells.pop()
        if len(cells) == width:
            yield row
        else:
            report.error(
                Code.RAGGED_ROW,
                spot._replace(row=row.number),
                f"has {len(cells)} cells where the header has {width}",
                "quote cells that contain the separator, or add the missing ones",
            )
