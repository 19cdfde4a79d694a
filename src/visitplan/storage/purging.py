"""Purging: what may be kept no longer goes, and its going is told; what must stay, stays."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select

from visitplan.storage import trail
from visitplan.storage.database import Database
from visitplan.storage.old_cases import forget_cases, old_cases
from visitplan.storage.old_days import forget_days
from visitplan.storage.permit import permitted
from visitplan.storage.proof import PURGED
from visitplan.storage.schema.access import attempts, idempotency_keys, invitations, links, sessions
from visitplan.storage.schema.audit import audit
from visitplan.storage.schema.webhooks import deliveries
from visitplan.storage.trail import Act

PASSING = timedelta(days=7)
"""How long spent sessions, links, attempts and answers are kept, for whoever asks afterwards."""

HEARING = timedelta(days=23)
"""How much longer what webhooks heard, or never did, is kept: a month in all."""


class Purge(NamedTuple):
    """Who purges, when."""

    by: str
    at: datetime


def purge_branch(
    connection: Connection, branch_id: str, *, last: date, purge: Purge
) -> dict[str, int]:
    """Delete every case of a branch whose last entry lies on ``last`` or before, and its days.

    Returns how many rows went, by table; the trail tells it too.
    """
    with permitted(connection, purge.by):
        case_ids = old_cases(connection, branch_id, last=last)
        gone = forget_cases(connection, branch_id, case_ids)
        gone |= forget_days(connection, branch_id, last=last)
    counted = {table: count for table, count in gone.items() if count}
    if counted:
        after: Mapping[str, Any] = {"last": last.isoformat(), "rows": counted}
        act = Act(purge.at, purge.by, "purge", "records", branch_id, branch_id, after=after)
        trail.append(connection, act)
    return counted


def purge_trail(connection: Connection, *, before: datetime, purge: Purge) -> int:
    """Delete the beginning of the audit trail, what lies before a moment; return how much.

    What is left is still proved: an entry tells from which seal on.
    """
    last = connection.execute(
        select(audit.c.seq, audit.c.sha256)
        .where(
            audit.c.seq
            < select(func.min(audit.c.seq)).where(audit.c.at >= before).scalar_subquery()
        )
        .order_by(audit.c.seq.desc())
        .limit(1)
    ).first()
    if last is None:
        return 0
    with permitted(connection, purge.by):
        gone = connection.execute(delete(audit).where(audit.c.seq <= last.seq)).rowcount
    after = {"through": last.seq, "sha256": last.sha256}
    trail.append(connection, Act(purge.at, purge.by, "purge", PURGED, str(last.seq), after=after))
    return gone


def purge_passing(connection: Connection, *, at: datetime) -> dict[str, int]:
    """Delete what is spent for a week: sessions, links, invitations, attempts, answers."""
    spent = at - PASSING
    steps: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (sessions, sessions.c.expires_at < spent),
        (links, or_(links.c.expires_at < spent, links.c.revoked_at < spent)),
        (invitations, invitations.c.expires_at < spent),
        (attempts, attempts.c.at < spent),
        (idempotency_keys, idempotency_keys.c.at < spent),
        (deliveries, deliveries.c.ended_at < spent - HEARING),
    )
    gone = {
        table.name: connection.execute(delete(table).where(which)).rowcount
        for table, which in steps
    }
    return {table: count for table, count in gone.items() if count}


def overwrite_what_went(database: Database) -> None:
    """Let no byte of what was purged stay in the database's files."""
    with database.outside() as connection:
        connection.exec_driver_sql("VACUUM" if database.is_sqlite else "VACUUM (FULL)")
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
