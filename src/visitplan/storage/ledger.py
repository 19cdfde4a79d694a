"""The ledger of a branch: contacts and attempts, only ever added to.

Days tell of the same contacts again and again; each is kept once, and every day knows which of
them its own table holds.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from visitplan.storage.row import Cell, Of, TableRow
from visitplan.storage.schema.columns import canonical
from visitplan.storage.schema.days import contacts, day_contacts
from visitplan.storage.writing import insert_unless_there

Told = Sequence[tuple[str, Cell]]
"""An entry as it was told: its headers, each with the cell below it."""


def add(connection: Connection, branch_id: str, case_id: str | None, told: Told, *, at: datetime
        ) -> int:  # fmt: skip
    """Add an entry to a branch's ledger, once; return its number there."""
    sha256 = hashlib.sha256(canonical(told).encode()).hexdigest()
    row = {
        "branch_id": branch_id,
        "case_id": case_id,
        "told": told,
        "told_sha256": sha256,
        "added_at": at,
    }
    insert_unless_there(connection, contacts, row)
    same = (contacts.c.branch_id == branch_id, contacts.c.told_sha256 == sha256)
    return int(connection.execute(select(contacts.c.seq).where(*same)).scalar_one())


def tell_day(
    connection: Connection,
    of: Of,
    headers: Sequence[str],
    rows: Iterable[TableRow],
    *,
    at: datetime,
) -> None:
    """Put rows at the end of a day's table of contacts, and into the ledger if they are new."""
    first = _next_position(connection, of.day_id)
    for position, row in enumerate(rows, start=first):
        told = list(zip(headers, row.cells, strict=True))
        seq = add(connection, of.branch_id, row.subject, told, at=at)
        connection.execute(
            insert(day_contacts).values(day_id=of.day_id, position=position, contact_seq=seq)
        )


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
