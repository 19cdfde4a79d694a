"""What follows from reports of agents, in the database: ledger and holds, at once."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime

from visitplan.app.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import (
    NEW_LEDGER,
    Mapped,
    columns_of,
    with_contacts,
    with_holds,
)
from visitplan.domain.case import Hold
from visitplan.domain.contact import Contact
from visitplan.domain.outcome import Outcome
from visitplan.feedback.following import Following, NewHold, Visited, following
from visitplan.intake.lawfulness import HOLD_WORDS, PLACE_WORDS
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.intake.verbatim import VerbatimTable
from visitplan.intake.words import folded, parts
from visitplan.storage import days, tables, trail
from visitplan.storage.database import Connection
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of, TableRow
from visitplan.storage.trail import Act


def follow_reports(
    connection: Connection, head: DayHead, outcomes: Sequence[Outcome], *, at: datetime, by: str
) -> Following:
    """Put new outcomes of a day into its ledger, and hold the cases that they ask to hold.

    Call it in the transaction that records them, and only for those that are new. Where a case is
    held, the day has a new version. Raises KeyError for a case that the day does not have.
    """
    of = Of(head.id, head.branch_id)
    mapped = _mapped(connection, head.id)
    stored = tables.load_table(connection, head.id, "cases")
    if stored is None:
        raise KeyError("the day has no table of cases")
    cases = verbatim_of(stored)
    follows = following(outcomes, list(_visited(cases, mapped.get("cases", {}))))
    if follows.holds:
        held = with_holds(cases, follows.holds, mapped.get("cases", {}))
        tables.put_table(connection, of, day_table(held), at=at)
        days.advance(connection, head.id, seen=head.version, at=at)
        _tell(connection, head, follows.holds, at, by)
    if follows.contacts:
        tell_ledger(connection, of, follows.contacts, at=at)
    return follows


def tell_ledger(
    connection: Connection, of: Of, contacts: Sequence[Contact], *, at: datetime
) -> None:
    """Put contacts at the end of a day's ledger, under its own headers."""
    mapped = _mapped(connection, of.day_id).get("contacts", {})
    stored = tables.load_table(connection, of.day_id, "contacts")
    if stored is None:
        first = with_contacts(NEW_LEDGER, contacts, {})
        tables.put_table(connection, of, day_table(first), at=at)
        return
    told = with_contacts(verbatim_of(stored)._replace(rows=()), contacts, mapped)
    rows = [TableRow(*row) for row in told.rows]
    tables.add_contacts(connection, of, told.headers, rows, at=at)


def _mapped(connection: Connection, day_id: str) -> dict[str, Mapped]:
    """Return the user's own headers by table, as the day's settings say."""
    settings = tables.load_file(connection, day_id, SETTINGS)
    headers: dict[str, Mapped] = tomllib.loads(settings.decode("utf-8-sig")).get("headers", {})
    return headers


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


def _tell(
    connection: Connection, head: DayHead, holds: Sequence[NewHold], at: datetime, by: str
) -> None:
    for each in holds:
        act = Act(at, by, "hold", "case", each.case_id, head.branch_id, after={"hold": each.hold})
        trail.append(connection, act)
