"""All stops as a table of plain text: one for programs, one for Excel."""

import csv
import re
from collections.abc import Callable, Iterable
from io import StringIO

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.render.exports.stop_rows import StopRow, stop_rows
from visitplan.render.safe_text import plain

Column = Callable[[StopRow], object]

COLUMNS: dict[str, Column] = {
    "agent_id": lambda row: row.route.agent_id,
    "shift": lambda row: row.route.shift_id,
    "case_id": lambda row: row.case.id,
    "order": lambda row: row.number,
    "arrival": lambda row: row.arrival.isoformat(),
    "departure": lambda row: row.departure.isoformat(),
    "travel_seconds": lambda row: row.stop.travel_seconds,
    "travel_metres": lambda row: row.stop.travel_metres,
    "setup_seconds": lambda row: row.stop.setup_seconds,
    "waiting_seconds": lambda row: row.stop.waiting_seconds,
    "address": lambda row: row.case.place.address,
    "lat": lambda row: row.case.place.point.lat if row.case.place.point else None,
    "lon": lambda row: row.case.place.point.lon if row.case.place.point else None,
    "partners": lambda row: " ".join(row.route.partners),
}

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def stops_csv(plan: Plan, day: Day) -> bytes:
    """Return every stop, for programs: UTF-8, nothing altered, so it reads back as it was.

    Its first columns are those of ``baseline.csv``, so that a plan may be tomorrow's baseline.
    """
    return _table(_cells(plan, day)).encode("utf-8")


def stops_csv_for_excel(plan: Plan, day: Day) -> bytes:
    """Return every stop, for Excel: UTF-8 with a byte order mark, and no cell is a formula.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, which alters
    it; control characters are replaced. Use ``stops_csv`` for anything that reads it back.
    """
    guarded = ([_guarded(cell) for cell in cells] for cells in _cells(plan, day))
    return _table(guarded).encode("utf-8-sig")


def _cells(plan: Plan, day: Day) -> Iterable[list[str]]:
    for row in stop_rows(plan, day):
        values = (column(row) for column in COLUMNS.values())
        yield ["" if value is None else str(value) for value in values]


def _table(rows: Iterable[list[str]]) -> str:
    sheet = StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return sheet.getvalue()


def _guarded(cell: str) -> str:
    if cell.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(cell):
        return "'" + plain(cell)
    return plain(cell)
