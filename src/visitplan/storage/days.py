"""Days: found, listed and versioned; whoever changes one names the version that he saw."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from visitplan.errors import ConflictError
from visitplan.storage.schema.days import days


class DayHead(NamedTuple):
    """Which day of which branch; ``version`` counts the changes of its inputs, from 1."""

    id: str
    branch_id: str
    date: date
    version: int
    created_at: datetime
    changed_at: datetime


_BY_ID = select(days).where(days.c.id == bindparam("id"))
_BY_ID_HELD = _BY_ID.with_for_update()


def begin(connection: Connection, *, day_id: str, branch_id: str, on: date, at: datetime) -> None:
    """Add a day without inputs, as version 1; StorageError where the branch has that date."""
    connection.execute(
        insert(days).values(
            id=day_id,
            branch_id=branch_id,
            date=on.isoformat(),
            version=1,
            created_at=at,
            changed_at=at,
        )
    )


def find(connection: Connection, branch_id: str, on: date) -> DayHead | None:
    """Return the day of a branch; None where it has none on that date."""
    of_the_branch = (days.c.branch_id == branch_id, days.c.date == on.isoformat())
    return _head(connection.execute(select(days).where(*of_the_branch)).first())


def head(connection: Connection, day_id: str) -> DayHead | None:
    """Return a day; None where there is none of this id."""
    return _head(connection.execute(_BY_ID, {"id": day_id}).first())


def hold_still(connection: Connection, day_id: str) -> DayHead | None:
    """Return a day that nobody else changes until the transaction ends; None where there is none.

    SQLite lets one writer in at a time anyway.
    """
    return _head(connection.execute(_BY_ID_HELD, {"id": day_id}).first())


def heads(connection: Connection, branch_ids: Sequence[str]) -> tuple[DayHead, ...]:
    """Return the days of some branches, the latest first."""
    chosen = select(days).where(days.c.branch_id.in_(branch_ids))
    rows = connection.execute(chosen.order_by(days.c.date.desc(), days.c.branch_id))
    return tuple(found for row in rows if (found := _head(row)))


def advance(connection: Connection, day_id: str, *, seen: int, at: datetime) -> int:
    """Count one more change of a day and return its new version.

    Raises ConflictError where ``seen`` is not the version that stands.
    """
    standing = (days.c.id == day_id, days.c.version == seen)
    changed = connection.execute(
        update(days).where(*standing).values(version=seen + 1, changed_at=at)
    )
    if not changed.rowcount:
        now = head(connection, day_id)
        stands = f"version {now.version} stands" if now else "it is gone"
        raise ConflictError(f"the day was changed by somebody else since version {seen}: {stands}")
    return seen + 1


def _head(row: Row[Any] | None) -> DayHead | None:
    if row is None:
        return None
    return DayHead(**row._asdict() | {"date": date.fromisoformat(row.date)})
