"""Workbooks: the first visible sheet's values; formulas count by their last result."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from visitplan.intake.codes import Code
from visitplan.intake.grid import MOST_COLUMNS, MOST_ROWS, Grid, GridRow
from visitplan.intake.misread import MisreadError
from visitplan.intake.report import Report, Spot
from visitplan.intake.workbook_safety import refuse_unsafe

_LAST_ROW = MOST_ROWS + 1
"""A cell that stands (or pretends to) far below makes openpyxl fill in all rows between."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]{1,3})(\d{1,7})')


def read_workbook(content: bytes, *, spot: Spot, report: Report) -> Grid | None:
    """Return the grid of the first visible sheet; None with a finding when it cannot be read."""
    try:
        refuse_unsafe(content)
        return _grid(content, spot, report)
    except MisreadError as misread:
        report.misread(spot, misread)
    return None


def _grid(content: bytes, spot: Spot, report: Report) -> Grid | None:
    sheet = _first_visible_sheet(content, spot, report)
    for column, row in _merged_cells(content, sheet):
        report.error(
            Code.MERGED_CELLS,
            spot._replace(row=row, column=f"cell {column}{row}"),
            "is the corner of merged cells",
            "unmerge them and fill in every cell",
        )
    records = _records(sheet, spot, report)
    header = next(records, None)
    if header is None:
        report.error(
            Code.FILE_EMPTY, spot, "the sheet is empty", "put the table on the first sheet"
        )
        return None
    headers = ["" if cell is None else str(cell).strip() for cell in header.cells]
    return Grid(headers, _whole_rows(records, len(headers), spot, report))


def _first_visible_sheet(content: bytes, spot: Spot, report: Report) -> Any:
    sheets = _opened(content)
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if not visible:
        raise MisreadError(Code.WORKBOOK_BROKEN, "has no visible sheet", "unhide the table's sheet")
    if len(sheets) > 1:
        report.warn(
            Code.SHEET_IGNORED,
            spot,
            f"{len(sheets) - 1} other sheets are not read, {len(sheets) - len(visible)} are hidden",
            "keep the table on the first visible sheet",
        )
    return visible[0]


def _opened(content: bytes) -> list[Any]:
    import openpyxl  # noqa: PLC0415  (half of the time that starting up takes)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through whatever it stumbles over
        raise _broken() from error
    return list(workbook.worksheets)


def _merged_cells(content: bytes, sheet: Any) -> list[tuple[str, int]]:
    # openpyxl's read-only sheets do not know of merges, nor where they stand by a public name.
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = _MERGED.findall(archive.read(path)) if path in archive.namelist() else []
    return [(column.decode(), int(row)) for column, row in found[:100]]


def _records(sheet: Any, spot: Spot, report: Report) -> Iterator[GridRow]:
    """Yield rows that hold anything; what openpyxl stumbles over is noted and ends them."""
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(), start=1)
    number = 0
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                number, cells = next(rows, (number, None))
        except Exception:  # noqa: BLE001  (as above, now while the sheet is streamed)
            report.misread(spot._replace(row=number + 1), _broken())
            return
        if cells is None:
            return
        if number > _LAST_ROW or len(cells) > MOST_COLUMNS:
            report.error(
                Code.WORKBOOK_UNSAFE,
                spot._replace(row=number),
                f"reaches beyond column {MOST_COLUMNS} or row {_LAST_ROW:,}",
                "delete the empty rows and columns around the table",
            )
            return
        values = [_value(cell, spot, report) for cell in cells]
        if any(value is not None for value in values):
            yield GridRow(number, _trimmed(values))


def _value(cell: Any, spot: Spot, report: Report) -> object:
    value = cell.value
    if cell.data_type == "e":
        report.error(
            Code.CELL_ERROR,
            spot._replace(row=cell.row, column=f"cell {cell.coordinate}"),
            "holds an error of the spreadsheet",
            "mend the formula or enter the value",
        )
        return None
    match value:
        case None | bool() | datetime() | date() | time() | timedelta():
            return value
        case int() | float():
            return format(Decimal(repr(value)), "f") if abs(value) < 1e17 else repr(value)
    return str(value) if str(value).strip() else None


def _trimmed(values: list[object]) -> list[object]:
    while values and values[-1] is None:
        values.pop()
    return values


def _whole_rows(
    records: Iterator[GridRow], width: int, spot: Spot, report: Report
) -> Iterator[GridRow]:
    for number, cells in records:
        if len(cells) <= width:
            yield GridRow(number, cells + [None] * (width - len(cells)))
        else:
            report.error(
                Code.RAGGED_ROW,
                spot._replace(row=number),
                f"has {len(cells)} cells where the header has {width}",
                "give every column a header",
            )


def _broken() -> MisreadError:
    return MisreadError(
        Code.WORKBOOK_BROKEN,
        "cannot be read as a workbook",
        "open it in your spreadsheet program and save it as a new .xlsx",
    )
