"""The dispatcher's pins, in the day's own table ``pinned``: set, taken off, counted as a change."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from visitplan.app.kept.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import Mapped, columns_of, with_columns
from visitplan.domain.pin import Pin
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.intake.verbatim import Form, VerbatimRow, VerbatimTable
from visitplan.storage import days, tables, trail
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of
from visitplan.storage.trail import Act

if TYPE_CHECKING:
    from sqlalchemy import Connection

COLUMNS = ("case_id", "agent_id", "not_before", "not_after", "after")
NO_PINS = VerbatimTable("pinned", "pinned.csv", COLUMNS, Form("utf-8", ","), ())


class Pinning(NamedTuple):
    """Who changes pins, when, and the version of the day that he saw."""

    by: str
    at: datetime
    seen: int


def pin(
    connection: "Connection", head: DayHead, pins: Sequence[Pin], pinning: Pinning
) -> Sequence[Pin]:
    """Pin visits, each instead of what it was pinned to before.

    Raises ConflictError where the day was changed since the version that was seen.
    """
    _put(connection, head, {each.case_id for each in pins}, pins, pinning)
    return pins


def unpin(
    connection: "Connection", head: DayHead, case_ids: Collection[str], pinning: Pinning
) -> None:
    """Take the pins of some visits off; ConflictError as ``pin`` raises it."""
    _put(connection, head, case_ids, (), pinning)


def _put(
    connection: "Connection",
    head: DayHead,
    case_ids: Collection[str],
    pins: Sequence[Pin],
    pinning: Pinning,
) -> None:
    days.advance(connection, head.id, seen=pinning.seen, at=pinning.at)
    mapped = _mapped(connection, head.id)
    stored = tables.load_table(connection, head.id, "pinned")
    table = with_pins(verbatim_of(stored) if stored else NO_PINS, case_ids, pins, mapped)
    of = Of(head.id, head.branch_id)
    tables.put_table(connection, of, day_table(table), at=pinning.at)
    what = "pin" if pins else "unpin"
    for case_id in sorted(case_ids):
        act = Act(pinning.at, pinning.by, what, "case", case_id, head.branch_id)
        trail.append(connection, act)


def with_pins(
    table: VerbatimTable, case_ids: Collection[str], pins: Sequence[Pin], mapped: Mapped
) -> VerbatimTable:
    """Return a table of pins in which some cases have these pins and no others."""
    cells = [_cells(each) for each in pins]
    table = with_columns(table, dict.fromkeys(name for each in cells for name in each), mapped)
    columns = columns_of(table, mapped)
    others = tuple(row for row in table.rows if row.subject not in case_ids)
    rows = tuple(
        VerbatimRow(each["case_id"], tuple(each.get(column or "", "") for column in columns))
        for each in cells
    )
    return table._replace(rows=others + rows)


def _cells(pin: Pin) -> dict[str, str]:
    filled = {
        "case_id": pin.case_id,
        "agent_id": pin.agent_id,
        "not_before": _written(pin.not_before),
        "not_after": _written(pin.not_after),
        "after": pin.after,
    }
    return {column: cell for column, cell in filled.items() if cell is not None}


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _mapped(connection: "Connection", day_id: str) -> Mapped:
    settings = tables.load_file(connection, day_id, SETTINGS)
    headers: Mapping[str, Mapped] = tomllib.loads(settings.decode("utf-8-sig")).get("headers", {})
    return headers.get("pinned", {})
