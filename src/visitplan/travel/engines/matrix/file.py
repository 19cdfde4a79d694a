"""A file of travel times of the user's own: how it is laid out, and what it must keep.

Three forms, told by the name:

``.csv``
    A row for each pair, in columns ``from``, ``to``, ``seconds``, ``metres`` and, where there is
    more than one, ``mode``. Instead of ``from`` and ``to`` there may be ``from_lat``,
    ``from_lon``, ``to_lat`` and ``to_lon``. Where no way leads, seconds and metres are empty.
``.json``
    ``{"places": ["C001", [60.17, 24.94], …], "drive": {"seconds": [[…], …], "metres": [[…], …]}}``
    with a square table for each mode, [from][to]; null where no way leads.
``.npz``
    Arrays ``places`` (n ids, or n × 2 latitudes and longitudes) and, for each mode,
    ``drive_seconds`` and ``drive_metres`` of n × n; -1 where no way leads.

A place is a case's id, a branch's name, an agent's id (their home), or coordinates in degrees,
which are matched to five decimals: a metre. Every pair must be told of, in both directions; from a
place to itself it takes nothing, whatever stands there.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path

from visitplan.errors import TravelDataError
from visitplan.travel.engines.matrix.faults import Faults
from visitplan.travel.engines.matrix.from_csv import read_csv
from visitplan.travel.engines.matrix.from_json import read_json
from visitplan.travel.engines.matrix.from_npz import read_npz
from visitplan.travel.engines.matrix.tables import MatrixFile, RawMatrix, check, whole

LARGEST = 500_000_000
"""Bytes."""

_READERS: dict[str, Callable[[Path, Faults], RawMatrix]] = {
    ".csv": read_csv,
    ".json": read_json,
    ".npz": read_npz,
}


def read_matrix_file(path: Path) -> MatrixFile:
    """Return the travel times of a file.

    Raises TravelDataError with all that is wrong: no such file, another form, entries that are
    negative, infinite or no number, tables that are not square, pairs that are missing.
    """
    read = _READERS.get(path.suffix.casefold())
    if read is None:
        raise TravelDataError(f"{path.name}: travel times are read from .csv, .json and .npz")
    faults = Faults(path)
    try:
        if path.stat().st_size > LARGEST:
            raise TravelDataError(f"{path.name}: more than {LARGEST // 1_000_000} MB are not read")
        raw = read(path, faults)
    except FileNotFoundError:
        raise TravelDataError(
            f"{path.name}: there is no such file of travel times; paths are from the day folder"
        ) from None
    except OSError as problem:
        raise TravelDataError(f"{path.name}: cannot be read ({problem.strerror})") from None
    except (ValueError, EOFError, zipfile.BadZipFile, RecursionError):
        raise TravelDataError(
            f"{path.name}: this is no {path.suffix.casefold()} file, or a damaged one"
        ) from None
    faults.raise_if_any()
    check(raw, faults)
    faults.raise_if_any()
    return whole(raw)
