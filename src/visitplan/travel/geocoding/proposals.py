"""The table of addresses that are open, for the dispatcher to choose from and fill in."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from visitplan.domain.geocoding import AddressRecord

COLUMNS = ("address", "lat", "lon", "chosen", "precision", "source", "found")
"""Those of the table ``places``, which the filled-in file becomes."""

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def proposals_csv(records: Iterable[AddressRecord]) -> bytes:
    """Return a row for each candidate of each open address, and a blank one where there is none.

    For spreadsheets: UTF-8 with a byte order mark, and no cell is a formula.
    """
    sheet = StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerows([_guarded(cell) for cell in row] for row in _rows(record))
    return sheet.getvalue().encode("utf-8-sig")


def is_filled_in(content: bytes) -> bool:
    """Tell whether somebody has chosen anything in such a table, or filled in a point."""
    rows = csv.DictReader(StringIO(content.decode("utf-8-sig", errors="replace")))
    return any(
        (row.get("chosen") or "").strip() or (row.get("lat") and not row.get("found"))
        for row in rows
    )


def _rows(record: AddressRecord) -> Iterator[tuple[str, ...]]:
    for each in record.candidates:
        place = (f"{each.point.lat:.7f}", f"{each.point.lon:.7f}")
        yield (record.query, *place, "", each.precision, record.source, each.label)
    if not record.candidates:
        yield (record.query, "", "", "", "", "", "")


def _guarded(cell: str) -> str:
    is_number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not is_number else cell
