"""A day folder becomes a day: every table is read, then what could be read is held together."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.geocoding import GeocodingSettings
from visitplan.domain.governing import Govern
from visitplan.domain.horizon import HorizonSettings
from visitplan.intake.assembly import Rows, assembled
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.files import find_table
from visitplan.intake.report import Report, Spot
from visitplan.intake.settings import read_settings
from visitplan.intake.tables import TableReader

_REQUIRED = ("cases", "agents")
_NO_OVERRIDES: Mapping[str, object] = MappingProxyType({})


Amend = Callable[[Rows], Rows]


class Reading(NamedTuple):
    """A day with what was noticed on the way (warnings) and the hash of each file read.

    ``horizon`` says how many days the folder asks for, of which this is one, ``geocoding`` who may
    be asked for its addresses.
    """

    day: Day
    findings: tuple[Finding, ...]
    inputs: dict[str, str]
    horizon: HorizonSettings = HorizonSettings()
    geocoding: GeocodingSettings = GeocodingSettings()


def read_day(
    folder: Path,
    *,
    overrides: Mapping[str, object] = _NO_OVERRIDES,
    govern: Govern | None = None,
    on: date | None = None,
    amend: Amend | None = None,
) -> Reading:
    """Read a day folder.

    Parameters
    ----------
    folder
        Holds ``day.toml``, ``cases`` and ``agents``, perhaps ``contacts``, ``pinned``,
        ``baseline`` and ``places``; each table as .csv, .tsv, .xlsx or .json.
    overrides
        Settings by dotted name that win over ``day.toml`` (``{"limits.seconds": 5}``); None
        overrides nothing.
    govern
        Makes a policy of the packs that ``[policy]`` names; without it none may be named.
    on
        A later day than the folder's: clock times and rows of shifts without a date are its own
        then. What was fixed or worked on the folder's day (``pinned``, ``baseline``) is not read.
    amend
        Returns other rows than the tables hold, before they are held together: a scenario.

    Returns
    -------
    Reading
        ``inputs`` maps file names to the SHA-256 of their bytes, in hexadecimal.

    Raises
    ------
    InputError
        When anything cannot be used; carries all errors and warnings of all files.
    """
    report, inputs = Report(), dict[str, str]()
    _refuse_no_folder(folder, report)
    settings = read_settings(
        folder, overrides=overrides, report=report, inputs=inputs, govern=govern, on=on
    )
    rows = _read_rows(folder, TableReader(report, inputs, settings.headers, settings.datum))
    rows = rows if on is None else rows._replace(pinned=None, baseline=None)
    parts = assembled(amend(rows) if amend else rows, settings, report)
    report.raise_if_refused()
    day = Day.model_validate(parts)
    return Reading(day, report.warnings, inputs, settings.horizon, settings.geocoding)


def _refuse_no_folder(folder: Path, report: Report) -> None:
    try:
        next(folder.iterdir(), None)
    except (OSError, ValueError):
        report.error(
            Code.FILE_MISSING,
            Spot(folder.name or "folder"),
            "there is no such folder, or it cannot be opened",
            "visitplan init writes a template of a day folder",
        )
        report.raise_if_refused()


def _read_rows(folder: Path, reader: TableReader) -> Rows:
    def read(table: str) -> tuple[Fields, ...] | None:
        path = find_table(folder, table, report=reader.report, required=table in _REQUIRED)
        return reader.rows(path, table) if path else None

    return Rows(*map(read, Rows._fields))
