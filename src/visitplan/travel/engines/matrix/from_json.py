"""Travel times from JSON."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.engines.matrix.faults import Faults
from visitplan.travel.engines.matrix.tables import (
    MODES,
    PlaceName,
    RawMatrix,
    RawTimes,
    spot_of,
)


def read_json(path: Path, faults: Faults) -> RawMatrix:
    """Return what the file holds; entries that are no numbers are noted."""
    content = json.loads(path.read_bytes(), parse_constant=_no_number)
    if not isinstance(content, Mapping):
        raise ValueError("no object")
    for name in content:
        if name not in ("places", *MODES):
            faults.add(str(name)[:40], "is not known", f"known are places, {', '.join(MODES)}")
    places = _list(content.get("places"), "places", faults)
    tables = {mode: content[mode] for mode in MODES if mode in content}
    return RawMatrix(
        tuple(_place(entry, f"places[{n}]", faults) for n, entry in enumerate(places)),
        {mode: _times(table, mode, faults) for mode, table in tables.items()},
    )


def _place(entry: object, spot: str, faults: Faults) -> PlaceName:
    match entry:
        case str() if entry.strip():
            return entry.strip()
        case [int() | float() as lat, int() | float() as lon] if abs(lat) <= 90 and abs(lon) <= 180:
            return spot_of(lat, lon)
    faults.add(spot, "is no place", "write an id, or [latitude, longitude]")
    return spot


def _times(tables: object, mode: str, faults: Faults) -> RawTimes:
    held = tables if isinstance(tables, Mapping) else {}
    return RawTimes(
        *(_table(held.get(name), f"{mode}.{name}", faults) for name in ("seconds", "metres"))
    )


def _table(value: object, name: str, faults: Faults) -> NDArray[np.float64]:
    """Return a table; rows of unequal length are noted, and make it one that fits nowhere."""
    rows = [_list(row, f"{name}[{n}]", faults) for n, row in enumerate(_list(value, name, faults))]
    if len({len(row) for row in rows}) > 1:
        faults.add(name, "has rows of different length", "give as many entries a row as places")
        return np.empty((0, 0))
    return np.array(
        [
            [_entry(entry, f"{name}[{n}][{m}]", faults) for m, entry in enumerate(row)]
            for n, row in enumerate(rows)
        ],
        np.float64,
    ).reshape(len(rows), len(rows[0]) if rows else 0)


def _entry(entry: object, spot: str, faults: Faults) -> float:
    if entry is None:
        return np.nan
    if isinstance(entry, bool) or not isinstance(entry, int | float):
        faults.add(spot, "is no number", "write a number, or null where no way leads")
        return np.nan
    return float(entry) if abs(entry) < 1e300 else np.inf


def _list(value: object, name: str, faults: Faults) -> list[Any]:
    if not isinstance(value, list):
        faults.add(name, "is missing, or no list", "write [ … ]")
        return []
    return value


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
