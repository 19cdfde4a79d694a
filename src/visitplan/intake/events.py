"""What happened so far: a table ``events`` becomes events, each held against day and moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from visitplan.domain.day import Day
from visitplan.domain.event import EVENT_KINDS, OF_AGENTS, OF_CASES, Event, EventKind
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.intake.codes import Code
from visitplan.intake.durations import minutes
from visitplan.intake.event_checks import Reported, check_events
from visitplan.intake.fields import Fields
from visitplan.intake.files import find_table
from visitplan.intake.identifiers import identifier
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import LocalDay
from visitplan.intake.money import minor_units
from visitplan.intake.numbers import plain_decimal
from visitplan.intake.report import Report, Spot
from visitplan.intake.tables import TableReader
from visitplan.intake.words import one_of

T = TypeVar("T")
TABLE = "events"
KINDS: Mapping[str, EventKind] = {
    **{kind: kind for kind in EVENT_KINDS},
    "visited": "done", "no_show": "failed", "late": "delayed", "ill": "agent_ill",
    "sick": "agent_ill", "new": "urgent", "cancelled": "withdrawn",
    "完成": "done", "失败": "failed", "未遇": "failed", "延误": "delayed", "迟到": "delayed",
    "病假": "agent_ill", "紧急": "urgent", "撤回": "withdrawn", "撤销": "withdrawn",
}  # fmt: skip
_DELAY_REMEDY = "write how long: 20 min"


class Events(NamedTuple):
    """The events in order of their rows, warnings, and the hash of the file by its name."""

    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    inputs: dict[str, str]


def read_moment(text: str, day: Day) -> datetime:
    """Return a moment as somebody types it: ``13:40`` on the day; InputError where it is none."""
    return _typed("--at", text, LocalDay(day.date, day.time_zone).moment)


def read_amount(text: str, currency: str) -> int:
    """Return an amount in major units, as somebody types it, in minor units; else InputError."""
    return _typed("--stability", text, lambda value: minor_units(currency)(plain_decimal(value)))


def _typed(option: str, text: str, parse: Callable[[object], T]) -> T:
    report = Report()
    try:
        return parse(text)
    except MisreadError as misread:
        report.misread(Spot(option), misread)
    report.raise_if_refused()
    raise AssertionError("what is misread is refused")


def read_events(folder: Path, file: Path | None, day: Day, old: Plan, at: datetime) -> Events:
    """Return the events of a file, or else of the day folder's table ``events``, if it has one.

    Raises InputError with every finding: rows that cannot be read, cases and agents that the day
    does not have, events after ``at`` or before the shift, visits that somebody ill began. Visits
    may have ended in any order.
    """
    table = _read(folder, file, day)
    return _checked(table, table.rows, day, old, at)


def read_events_until(folder: Path, file: Path | None, day: Day, old: Plan, at: datetime) -> Events:
    """Return what ``read_events`` does, leaving out what was only reported after ``at``."""
    table = _read(folder, file, day)
    known = [row for row in table.rows if row.event.at.timestamp() <= at.timestamp()]
    return _checked(table, known, day, old, at)


class _Table(NamedTuple):
    rows: list[Reported]
    report: Report
    inputs: dict[str, str]


def _read(folder: Path, file: Path | None, day: Day) -> _Table:
    report, inputs = Report(), dict[str, str]()
    path = file or find_table(folder, TABLE, report=report, required=False)
    rows = TableReader(report, inputs, {}).rows(path, TABLE) if path else ()
    local = LocalDay(day.date, day.time_zone)
    read = ((fields, read_event(fields, local)) for fields in rows or ())
    return _Table([Reported(fields, event) for fields, event in read if event], report, inputs)


def _checked(table: _Table, rows: Sequence[Reported], day: Day, old: Plan, at: datetime) -> Events:
    check_events(rows, day, old, at)
    table.report.raise_if_refused()
    return Events(tuple(row.event for row in rows), table.report.warnings, table.inputs)


def read_event(fields: Fields, local: LocalDay) -> Event | None:
    """Return the event; None when something of the row cannot be used (then noted)."""
    kind = fields.need("kind", one_of(KINDS))
    read: dict[str, object] = {
        "kind": kind,
        "at": fields.need("at", local.moment, "write when it was: 11:20"),
        "case_id": _who(fields, "case_id", needed=kind in OF_CASES),
        "agent_id": _who(fields, "agent_id", needed=kind in OF_AGENTS),
    }
    if kind == "delayed":
        read["delay_seconds"] = fields.need("minutes", _some_minutes, _DELAY_REMEDY)
    return Event.model_validate(read) if fields.sound else None


def _who(fields: Fields, column: str, *, needed: bool) -> str | None:
    read: Callable[..., str | None] = fields.need if needed else fields.get
    return read(column, identifier)


def _some_minutes(value: object) -> int:
    seconds = minutes(value)
    if not seconds:
        raise MisreadError(Code.NUMBER_OUT_OF_RANGE, "is no delay", _DELAY_REMEDY)
    return seconds
