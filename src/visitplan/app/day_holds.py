"""Holds of a day that the database keeps: which cases have which, and new ones set."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime

from visitplan.app.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import Mapped, columns_of, with_holds
from visitplan.domain.case import Hold
from visitplan.feedback.following import NewHold, Visited
from visitplan.intake.lawfulness import HOLD_WORDS, PLACE_WORDS
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.intake.verbatim import VerbatimTable
from visitplan.intake.words import folded, parts
from visitplan.storage import days, tables, trail
from visitplan.storage.database import Connection
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of
from visitplan.storage.trail import Act


def mapped_of(connection: Connection, day_id: str) -> dict[str, Mapped]:
    """Return the user's own headers by table, as the day's settings say."""
    settings = tables.load_file(connection, day_id, SETTINGS)
    headers: dict[str, Mapped] = tomllib.loads(settings.decode("utf-8-sig")).get("headers", {})
    return headers


def visited_on(connection: Connection, day_id: str) -> tuple[Visited, ...]:
    """Return what must be known of a day's cases; KeyError where it has no table of them."""
    table = _cases(connection, day_id)
    return tuple(_visited(table, mapped_of(connection, day_id).get("cases", {})))


def hold_on_day(
    connection: Connection, head: DayHead, holds: Sequence[NewHold], *, at: datetime, by: str
) -> None:
    """Set new holds, which makes a new version of the day; the trail tells of each."""
    cases, mapped = _cases(connection, head.id), mapped_of(connection, head.id).get("cases", {})
    held = day_table(with_holds(cases, holds, mapped))
    tables.put_table(connection, Of(head.id, head.branch_id), held, at=at)
    days.advance(connection, head.id, seen=head.version, at=at)
    for each in holds:
        act = Act(at, by, "hold", "case", each.case_id, head.branch_id, after={"hold": each.hold})
        trail.append(connection, act)


def _cases(connection: Connection, day_id: str) -> VerbatimTable:
    stored = tables.load_table(connection, day_id, "cases")
    if stored is None:
        raise KeyError("the day has no table of cases")
    return verbatim_of(stored)


def _visited(cases: VerbatimTable, mapped: Mapped) -> Iterator[Visited]:
    columns = columns_of(cases, mapped)
    for row in cases.rows:
        cells = {name: cell for name, cell in zip(columns, row.cells, strict=True) if name}
        case_id = row.subject or ""
        kind = PLACE_WORDS.get(folded(str(cells.get("place_kind") or "")), "home")
        yield Visited(
            id=case_id,
            debtor=str(cells.get("debtor_id") or case_id),
            household=str(cells["household"]) if cells.get("household") else None,
            place_kind=kind,
            holds=_holds(cells.get("holds")),
        )


def _holds(cell: object) -> tuple[Hold, ...]:
    words = (folded(part).replace(" ", "_") for part in parts(cell or ""))
    return tuple(HOLD_WORDS[word] for word in words if word in HOLD_WORDS)
