"""Attempts to come in, counted by account and by address; of each only a hash is known."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from visitplan.storage.schema.access import attempts


def note(connection: Connection, subject_sha256: str, *, at: datetime) -> None:
    """Note one attempt."""
    connection.execute(insert(attempts).values(subject_sha256=subject_sha256, at=at))


def count(connection: Connection, subject_sha256: str, *, since: datetime) -> int:
    """Return how many attempts there were at or after a moment."""
    mine = (attempts.c.subject_sha256 == subject_sha256, attempts.c.at >= since)
    chosen = select(func.count()).select_from(attempts).where(*mine)
    return int(connection.execute(chosen).scalar_one())


def forgive(connection: Connection, subject_sha256: str) -> None:
    """Forget the attempts of one account or address."""
    connection.execute(delete(attempts).where(attempts.c.subject_sha256 == subject_sha256))
