"""Travel times from CSV, a row for each pair."""

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from visitplan.domain.value import Mode
from visitplan.travel.engines.matrix.faults import Faults
from visitplan.travel.engines.matrix.tables import MODES, PlaceName, RawMatrix, RawTimes, spot_of

_BY_ID = ("from", "to")
_BY_PLACE = ("from_lat", "from_lon", "to_lat", "to_lon")

Row = Mapping[str, str]


class _Way(NamedTuple):
    """A row that could be read."""

    row: int
    mode: Mode
    origin: PlaceName
    destination: PlaceName
    seconds: float
    metres: float


def read_csv(path: Path, faults: Faults) -> RawMatrix:
    """Return what the file holds; what cannot be read, or is missing, is noted by row."""
    text = path.read_bytes().decode("utf-8-sig")
    header, _, _ = text.partition("\n")
    table = csv.DictReader(text.splitlines(), delimiter=max(",;\t", key=header.count))
    by_id = set(_BY_ID) <= set(table.fieldnames or ())
    needed = (*(_BY_ID if by_id else _BY_PLACE), "seconds", "metres")
    missing = [name for name in needed if name not in (table.fieldnames or ())]
    if missing:
        faults.add("the header", f"has no column {', '.join(missing)}", "see the README")
        return RawMatrix((), {})
    return _raw([way for n, row in enumerate(table, 2) for way in _way(n, row, faults)], faults)


def _way(number: int, row: Row, faults: Faults) -> Iterator[_Way]:
    """Yield what a row says, unless something in it cannot be read."""
    mode = (row.get("mode") or "drive").strip()
    try:
        origin, destination = _ends(row)
        seconds, metres = (_number(row.get(name) or "") for name in ("seconds", "metres"))
    except ValueError as problem:
        faults.add(f"row {number}", str(problem), "write plain numbers, and none for no way")
        return
    if mode not in MODES:
        faults.add(f"row {number}, mode", "is not known", f"write one of {', '.join(MODES)}")
        return
    yield _Way(number, mode, origin, destination, seconds, metres)


def _ends(row: Row) -> tuple[PlaceName, PlaceName]:
    if "from" in row:
        names = [(row.get(name) or "").strip() for name in _BY_ID]
        if not all(names):
            raise ValueError("from or to is empty")
        return names[0], names[1]
    degrees = [_number(row.get(name) or "") for name in _BY_PLACE]
    if not all(abs(d) <= limit for d, limit in zip(degrees, (90, 180, 90, 180), strict=True)):
        raise ValueError("the coordinates are nowhere on earth")
    return spot_of(*degrees[:2]), spot_of(*degrees[2:])


def _number(text: str) -> float:
    """Return a number, NaN for an empty cell."""
    text = text.strip()
    if not text:
        return math.nan
    number = float(text) if text.replace(".", "", 1).isdecimal() and text.isascii() else -1.0
    if number < 0:
        raise ValueError("a number is negative, or no plain number")
    return number


def _raw(ways: list[_Way], faults: Faults) -> RawMatrix:
    """Return the tables of rows; pairs told of twice or not at all are noted."""
    places = tuple(dict.fromkeys(end for way in ways for end in (way.origin, way.destination)))
    place = {name: number for number, name in enumerate(places)}
    times = {}
    for mode in dict.fromkeys(way.mode for way in ways):
        tables = RawTimes(*np.full((2, len(places), len(places)), np.nan))
        told = np.eye(len(places), dtype=np.bool_)
        for way in (way for way in ways if way.mode == mode):
            cell = place[way.origin], place[way.destination]
            if told[cell] and cell[0] != cell[1]:
                faults.add(f"row {way.row}", "is about a pair that was told before", "keep one")
            told[cell] = True
            tables.seconds[cell], tables.metres[cell] = way.seconds, way.metres
        if missing := int((~told).sum()):
            faults.add(
                f"mode {mode}",
                f"{missing} of {told.size - len(places)} pairs have no row",
                "give each pair in both directions a row, with empty cells where no way leads",
            )
        times[mode] = tables
    return RawMatrix(places, times)
