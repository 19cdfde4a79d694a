"""What happened at the doors, recorded in the day folder: ledger and holds, for tomorrow."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from visitplan.app import output
from visitplan.app.opening import read_day
from visitplan.app.told_tables import NEW_LEDGER, Mapped, with_contacts, with_holds
from visitplan.domain.case import Case, Hold
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.feedback.following import Following, Visited, following
from visitplan.intake.codes import Code
from visitplan.intake.files import find_table
from visitplan.intake.outcomes import read_outcomes
from visitplan.intake.report import Report
from visitplan.intake.settings import read_settings
from visitplan.intake.verbatim import VerbatimTable, read_verbatim, written


class Recorded(NamedTuple):
    """What was recorded, and what was noticed on the way."""

    following: Following
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]


def record(folder: Path, file: Path, *, now: datetime) -> Recorded:
    """Append outcomes to the folder's ledger, and hold the cases that they ask to hold.

    To record the same again changes nothing. Each table is written whole or not at all, holds
    first: should the second fail, nobody is visited who must not be, and recording again mends it.
    Raises InputError with every finding; then nothing is written.
    """
    day = read_day(folder).day
    told = read_outcomes(file, day, now=now)
    follows = following(told.outcomes, visited(day), day.contacts, on=day.date)
    tables = {table.name: table for table in read_verbatim(folder)}
    mapped = _mapped(folder)
    changed = []
    if follows.holds:
        held = with_holds(tables["cases"], follows.holds, mapped.get("cases", {}))
        changed.append(held)
    if follows.contacts:
        ledger = tables.get("contacts", NEW_LEDGER)
        changed.append(with_contacts(ledger, follows.contacts, mapped.get("contacts", {})))
    _refuse_workbooks(folder, changed)
    for table in changed:
        output.write_file(folder / table.file, written(table))
    return Recorded(follows, told.findings, tuple(folder / table.file for table in changed))


def visited(day: Day) -> tuple[Visited, ...]:
    """Return what must be known of a day's cases."""
    return tuple(
        Visited(case.id, case.debtor, case.household, case.place_kind, _open(case))
        for case in day.cases
    )


def _open(case: Case) -> tuple[Hold, ...]:
    return (*case.holds, *(held.hold for held in case.dated_holds if held.is_open))


def _mapped(folder: Path) -> dict[str, Mapped]:
    settings = read_settings(folder, overrides={}, report=Report(), inputs={})
    return dict(settings.headers)


def _refuse_workbooks(folder: Path, tables: list[VerbatimTable]) -> None:
    """Refuse to write a table that stands in a workbook, which may hold more than the table."""
    standing = [find_table(folder, each.name, report=Report(), required=False) for each in tables]
    books = [path for path in standing if path and path.suffix.casefold() == ".xlsx"]
    if books:
        raise InputError([_finding(path) for path in books])


def _finding(path: Path) -> Finding:
    return Finding(
        severity="error",
        code=Code.TABLE_NOT_WRITTEN.value,
        file=path.name,
        problem="a workbook is read, but never written",
        remedy="save the table as CSV UTF-8, and remove the workbook",
    )
