"""What follows from outcomes, written into the tables that it concerns, under their own headers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from visitplan.domain.contact import Contact
from visitplan.feedback.following import NewHold
from visitplan.intake.columns import CONTACTS
from visitplan.intake.headers import our_columns
from visitplan.intake.holds import hold_word
from visitplan.intake.report import Report, Spot
from visitplan.intake.verbatim import Form, VerbatimRow, VerbatimTable

Mapped = Mapping[str, str]
"""The user's own headers of a table → our columns."""

NEW_LEDGER = VerbatimTable("contacts", "contacts.csv", tuple(CONTACTS), Form("utf-8", ","), ())


def with_contacts(
    table: VerbatimTable, contacts: Iterable[Contact], mapped: Mapped
) -> VerbatimTable:
    """Return a table of contacts with more of them at its end.

    A column that it lacks and that one of them fills stands last from now on.
    """
    told = [_cells(contact) for contact in contacts]
    needed = dict.fromkeys(column for cells in told for column in cells)
    table = with_columns(table, needed, mapped)
    columns = columns_of(table, mapped)
    rows = tuple(
        VerbatimRow(cells["case_id"], tuple(cells.get(column or "", "") for column in columns))
        for cells in told
    )
    return table._replace(rows=table.rows + rows)


def with_holds(table: VerbatimTable, holds: Iterable[NewHold], mapped: Mapped) -> VerbatimTable:
    """Return a table of cases in which more of them are held."""
    by_case: dict[str, list[str]] = {}
    for each in holds:
        word = hold_word(each.hold, starts=each.starts, ends=each.ends)
        by_case.setdefault(each.case_id, []).append(word)
    if not by_case:
        return table
    table = with_columns(table, ["holds"], mapped)
    place = columns_of(table, mapped).index("holds")
    rows = tuple(_held(row, place, by_case.get(row.subject or "", [])) for row in table.rows)
    return table._replace(rows=rows)


def with_columns(table: VerbatimTable, needed: Iterable[str], mapped: Mapped) -> VerbatimTable:
    """Return a table that has these of our columns, the new ones last and blank."""
    there = columns_of(table, mapped)
    new = tuple(column for column in needed if column not in there)
    blanks = ("",) * len(new)
    rows = tuple(row._replace(cells=row.cells + blanks) for row in table.rows)
    return table._replace(headers=table.headers + new, rows=rows)


def columns_of(table: VerbatimTable, mapped: Mapped) -> Sequence[str | None]:
    """Return our name of each column, None for those that are not ours."""
    return columns_under(table.name, table.headers, mapped)


def columns_under(name: str, headers: Sequence[str], mapped: Mapped) -> Sequence[str | None]:
    """Return our names of the headers of a table of this name, None for those not ours."""
    return _columns_of(name, tuple(headers), tuple(mapped.items()))


@lru_cache(maxsize=256)
def _columns_of(
    name: str, headers: tuple[str, ...], mapped: tuple[tuple[str, str], ...]
) -> tuple[str | None, ...]:
    # Every report from a door asks it anew of the same few tables.
    spot, report = Spot(name), Report()
    found = our_columns(headers, table=name, mapping=dict(mapped), spot=spot, report=report)
    return tuple(found or [None] * len(headers))


def _held(row: VerbatimRow, place: int, holds: Sequence[str]) -> VerbatimRow:
    if not holds:
        return row
    cells = list(row.cells)
    before = cells[place]
    if isinstance(before, list):
        cells[place] = [*before, *holds]
    else:
        cells[place] = "; ".join([*filter(None, [before]), *holds])  # type: ignore[list-item]
    return row._replace(cells=tuple(cells))


def _cells(contact: Contact) -> dict[str, str]:
    filled = {
        "case_id": contact.case_id,
        "at": _written(contact.at),
        "channel": contact.channel,
        "reached": "yes" if contact.reached else "no",
        "agent_id": contact.agent_id,
        "outcome": contact.outcome,
        "debtor_id": contact.debtor,
        "household": contact.household,
        "place_kind": contact.place_kind,
        "notice": "yes" if contact.notice else None,
        "names_agent": contact.names_agent,
    }
    return {column: cell for column, cell in filled.items() if cell is not None}


def _written(moment: datetime) -> str:
    """Return a moment with its offset: a clock time alone is told twice when the clocks go back."""
    return moment.isoformat(timespec="minutes" if moment.second == 0 else "seconds")
