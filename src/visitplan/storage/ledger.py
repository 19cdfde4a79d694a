"""The ledger of a branch: contacts and attempts, only ever added to.

Days tell of the same contacts again and again; each is kept once, and every day knows which of
them its own table holds.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, delete, func, insert, select

from visitplan.storage.row import Cell, Of, TableRow
from visitplan.storage.schema.columns import canonical
from visitplan.storage.schema.days import contacts, day_contacts
from visitplan.storage.writing import insert_all_unless_there, insert_unless_there

Told = Sequence[tuple[str, Cell]]
"""An entry as it was told: its headers, each with the cell below it."""

_AT_ONCE = 10_000
"""Values in one statement; both databases take over 32,000."""


def tell_day(
    connection: Connection,
    of: Of,
    headers: Sequence[str],
    rows: Iterable[TableRow],
    *,
    at: datetime,
) -> None:
    """Put rows at the end of a day's table of contacts, and into the ledger if they are new."""
    told = [_entry(of.branch_id, headers, row, at) for row in rows]
    insert_all_unless_there(connection, contacts, told)
    numbers = _numbers(connection, of.branch_id, [entry["told_sha256"] for entry in told])
    listed = [
        {"day_id": of.day_id, "position": position, "contact_seq": numbers[entry["told_sha256"]]}
        for position, entry in enumerate(told, start=_next_position(connection, of.day_id))
    ]
    if listed:
        connection.execute(insert(day_contacts), listed)


def tell(
    connection: Connection, of: Of, headers: Sequence[str], row: TableRow, *, at: datetime
) -> None:
    """Put one row at the end of a day's table of contacts, as ``tell_day`` does, in two asks."""
    entry = _entry(of.branch_id, headers, row, at)
    insert_unless_there(connection, contacts, entry)
    listed = {name: entry[name] for name in ("branch_id", "told_sha256")} | {"day_id": of.day_id}
    connection.execute(_LISTED_LAST, listed)


_POSITIONS = select(func.coalesce(func.max(day_contacts.c.position) + 1, 0)).where(
    day_contacts.c.day_id == bindparam("day_id")
)
_LISTED_LAST = insert(day_contacts).from_select(
    ["day_id", "position", "contact_seq"],
    select(bindparam("day_id", type_=Text), _POSITIONS.scalar_subquery(), contacts.c.seq).where(
        contacts.c.branch_id == bindparam("branch_id"),
        contacts.c.told_sha256 == bindparam("told_sha256"),
    ),
)


def _entry(branch_id: str, headers: Sequence[str], row: TableRow, at: datetime) -> dict[str, Any]:
    told = list(zip(headers, row.cells, strict=True))
    return {
        "branch_id": branch_id,
        "case_id": row.subject,
        "told": told,
        "told_sha256": hashlib.sha256(canonical(told).encode()).hexdigest(),
        "added_at": at,
    }


def _numbers(connection: Connection, branch_id: str, hashes: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for begin in range(0, len(hashes), _AT_ONCE):
        some = (
            contacts.c.branch_id == branch_id,
            contacts.c.told_sha256.in_(hashes[begin : begin + _AT_ONCE]),
        )
        chosen = select(contacts.c.told_sha256, contacts.c.seq).where(*some)
        found.update((row.told_sha256, row.seq) for row in connection.execute(chosen))
    return found


def untell_day(connection: Connection, day_id: str) -> None:
    """Empty a day's table of contacts; the ledger keeps them."""
    connection.execute(delete(day_contacts).where(day_contacts.c.day_id == day_id))


def rows_of_day(
    connection: Connection, day_id: str, headers: Sequence[str]
) -> tuple[TableRow, ...]:
    """Return a day's table of contacts under these headers, in its order."""
    mine = select(contacts.c.case_id, contacts.c.told).join(day_contacts)
    chosen = mine.where(day_contacts.c.day_id == day_id).order_by(day_contacts.c.position)
    return tuple(
        TableRow(case_id, _below(headers, told)) for case_id, told in connection.execute(chosen)
    )


def of_case(connection: Connection, branch_id: str, case_id: str) -> tuple[Mapping[str, Any], ...]:
    """Return what was told of a case, in the order in which it was."""
    mine = (contacts.c.branch_id == branch_id, contacts.c.case_id == case_id)
    chosen = select(contacts.c.told).where(*mine).order_by(contacts.c.seq)
    return tuple(dict(told) for told in connection.execute(chosen).scalars())


def _below(headers: Sequence[str], told: Told) -> tuple[Cell, ...]:
    if [header for header, _ in told] == list(headers):
        return tuple(cell for _, cell in told)
    by_header = dict(told)
    return tuple(by_header.get(header, "") for header in headers)


def _next_position(connection: Connection, day_id: str) -> int:
    last = select(func.max(day_contacts.c.position)).where(day_contacts.c.day_id == day_id)
    found = connection.execute(last).scalar_one()
    return 0 if found is None else int(found) + 1
